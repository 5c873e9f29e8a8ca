import { configs as lit } from "eslint-plugin-lit";
import { configs as wc } from "eslint-plugin-wc";
import tseslint from "typescript-eslint";
import { packages, rooms } from "./tools/eslint/arrows.js";
import importArrows from "./tools/eslint/import-arrows.js";

const notCode = "Nothing of a definition, a name or a value may become code or markup.";
const passedIn = "The clock, ids and randomness are passed in, so that every run can be repeated.";

/** Ways in which a value could become code or markup. */
const injections = [
  { selector: "MemberExpression[property.name=/^(inner|outer)HTML$/]", message: notCode },
  {
    selector: "Identifier[name=/^(unsafeHTML|unsafeSVG|unsafeMathML|unsafeStatic|unsafeCSS|styleMap)$/]",
    message: notCode,
  },
  {
    selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]",
    message: notCode,
  },
  { selector: "CallExpression[callee.object.name='document'][callee.property.name='write']", message: notCode },
  { selector: ":matches(NewExpression, CallExpression)[callee.name='Function']", message: notCode },
  {
    selector: ":matches(NewExpression, CallExpression)[callee.name='RegExp']:not([arguments.0.type='Literal'])",
    message: "A pattern made from a value can run for ever: compare text instead.",
  },
  {
    selector: "MemberExpression[object.name='crypto'][property.name=/^(subtle|randomUUID)$/]",
    message: "Pages on plain http lack this: nothing may need a secure context.",
  },
];

/** Ways in which core could come to depend on the moment it runs at. */
const ambient = [
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: passedIn },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: passedIn },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: passedIn },
];

const pageGlobals = [
  "document",
  "window",
  "self",
  "navigator",
  "location",
  "localStorage",
  "sessionStorage",
  "HTMLElement",
  "Element",
  "customElements",
  "CSSStyleSheet",
];
const nodeGlobals = ["process", "Buffer", "require", "__dirname", "__filename"];

export default tseslint.config(
  // The kernels are AssemblyScript, which TypeScript's parser reads and its types do not know.
  {
    ignores: [
      "**/dist",
      "coverage",
      "reports",
      "screens",
      "**/storybook-static",
      "bench/.data",
      "packages/core/kernels/*.ts",
    ],
  },
  { linterOptions: { noInlineConfig: true } },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { audiencekit: { rules: { "import-arrows": importArrows } } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": ["error", ...injections],
      "audiencekit/import-arrows": ["error", { packages, rooms }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/consistent-type-assertions": [
        "error",
        { assertionStyle: "as", objectLiteralTypeAssertions: "never" },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // An async method that has nothing to wait for still keeps its promise to the port it implements.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["packages/core/src/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...[...pageGlobals, ...nodeGlobals].map((name) => ({
          name,
          message: "Core runs alike in a page, a worker and Node.",
        })),
      ],
      "no-restricted-syntax": ["error", ...injections, ...ambient],
    },
  },
  {
    // Where the clock of the machine enters, to be passed on.
    files: ["packages/core/src/service/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", ...injections] },
  },
  {
    // Where a page is told that it counts by itself, unless the host wants to hear of it.
    files: ["packages/core/src/worker/start-engine.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["packages/elements/src/**/*.ts", "stories/**/*.ts"],
    extends: [lit["flat/recommended"], wc["flat/recommended"]],
    rules: {
      // Lit binds the listeners of its templates to the element.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: [
      "packages/cli/**",
      "examples/**",
      "scripts/**",
      "tools/**",
      "bench/**",
      "packages/core/{kernels,scripts}/**",
      "packages/core/src/testing/**",
    ],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.test.ts"],
    rules: {
      "no-console": "off",
      // Chai's assertions are expressions: `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
      // The types of the DOM diff call Chai's `equal` a promise, which it is not.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", package: "chai", name: "Equal" }] },
      ],
    },
  },
  { files: ["**/*.{js,mjs}"], extends: [tseslint.configs.disableTypeChecked] },
);
