import { dateOfDay } from "../../definition/dates.js";
import { fold } from "../../definition/fold.js";
import { refuse, type AudienceError } from "../../issue/issue.js";
import type { DayRange, InstantRange, ValueTest } from "../../plan/plan.js";
import type { Column, ListColumn, NumericColumn, TextColumn } from "./columns.js";
import type { Dictionary } from "./dictionary.js";
import { integerPredicate, numberPredicate } from "./number-predicate.js";

/** Whether the value of a row meets a test. */
export type Predicate = (row: number) => boolean;

const NEVER: Predicate = () => false;

/** A test made ready for the rows of a column: dictionaries are looked up once, a missing value is always false. */
export function predicateOf(column: Column, test: ValueTest): Predicate {
  switch (test.test) {
    case "hasValue":
      return (row) => column.valid.has(row);
    case "never":
      return NEVER;
    case "textIn":
    case "textMatch":
      return codeIn(texts(column, test), test);
    case "numberIn":
    case "numberRange":
      return integerPredicate(numbers(column, test), test);
    case "averageIn":
    case "averageRange":
      if (column.kind !== "average" && column.kind !== "numeric") throw unfit(column, test);
      return numberPredicate(column, test);
    case "boolean":
      return valueMeets(numbers(column, test), (value) => (value === 1) === test.value);
    case "dayRange":
    case "instantRange":
      return valueMeets(numbers(column, test), within(test.range));
    case "anniversary": {
      const monthDays = new Set(test.monthDays);
      const dates = numbers(column, test);
      if (dates.type === "date") return valueMeets(dates, (day) => monthDays.has(monthDayOf(day)));
      return valueMeets(dates, (instant) => monthDays.has(monthDayOf(test.zone.dayOf(instant))));
    }
    case "listAny":
      return listAny(lists(column, test), test.values);
    case "listAll":
      return listAll(lists(column, test), new Set(test.values));
    case "listOnly":
      return listOnly(lists(column, test), test.values);
    case "listCount":
      return listCount(lists(column, test), test.low ?? 1, test.high ?? Infinity);
  }
}

type TextTest = Extract<ValueTest, { test: "textIn" | "textMatch" }>;

function codeIn(column: TextColumn, test: TextTest): Predicate {
  const { valid, codes } = column;
  const flags = flagsOfTest(column.dictionary, test);
  return (row) => valid.has(row) && flags[codes[row] ?? 0] === 1;
}

/** By code: 1 for the texts that meet a test. */
export function flagsOfTest(dictionary: Dictionary, test: TextTest): Uint8Array {
  return test.test === "textIn" ? dictionary.flagsOf(test.values) : dictionary.flags(textMatcher(test));
}

export function textMatcher(test: Extract<ValueTest, { test: "textMatch" }>): (text: string) => boolean {
  const { how, values, matchCase } = test;
  return (text) => {
    const subject = matchCase ? text : fold(text);
    switch (how) {
      case "contains":
        return values.some((value) => subject.includes(value));
      case "startsWith":
        return values.some((value) => subject.startsWith(value));
      case "endsWith":
        return values.some((value) => subject.endsWith(value));
    }
  };
}

function valueMeets(column: NumericColumn, test: (value: number) => boolean): Predicate {
  const { valid, data } = column;
  return (row) => valid.has(row) && test(data[row] ?? 0);
}

function within({ from = -Infinity, to = Infinity }: DayRange | InstantRange): (value: number) => boolean {
  return (value) => from <= value && value < to;
}

/** `month * 100 + day`. */
function monthDayOf(day: number): number {
  const date = dateOfDay(day);
  return date.month * 100 + date.day;
}

function listAny({ starts, ends, codes, dictionary }: ListColumn, values: readonly string[]): Predicate {
  const flags = dictionary.flagsOf(values);
  return (row) => {
    for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) {
      if (flags[codes[item] ?? 0] === 1) return true;
    }
    return false;
  };
}

function listAll({ starts, ends, codes, dictionary }: ListColumn, values: ReadonlySet<string>): Predicate {
  const flags = dictionary.flagsOf(values);
  return (row) => {
    let met = 0;
    for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) met += flags[codes[item] ?? 0] ?? 0;
    return met === values.size;
  };
}

function listOnly({ valid, starts, ends, codes, dictionary }: ListColumn, values: readonly string[]): Predicate {
  const flags = dictionary.flagsOf(values);
  return (row) => {
    for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) {
      if (flags[codes[item] ?? 0] !== 1) return false;
    }
    return valid.has(row);
  };
}

function listCount({ valid, starts, ends }: ListColumn, low: number, high: number): Predicate {
  return (row) => {
    const count = (ends[row] ?? 0) - (starts[row] ?? 0);
    return valid.has(row) && low <= count && count <= high;
  };
}

function texts(column: Column, test: ValueTest): TextColumn {
  if (column.kind !== "text") throw unfit(column, test);
  return column;
}

function numbers(column: Column, test: ValueTest): NumericColumn {
  if (column.kind !== "numeric") throw unfit(column, test);
  return column;
}

function lists(column: Column, test: ValueTest): ListColumn {
  if (column.kind !== "list") throw unfit(column, test);
  return column;
}

export function unfit(column: Column, test: ValueTest): AudienceError {
  return refuse("type_mismatch", "", `The test "${test.test}" does not fit values of type ${column.type}.`);
}
