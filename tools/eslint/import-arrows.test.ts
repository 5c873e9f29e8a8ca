import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { describe, it } from "vitest";
import { packages, rooms } from "./arrows.js";
import importArrows from "./import-arrows.js";

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const options = [{ packages, rooms }];
const at = (filename: string, code: string) => ({ filename: `${process.cwd()}/${filename}`, code, options });
const refused = (filename: string, code: string, reason: string) => ({
  ...at(filename, code),
  errors: [{ message: reason }],
});

tester.run("import-arrows", importArrows, {
  valid: [
    at("packages/elements/src/provider.ts", 'import type { Audience } from "@audiencekit/core";'),
    at("packages/cli/src/size.ts", 'import { memoryAdapter } from "@audiencekit/core/memory";'),
    at("packages/core/src/plan/plan.ts", 'import type { Catalog } from "../catalog/catalog.js";'),
    at("packages/core/src/definition/schema.ts", 'import * as z from "zod/mini";'),
    at("packages/core/src/catalog/catalog.ts", 'import type { Window } from "../definition/language.js";'),
    at("packages/core/src/memory/load.ts", 'const reader = import("papaparse");'),
    at("packages/core/src/memory/load.test.ts", 'import { conformance } from "../testing/conformance.js";'),
    at("packages/core/src/index.ts", 'export * from "./service/service.js";'),
    at("stories/dashboard.stories.ts", 'import "@audiencekit/elements/define";'),
  ],
  invalid: [
    refused(
      "packages/core/src/service/service.ts",
      'import "@audiencekit/elements";',
      "packages/core may not import packages/elements.",
    ),
    refused(
      "packages/elements/src/provider.ts",
      'import { createAudienceService } from "../../core/src/index.js";',
      "Import another package by its name, not by a path out of packages/elements.",
    ),
    refused(
      "packages/cli/src/size.ts",
      'import "@audiencekit/elements/define";',
      "packages/cli may not import packages/elements.",
    ),
    refused(
      "packages/core/src/definition/schema.ts",
      'import { resolve } from "../plan/resolve.js";',
      "The room definition of core may not import the room plan.",
    ),
    refused(
      "packages/core/src/catalog/catalog.ts",
      'import type { Summary } from "../definition/summary.js";',
      "The room catalog of core may not import the room definition.",
    ),
    refused(
      "packages/core/src/memory/evaluate.ts",
      'export { nights } from "../process/nights.js";',
      "The room memory of core may not import the room process.",
    ),
    refused(
      "packages/core/src/plan/plan.ts",
      'type Run = import("../store/store.js").Run;',
      "The room plan of core may not import the room store.",
    ),
    refused(
      "packages/core/src/definition/schema.ts",
      'import * as z from "zod";',
      "The room definition of core may not import zod.",
    ),
    refused(
      "packages/core/src/plan/plan.ts",
      'import { readFile } from "node:fs/promises";',
      "The room plan of core may not import node:fs/promises.",
    ),
    refused(
      "packages/core/src/plan/plan.ts",
      'import { issue } from "../index.js";',
      "A room of core may not import an entry: import the module that holds it.",
    ),
    refused(
      "packages/core/src/plan/plan.ts",
      'import { issue } from "@audiencekit/core";',
      "Import a module of core by its path, not through an entry.",
    ),
    refused(
      "packages/core/src/attic/attic.ts",
      'import { issue } from "../issue/issue.js";',
      "The room attic has no arrows: add it to tools/eslint/arrows.js.",
    ),
  ],
});
