import { defineConfig } from "vitest/config";
import projects from "./vitest.workspace.ts";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: { coverage: { provider: "v8", include: ["packages/*/src/**"], exclude: ["**/*.test.ts"] }, projects },
});
