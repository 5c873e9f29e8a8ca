import { issue, refuse, type Issue } from "../issue/issue.js";
import { canonicalText, canonicalize } from "./canonical.js";
import { byteLength, defaultLimits, type Limits } from "./limits.js";
import type { Definition } from "./language.js";
import { namesIn } from "./names.js";
import { malformedMoments } from "./moments.js";
import { prewalk, throwIssues, tooLarge } from "./prewalk.js";
import { schemaIssues } from "./schema-issues.js";
import { definitionSchema } from "./schema.js";

/**
 * Reads a definition from JSON text or a value and gives its canonical form, frozen.
 *
 * Refused is what cannot be the language: wrong shapes, unknown keys, passed limits, values no JSON can mean exactly.
 * What is merely unfinished or does not fit a catalogue (an empty group, a value still to come) is read, so that a
 * draft can be kept; `checkDefinition` names it.
 *
 * @throws AudienceError with at most 20 issues
 */
export function parseDefinition(input: unknown, limits: Partial<Limits> = {}): Definition {
  const bounds: Limits = { ...defaultLimits, ...limits };
  const given: unknown = typeof input === "string" ? readJson(input, bounds) : input;
  prewalk(given, bounds);
  const { data, error } = definitionSchema.safeParse(withoutUndefined(given), { reportInput: true });
  if (error !== undefined) throwIssues(schemaIssues(error.issues));
  if (data === undefined) throw refuse("wrong_type", "", "This is no definition.");
  const definition = canonicalize(data);
  throwIssues([...malformedMoments(definition), ...longNames(definition, bounds)]);
  if (byteLength(canonicalText(definition)) > bounds.bytes) throw tooLarge(bounds);
  return definition;
}

function readJson(text: string, limits: Limits): unknown {
  if (text.length > limits.bytes || byteLength(text) > limits.bytes) throw tooLarge(limits);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse("not_json", "", `This is no JSON: ${cause instanceof Error ? cause.message : "it cannot be read"}.`);
  }
}

/** The value as its JSON says it: keys that hold nothing are not there. */
function withoutUndefined(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function longNames(definition: Definition, limits: Limits): Issue[] {
  return [...namesIn(definition)]
    .filter(({ name }) => name.length > limits.nameLength && [...name].length > limits.nameLength)
    .map(({ path }) => issue("bad_name", path, `A name has at most ${limits.nameLength} characters.`));
}
