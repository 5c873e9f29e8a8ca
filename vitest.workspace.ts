// The test projects of the workspace. Vitest no longer looks for this file by itself: vitest.config.ts imports it.
import type { TestProjectInlineConfiguration } from "vitest/config";

const projects: TestProjectInlineConfiguration[] = [
  {
    extends: true,
    test: {
      name: "unit",
      environment: "node",
      include: ["{packages,examples}/*/src/**/*.test.ts", "tools/**/*.test.ts"],
      exclude: ["**/*.browser.test.ts", "**/*.e2e.test.ts", "**/node_modules/**"],
    },
  },
];

export default projects;
