import { AudienceError, issue, refuse, type Issue } from "../issue/issue.js";
import { byteLength, type Limits } from "./limits.js";
import { below, type Pointer } from "./pointer.js";

/** Issues that are reported of one definition; further ones are left out. */
export const maxIssues = 20;

/** Throws what was found, if anything was: at most `maxIssues` of it. */
export function throwIssues(issues: readonly Issue[]): void {
  const [first, ...rest] = issues.slice(0, maxIssues);
  if (first !== undefined) throw new AudienceError([first, ...rest]);
}

interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Place | undefined;
  /** Objects and lists around it. */
  readonly level: number;
  /** Groups around it and, where it is one, itself. */
  readonly groups: number;
}

const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** Whether a text can be stored and compared: no NUL, no half of a surrogate pair. */
export function isSound(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0 || isLowSurrogate(unit)) return false;
    if (unit >= 0xd800 && unit < 0xdc00 && !isLowSurrogate(text.charCodeAt(++index))) return false;
  }
  return true;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Whether a number can be meant exactly: finite, and no whole number beyond 2^53 - 1. */
export function isExact(number: unknown): number is number {
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}

/**
 * Looks at JSON of unknown origin before any schema does: without recursion, it refuses what is nested too deep, too
 * long or too large, keys that reach into prototypes, values that are no JSON, unsound texts and inexact numbers. A limit
 * that is passed ends the walk at once.
 */
export function prewalk(input: unknown, limits: Limits): void {
  const issues: Issue[] = [];
  // A group adds an object and a list; the longest way on from the last group is a filter's window.
  const maxLevel = 2 * limits.depth + 8;
  let bytes = 0;
  let nodes = 1;
  const pending: Place[] = [{ value: input, key: "", parent: undefined, level: 1, groups: 0 }];
  for (let place = pending.pop(); place !== undefined && issues.length < maxIssues; place = pending.pop()) {
    const { value, level } = place;
    bytes += 1 + (typeof value === "string" ? byteLength(value) + 2 : typeof value === "number" ? 1 : 0);
    if (bytes > limits.bytes) throw tooLarge(limits);
    if (typeof value === "string") {
      if (!isSound(value)) issues.push(unsound(pointerTo(place)));
    } else if (typeof value === "number") {
      if (!isExact(value)) issues.push(inexact(pointerTo(place), value));
    } else if (typeof value === "object" && value !== null) {
      if (level > maxLevel) throw tooDeep(place, limits);
      const children = childrenOf(place, limits, issues);
      if (place.key === "conditions" && Array.isArray(value)) nodes += value.length;
      if (nodes > limits.nodes) throw tooManyNodes(place, limits);
      for (const child of children) {
        if (typeof child.key === "string") bytes += byteLength(child.key) + 3;
        pending.push(child);
      }
    } else if (value !== null && typeof value !== "boolean") {
      issues.push(issue("wrong_type", pointerTo(place), "This is no JSON value."));
    }
  }
  throwIssues(issues);
}

/** What is inside an object or a list, last first. */
function childrenOf(place: Place, limits: Limits, issues: Issue[]): readonly Place[] {
  const { value, level } = place;
  const child = (key: string | number, inner: unknown, groups: number): Place => ({
    value: inner,
    key,
    parent: place,
    level: level + 1,
    groups,
  });
  if (Array.isArray(value)) {
    checkLength(place, value.length, limits);
    const children: Place[] = [];
    for (let index = value.length - 1; index >= 0; index--) {
      const inner: unknown = value[index];
      children.push(child(index, inner, place.groups));
    }
    return children;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof value !== "object" || value === null || (prototype !== Object.prototype && prototype !== null)) {
    issues.push(issue("wrong_type", pointerTo(place), "This is no plain object."));
    return [];
  }
  if (Object.keys(value).length > limits.values) throw tooManyValues(place, limits);
  const entries = Object.entries(value);
  const isGroup = entries.some(([key, inner]) => key === "conditions" && Array.isArray(inner));
  const groups = place.groups + (isGroup ? 1 : 0);
  if (groups > limits.depth) throw tooDeep(place, limits);
  const children: Place[] = [];
  for (const [key, inner] of entries.reverse()) {
    if (forbiddenKeys.has(key)) {
      issues.push(issue("forbidden_key", pointerTo(child(key, inner, groups)), `The key ${key} is never allowed.`));
    } else if (inner !== undefined) {
      children.push(child(key, inner, groups));
    }
  }
  return children;
}

function checkLength(place: Place, length: number, limits: Limits): void {
  if (place.key === "conditions") {
    if (length >= limits.nodes) throw tooManyNodes(place, limits);
  } else if (place.key === "steps") {
    if (length > limits.steps) {
      throw refuse("too_many_steps", pointerTo(place), `A sequence has at most ${limits.steps} steps.`);
    }
  } else if (length > limits.values) {
    throw tooManyValues(place, limits);
  }
}

function pointerTo(place: Place): Pointer {
  const keys: (string | number)[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) keys.push(at.key);
  return below("", ...keys.reverse());
}

/** The refusal of a definition that is too long. */
export function tooLarge(limits: Limits): AudienceError {
  return refuse(
    "too_large",
    "",
    `A definition has at most ${limits.bytes} bytes of JSON.`,
    `limit ${limits.bytes} bytes`,
  );
}

function tooDeep(place: Place, limits: Limits): AudienceError {
  return refuse(
    "too_deep",
    pointerTo(place),
    `Groups are nested at most ${limits.depth} deep.`,
    "Join groups that match in the same way, or refer to an audience.",
  );
}

function tooManyNodes(place: Place, limits: Limits): AudienceError {
  return refuse("too_many_nodes", pointerTo(place), `A definition has at most ${limits.nodes} groups and conditions.`);
}

function tooManyValues(place: Place, limits: Limits): AudienceError {
  return refuse("too_many_values", pointerTo(place), `A list has at most ${limits.values} values.`);
}

/** The issue of a text that cannot be stored. */
export function unsound(path: Pointer): Issue {
  return issue("bad_text", path, "Text holds no NUL and no half of a surrogate pair.");
}

/** The issue of a number that cannot be meant exactly. */
export function inexact(path: Pointer, number: number): Issue {
  return Number.isFinite(number)
    ? issue("bad_number", path, "A whole number lies within 2^53 - 1 of zero.")
    : issue("bad_number", path, "A number is finite.");
}
