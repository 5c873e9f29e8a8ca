import { AudienceError, issue, type Issue } from "@audiencekit/core";
import { colours } from "./colours.js";

/** What a refusal says, for people or as one line of JSON. */
export function refusalText(error: AudienceError, json: boolean): string {
  if (!json) return error.issues.map((one) => `${inWords(one)}\n`).join("");
  const { code, path, message, hint, issues } = error;
  return `${JSON.stringify({ error: { code, path, message, ...(hint === undefined ? {} : { hint }), issues } })}\n`;
}

/** What went wrong without being foreseen, as a refusal like any other. */
export function unforeseen(error: unknown): AudienceError {
  const reason = error instanceof Error ? error.message : "no reason given";
  return new AudienceError(issue("internal", "", `Something went wrong: ${reason}`), { cause: error });
}

function inWords({ code, path, message, hint, severity }: Issue): string {
  const place = path === "" ? "" : ` at ${path}`;
  const colour = severity === "error" ? colours.red : colours.yellow;
  return `${colour(code)}${place}: ${message}${hint === undefined ? "" : ` (${hint})`}`;
}
