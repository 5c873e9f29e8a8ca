import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { formatInstant, parseInstant } from "./dates.js";
import { deepFreeze } from "./freeze.js";
import type {
  ConditionValue,
  Definition,
  Group,
  Measure,
  Node,
  Operator,
  PropertyFilter,
  Step,
  Window,
} from "./language.js";
import type {
  WrittenAttribute,
  WrittenDefinition,
  WrittenEvent,
  WrittenFilter,
  WrittenGroup,
  WrittenNode,
  WrittenSequence,
  WrittenStep,
  WrittenTag,
} from "./schema.js";

/**
 * The same definition in its one form: texts in NFC, flags only where true, value lists without repetitions, lists of
 * one as the bare value where both are allowed, instants in UTC, filters and correlations only where there are any.
 * Keys stand in sorted order; the result is frozen. A text that is no date or instant where one is due stays as it is.
 */
export function canonicalize(definition: WrittenDefinition): Definition {
  return deepFreeze({
    root: canonicalGroup(definition.root),
    ...(definition.timeZone === undefined ? {} : { timeZone: nfc(definition.timeZone) }),
    version: 1,
  });
}

/** A node in its canonical form. */
export function canonicalNode(node: WrittenNode): Node {
  switch (node.kind) {
    case "group":
      return canonicalGroup(node);
    case "attribute":
      return canonicalAttribute(node);
    case "tag":
      return canonicalTag(node);
    case "event":
      return canonicalEvent(node);
    case "sequence":
      return canonicalSequence(node);
    case "audience":
      return { audience: nfc(node.audience), ...flags(node), kind: "audience" };
    case "sample":
      return {
        ...flags(node),
        from: plainNumber(node.from),
        kind: "sample",
        salt: nfc(node.salt),
        to: plainNumber(node.to),
      };
  }
}

function canonicalGroup(node: WrittenGroup): Group {
  return { conditions: node.conditions.map(canonicalNode), ...flags(node), kind: "group", match: node.match };
}

function canonicalAttribute(node: WrittenAttribute): Node {
  return {
    attribute: nfc(node.attribute),
    ...flags(node),
    kind: "attribute",
    ...(node.matchCase === true ? { matchCase: true } : {}),
    ...operand(node),
  };
}

function canonicalTag(node: WrittenTag): Node {
  return {
    ...flags(node),
    kind: "tag",
    operator: node.operator,
    tags: distinct(node.tags.map(nfc)),
    ...(node.window === undefined ? {} : { window: canonicalWindow(node.window) }),
  };
}

function canonicalEvent(node: WrittenEvent): Node {
  return {
    event: canonicalNames(node.event),
    ...flags(node),
    kind: "event",
    measure: canonicalMeasure(node.measure),
    ...operand(node),
    ...canonicalWhere(node.where),
    ...(node.window === undefined ? {} : { window: canonicalWindow(node.window) }),
  };
}

function canonicalSequence(node: WrittenSequence): Node {
  const correlate = distinct((node.correlate ?? []).map(nfc));
  return {
    ...(correlate.length === 0 ? {} : { correlate }),
    ...flags(node),
    kind: "sequence",
    steps: node.steps.map(canonicalStep),
    ...(node.window === undefined ? {} : { window: canonicalWindow(node.window) }),
  };
}

function canonicalStep(step: WrittenStep): Step {
  return {
    ...(step.absent === true ? { absent: true } : {}),
    event: canonicalNames(step.event),
    ...canonicalWhere(step.where),
    ...(step.within === undefined
      ? {}
      : { within: { amount: plainNumber(step.within.amount), unit: step.within.unit } }),
  };
}

function flags(node: { readonly exclude?: boolean; readonly id?: string }): { exclude?: true; id?: string } {
  return {
    ...(node.exclude === true ? { exclude: true } : {}),
    ...(node.id === undefined ? {} : { id: nfc(node.id) }),
  };
}

function canonicalWhere(filters: readonly WrittenFilter[] | undefined): { where?: readonly PropertyFilter[] } {
  return filters === undefined || filters.length === 0 ? {} : { where: filters.map(canonicalFilter) };
}

/** A filter in its canonical form. */
export function canonicalFilter(filter: WrittenFilter): PropertyFilter {
  const { operator, ...rest } = operand(filter);
  return {
    ...(filter.exclude === true ? { exclude: true } : {}),
    ...(filter.matchCase === true ? { matchCase: true } : {}),
    operator,
    property: nfc(filter.property),
    ...rest,
  };
}

/** A measure in its canonical form. */
export function canonicalMeasure(measure: Measure): Measure {
  return "property" in measure ? { of: measure.of, property: nfc(measure.property) } : { of: measure.of };
}

/** One name or several in canonical form. */
export function canonicalNames(names: string | readonly string[]): string | readonly string[] {
  return typeof names === "string" ? nfc(names) : oneOrMore(distinct(names.map(nfc)));
}

/** Operators whose texts are dates or instants. */
const momentOperators: ReadonlySet<Operator> = new Set(["on", "before", "after", "onOrBefore", "onOrAfter", "between"]);
/** Operators that take one value or several. */
const listOperators: ReadonlySet<Operator> = new Set(["is", "contains", "startsWith", "endsWith"]);

function operand(condition: { readonly operator: Operator; readonly value?: ConditionValue }): {
  operator: Operator;
  value?: ConditionValue;
} {
  const { operator, value } = condition;
  return { operator, ...(value === undefined ? {} : { value: canonicalValue(operator, value) }) };
}

function canonicalValue(operator: Operator, value: ConditionValue): ConditionValue {
  const text = momentOperators.has(operator) ? canonicalMoment : nfc;
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "boolean") return value;
  if (!isList(value)) return canonicalWindow(value);
  if (isTextList(value)) {
    const texts = value.map(text);
    return operator === "between" ? texts : listOperators.has(operator) ? oneOrMore(distinct(texts)) : distinct(texts);
  }
  const numbers = value.map(plainNumber);
  return operator === "between"
    ? numbers
    : listOperators.has(operator)
      ? oneOrMore(distinct(numbers))
      : distinct(numbers);
}

/** Whether the value of a condition is a list. */
export function isList(value: ConditionValue): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}

/** Whether a list is one of texts; an empty one is. */
export function isTextList(list: readonly string[] | readonly number[]): list is readonly string[] {
  // Not `every`: engines are slow to call back for the items of a frozen list, and definitions are frozen.
  for (let index = 0; index < list.length; index++) {
    if (typeof list[index] !== "string") return false;
  }
  return true;
}

/** A window in its canonical form. */
export function canonicalWindow(window: Window): Window {
  if ("last" in window) return { last: window.last, unit: window.unit };
  if ("ago" in window) return { ago: [plainNumber(window.ago[0]), plainNumber(window.ago[1])], unit: window.unit };
  if ("next" in window) return { next: window.next, unit: window.unit };
  if ("lastFull" in window) return { lastFull: window.lastFull, unit: window.unit };
  if ("current" in window) return { current: window.current };
  if ("nextFull" in window) return { nextFull: window.nextFull, unit: window.unit };
  return {
    ...(window.from === undefined ? {} : { from: canonicalMoment(window.from) }),
    ...(window.to === undefined ? {} : { to: canonicalMoment(window.to) }),
  };
}

function canonicalMoment(text: string): string {
  const instant = parseInstant(text);
  return instant === undefined ? nfc(text) : formatInstant(instant);
}

const nfc = (text: string): string => text.normalize("NFC");
const plainNumber = (number: number): number => (number === 0 ? 0 : number);
const distinct = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];

function oneOrMore<Item>(items: readonly Item[]): Item | readonly Item[] {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : items;
}

/** The definition as RFC 8785 JSON of its canonical form: what is stored. */
export function canonicalText(definition: WrittenDefinition): string {
  return canonicalJson(canonicalize(definition));
}

/** Lower-case hex SHA-256 of the canonical text without node ids. */
export function definitionHash(definition: WrittenDefinition): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(canonicalize(definition), "id"))));
}

/** RFC 8785 JSON: sorted keys, ECMAScript numbers, no white space. The key `without` is left out everywhere. */
function canonicalJson(value: unknown, without?: string): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item, without)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([key]) => key !== without)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner, without)}`);
  return `{${members.join(",")}}`;
}
