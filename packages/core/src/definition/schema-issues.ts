import type * as z from "zod/mini";
import { nearest } from "../catalog/lookup.js";
import { issue, type Issue } from "../issue/issue.js";
import { below, type Pointer } from "./pointer.js";

type SchemaIssue = z.core.$ZodIssue;
type UnionIssue = SchemaIssue & { readonly code: "invalid_union" };

/** What a schema found, as issues with codes, pointers and sentences. `at` is where the value stands. */
export function schemaIssues(found: readonly SchemaIssue[], at: Pointer = ""): Issue[] {
  return found.flatMap((one) => translate(one, at));
}

function translate(found: SchemaIssue, at: Pointer): Issue[] {
  const path = below(at, ...found.path.map(String));
  switch (found.code) {
    case "unrecognized_keys":
      return found.keys.map((key) =>
        issue("unknown_key", below(path, key), `The key ${quoted(key)} is not known here.`),
      );
    case "invalid_type":
      return [
        found.input === undefined
          ? issue("missing_key", path, "This is missing.", `Give ${articled(found.expected)}.`)
          : issue("wrong_type", path, `This is to be ${articled(found.expected)}.`),
      ];
    case "invalid_value":
      return [oneOf(found.values.map(String), found.input, path)];
    case "invalid_union":
      return unionIssues(found, path, at);
    case "too_big":
    case "too_small":
      return [issue("wrong_type", path, "This has the wrong number of items.")];
    default:
      return [issue("wrong_type", path, "This has the wrong form.")];
  }
}

function oneOf(allowed: readonly string[], input: unknown, path: Pointer): Issue {
  if (input === undefined) return issue("missing_key", path, "This is missing.", `One of: ${allowed.join(", ")}.`);
  if (path === "/version") {
    return issue("unsupported_version", path, "Only version 1 of the language is known here.");
  }
  const near = typeof input === "string" ? nearest(input, allowed) : undefined;
  return issue(
    "wrong_type",
    path,
    `This is to be ${allowed.length === 1 ? "" : "one of "}${allowed.join(", ")}.`,
    near === undefined ? undefined : `Did you mean ${quoted(near)}?`,
  );
}

/** Of several forms, the one that came nearest is explained. */
function unionIssues(found: UnionIssue, path: Pointer, at: Pointer): Issue[] {
  const [first, ...others] = found.errors;
  if (first === undefined) return [unknownKind(found, path)];
  const best = others.reduce((nearer, option) => (distance(option) < distance(nearer) ? option : nearer), first);
  const atOnce = best.every((one) => one.code === "invalid_type" && one.path.length === 0);
  if (atOnce) return [issue("wrong_type", path, "This has none of the accepted forms.")];
  return schemaIssues(
    best.map((one) => ({ ...one, path: [...found.path, ...one.path] })),
    at,
  );
}

/** No form of a union has the kind that is given. */
function unknownKind(found: UnionIssue, path: Pointer): Issue {
  const key = found.path.at(-1) ?? "kind";
  const { input } = found;
  const given = typeof input === "object" && input !== null && Object.hasOwn(input, key);
  return given
    ? issue("wrong_type", path, `This is no known ${String(key)}.`)
    : issue("missing_key", path, "This is missing.");
}

/** How far a value is from one form of a union: a wrong type of the whole is farthest. */
function distance(option: readonly SchemaIssue[]): number {
  return option.reduce((sum, one) => {
    if (one.code === "unrecognized_keys") return sum + 2 * one.keys.length;
    if (one.code === "invalid_union" && one.errors.length > 0) return sum + Math.min(...one.errors.map(distance));
    return sum + (one.code === "invalid_type" && one.path.length === 0 ? 1000 : 1);
  }, 0);
}

/** A name within a sentence; very long ones are cut. */
export function quoted(name: string): string {
  return `“${name.length > 80 ? `${name.slice(0, 80)}…` : name}”`;
}

const articles: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  tuple: "a list of two",
};

function articled(expected: string): string {
  return articles[expected] ?? `a value of type ${expected}`;
}
