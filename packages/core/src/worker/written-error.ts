import { AudienceError, refuse, type Issue } from "../issue/issue.js";

/** An error as it goes from one thread to the other. */
export type WrittenError =
  | { readonly issues: readonly [Issue, ...Issue[]] }
  | { readonly name: string; readonly message: string; readonly stack: string | undefined };

export function writtenError(error: unknown): WrittenError {
  if (error instanceof AudienceError) {
    const [first = { code: error.code, path: error.path, message: error.message, severity: "error" }, ...rest] =
      error.issues;
    return { issues: [first, ...rest] };
  }
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: "Error", message: String(error), stack: undefined };
}

/** The error again: an `AudienceError` with all its issues, or an `Error` of the same name and sentence. */
export function errorOf(written: WrittenError): Error {
  if ("issues" in written) return new AudienceError(written.issues);
  const error = new Error(written.message);
  error.name = written.name;
  if (written.stack !== undefined) error.stack = written.stack;
  return error;
}

export function calledOff(): AudienceError {
  return refuse("aborted", "", "The request was called off.");
}
