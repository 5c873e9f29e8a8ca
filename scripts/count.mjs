// Adds up what the test runners wrote into reports/.
import { existsSync, readFileSync } from "node:fs";

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

/** Counts of Vitest's JSON report; a file that failed before its first test counts as one failure. */
const fromVitest = (report) => {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

/**
 * The sum of both runners' reports. A runner that left no report, or ended badly without naming a failed test
 * (`exits`: exit codes of the runners and of the build before them), counts as one failure.
 */
export const countTests = (reports, exits) => {
  const parts = [
    { count: fromVitest(read(`${reports}/vitest.json`)), exit: exits.vitest },
    { count: read(`${reports}/browser.json`) ?? { passed: 0, failed: 1, skipped: 0 }, exit: exits.browser },
  ];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { count, exit } of parts) {
    sum.passed += count.passed;
    sum.failed += exit !== 0 && count.failed === 0 ? 1 : count.failed;
    sum.skipped += count.skipped;
  }
  if (exits.build !== 0) sum.failed++;
  return sum;
};
