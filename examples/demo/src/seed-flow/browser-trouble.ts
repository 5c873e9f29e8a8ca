import type { BrowserContext } from "playwright-core";

/** Collects what a browser complains about: errors, warnings, and whatever the content security policy refused. */
export async function browserTrouble(context: BrowserContext): Promise<readonly string[]> {
  const trouble: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, lineNumber }) => {
      console.error(`Refused by ${violatedDirective}: ${sourceFile}:${lineNumber}`);
    });
  });
  context.on("console", (message) => {
    if (["error", "warning", "assert"].includes(message.type())) trouble.push(message.text());
  });
  context.on("weberror", (error) => {
    trouble.push(error.error().message);
  });
  return trouble;
}
