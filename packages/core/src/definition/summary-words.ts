import type { CalendarUnit, MeasureName, Operator, Step, Window, WindowUnit } from "./language.js";

/** Something said plainly, and the same denied. */
export interface Relation {
  readonly plain: string;
  readonly denied: string;
}

/** The words of one language a summary is made of. Values come formatted; nothing here looks at data. */
export interface SummaryWords {
  readonly customers: string;
  /** The end of a sentence. */
  readonly stop: string;
  /** Stands for a value that is not given yet. */
  readonly blank: string;
  readonly yes: string;
  readonly no: string;
  /** Between the members of a group, before the last, and where a member is set apart from the others. */
  readonly join: Readonly<
    Record<"all" | "any", { readonly between: string; readonly last: string; readonly apart: string }>
  >;
  /** Before the first of several members of which any may hold. */
  readonly either: string;
  /** Before a member that is left out, where others come first. */
  readonly but: { readonly between: string; readonly word: string };
  readonly exclude: string;
  readonly those: Relation;
  readonly groups: Readonly<Record<"all" | "any", string>>;
  readonly emptyGroup: string;
  readonly whose: string;
  /** Between an attribute and its value. */
  readonly relations: Readonly<Record<Operator, Relation>>;
  readonly have: Relation;
  readonly carry: Relation;
  readonly isIn: Relation;
  readonly fallInto: Relation;
  /** Kinds of conditions, as headings. */
  readonly kinds: Readonly<Record<"tag" | "sequence" | "audience" | "sample", string>>;
  readonly tags: Readonly<Record<"hasAny" | "hasAll", (count: number) => string>>;
  readonly dropped: string;
  readonly audience: string;
  readonly ofSample: string;
  readonly range: (low: string, high: string) => string;
  readonly more: (count: number) => string;
  /** A number against a bound: `at least 3`. */
  readonly compared: (operator: Operator, value: string) => string;
  readonly times: (operator: Operator, value: string, numbers: readonly number[]) => string;
  readonly elements: (operator: Operator, value: string) => string;
  /** Between an event and what is measured of it, then between that and its value. */
  readonly measures: Readonly<Record<MeasureName, { readonly before: string; readonly after: string }>>;
  /** A moment against a bound: `on or after 3 May 2026`. */
  readonly moment: (operator: Operator, value: string) => string;
  readonly where: string;
  readonly and: string;
  readonly window: (window: Window, ends: { readonly from: string; readonly to: string }) => string;
  readonly ever: string;
  readonly anyEvent: string;
  readonly then: string;
  readonly without: string;
  readonly within: (amount: number, unit: NonNullable<Step["within"]>["unit"]) => string;
  /** How long before the first step, or after the last, something must not happen. */
  readonly beforeIt: string;
  readonly same: string;
}

const relation = (plain: string, denied: string): Relation => ({ plain, denied });

/** `1 day`, `30 days`. */
const units = (amount: number, unit: WindowUnit): string => `${amount} ${unit}${amount === 1 ? "" : "s"}`;
/** `day`, `30 days`. */
const lastUnits = (amount: number, unit: WindowUnit): string => (amount === 1 ? unit : units(amount, unit));

const comparisons: Partial<Readonly<Record<Operator, string>>> = {
  is: "exactly",
  lessThan: "less than",
  atMost: "at most",
  greaterThan: "more than",
  atLeast: "at least",
};

const moments: Partial<Readonly<Record<Operator, string>>> = {
  on: "on",
  before: "before",
  after: "after",
  onOrBefore: "on or before",
  onOrAfter: "on or after",
  between: "from",
  anniversaryInWindow: "with the anniversary",
};

const withWord = (word: string | undefined, value: string): string => (word === undefined ? value : `${word} ${value}`);

const current = (unit: CalendarUnit): string => (unit === "day" ? "today" : `in the current ${unit}`);

function englishWindow(window: Window, { from, to }: { readonly from: string; readonly to: string }): string {
  if ("last" in window) return `in the last ${lastUnits(window.last, window.unit)}`;
  if ("ago" in window) return `from ${window.ago[0]} to ${units(window.ago[1], window.unit)} ago`;
  if ("next" in window) return `in the next ${lastUnits(window.next, window.unit)}`;
  if ("lastFull" in window)
    return `in the last ${window.lastFull === 1 ? "" : `${window.lastFull} `}full ${window.unit}${window.lastFull === 1 ? "" : "s"}`;
  if ("current" in window) return current(window.current);
  if ("nextFull" in window)
    return `in the next ${window.nextFull === 1 ? "" : `${window.nextFull} `}full ${window.unit}${window.nextFull === 1 ? "" : "s"}`;
  if (window.to === undefined) return `from ${from} on`;
  return window.from === undefined ? `before ${to}` : `from ${from} to before ${to}`;
}

function englishTimes(operator: Operator, value: string, numbers: readonly number[]): string {
  const [only] = numbers;
  if (numbers.length === 1 && operator !== "between" && (only === 1 || only === 2)) {
    return withWord(comparisons[operator], only === 1 ? "once" : "twice");
  }
  return `${withWord(comparisons[operator], value)} times`;
}

const elementWords: Partial<Readonly<Record<Operator, string>>> = {
  countAtLeast: "at least",
  countAtMost: "at most",
};

export const englishSummary: SummaryWords = {
  customers: "Customers",
  stop: ".",
  blank: "…",
  yes: "yes",
  no: "no",
  join: {
    all: { between: ", ", last: " and ", apart: ", and " },
    any: { between: ", ", last: " or ", apart: ", or " },
  },
  either: "either ",
  but: { between: ", ", word: "but " },
  exclude: "Exclude",
  those: relation("who are those", "who are not those"),
  groups: { all: "All of", any: "Any of" },
  emptyGroup: "who match a group that is still empty",
  whose: "whose",
  relations: {
    hasValue: relation("has a value", "has no value"),
    is: relation("is", "is not"),
    contains: relation("contains", "does not contain"),
    startsWith: relation("begins with", "does not begin with"),
    endsWith: relation("ends with", "does not end with"),
    lessThan: relation("is", "is not"),
    atMost: relation("is", "is not"),
    greaterThan: relation("is", "is not"),
    atLeast: relation("is", "is not"),
    between: relation("is", "is not"),
    on: relation("is", "is not"),
    before: relation("is", "is not"),
    after: relation("is", "is not"),
    onOrBefore: relation("is", "is not"),
    onOrAfter: relation("is", "is not"),
    inWindow: relation("is", "is not"),
    anniversaryInWindow: relation("has its anniversary", "does not have its anniversary"),
    hasAny: relation("includes any of", "includes none of"),
    hasAll: relation("includes all of", "does not include all of"),
    hasOnly: relation("consists only of", "does not consist only of"),
    countIs: relation("has", "does not have"),
    countAtLeast: relation("has", "does not have"),
    countAtMost: relation("has", "does not have"),
  },
  have: relation("who have", "who do not have"),
  carry: relation("who carry", "who do not carry"),
  isIn: relation("who are", "who are not"),
  fallInto: relation("who fall into", "who do not fall into"),
  kinds: { tag: "Tag", sequence: "Sequence", audience: "Audience", sample: "Sample" },
  tags: {
    hasAny: (count) => (count === 1 ? "the tag" : "any of the tags"),
    hasAll: (count) => (count === 1 ? "the tag" : "all of the tags"),
  },
  dropped: "dropped",
  audience: "in the audience",
  ofSample: "of the sample",
  range: (low, high) => `${low} to ${high}`,
  more: (count) => `${count} more`,
  compared: (operator, value) => withWord(comparisons[operator], value),
  times: englishTimes,
  elements: (operator, value) =>
    `${elementWords[operator] ?? "exactly"} ${value} ${value === "1" ? "value" : "values"}`,
  measures: {
    count: { before: "", after: "" },
    days: { before: "on", after: "different days" },
    weeks: { before: "in", after: "different weeks" },
    months: { before: "in", after: "different months" },
    sum: { before: "with a total", after: "of" },
    average: { before: "with an average", after: "of" },
    min: { before: "with a lowest", after: "of" },
    max: { before: "with a highest", after: "of" },
    distinct: { before: "with", after: "different" },
    firstAt: { before: "for the first time", after: "" },
    lastAt: { before: "for the last time", after: "" },
  },
  moment: (operator, value) => withWord(moments[operator], value),
  where: "where",
  and: "and",
  window: englishWindow,
  ever: "ever",
  anyEvent: "an event",
  then: ", then ",
  without: "no ",
  within: (amount, unit) => `within ${units(amount, unit)}`,
  beforeIt: "before it",
  same: "with the same",
};
