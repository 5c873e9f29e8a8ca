// The test projects of the workspace. Vitest no longer looks for this file by itself: vitest.config.ts imports it.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { args, executablePath } from "./browser-path.mjs";

const projects: TestProjectInlineConfiguration[] = [
  {
    extends: true,
    test: {
      name: "unit",
      environment: "node",
      include: ["{packages,examples}/*/src/**/*.test.ts", "tools/**/*.test.ts"],
      exclude: ["**/*.browser.test.ts", "**/*.e2e.test.ts", "**/node_modules/**"],
      // All processors at once; what takes a whole machine comes after it, alone.
      maxWorkers: availableParallelism(),
      sequence: { groupOrder: 0 },
      // Property tests run a thousand cases; a machine that is busy with other tests is slow at them.
      testTimeout: 60_000,
    },
  },
  {
    // What runs against built files: the command line as a process, the demo in a browser.
    extends: true,
    test: {
      name: "e2e",
      environment: "node",
      include: ["{packages,examples}/*/src/**/*.e2e.test.ts"],
      maxWorkers: 1,
      sequence: { groupOrder: 1 },
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    extends: true,
    resolve: { conditions: ["source", "module", "browser", "development|production"] },
    plugins: [storybookTest({ configDir: fileURLToPath(new URL("./stories/.storybook", import.meta.url)) })],
    test: {
      name: "stories",
      sequence: { groupOrder: 2 },
      browser: {
        enabled: true,
        headless: true,
        provider: playwright({ launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args } }),
        instances: [{ browser: "chromium" }],
        screenshotFailures: false,
      },
    },
  },
];

export default projects;
