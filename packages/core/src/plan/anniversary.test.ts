import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "../definition/dates.js";
import { monthDaysIn } from "./anniversary.js";

function day(text: string): number {
  return parseDay(text) ?? NaN;
}

/** The contract read word by word: whether some of these dates has the month and day. */
function isMet(monthDay: number, dates: readonly Temporal.PlainDate[]): boolean {
  return dates.some((date) => {
    const shown = date.month * 100 + date.day;
    return shown === monthDay || (monthDay === 229 && shown === 228 && !date.inLeapYear);
  });
}

const everyMonthDay = Array.from({ length: 366 }, (_, index) => {
  const date = new Temporal.PlainDate(2024, 1, 1).add({ days: index });
  return date.month * 100 + date.day;
});

describe("monthDaysIn", () => {
  it("lists the months and days that some date of the range has", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: day("1890-01-01"), max: day("2110-01-01") }),
        fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 360, max: 368 })),
        (from, length) => {
          const dates = Array.from({ length }, (_, index) => Temporal.PlainDate.from(formatDay(from + index)));
          const expected = everyMonthDay.filter((monthDay) => isMet(monthDay, dates));
          expect(monthDaysIn({ from, to: from + length })).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("has 29 February on 28 February of a common year, not of a leap year", () => {
    expect(monthDaysIn({ from: day("2025-02-28"), to: day("2025-03-01") })).toEqual([228, 229]);
    expect(monthDaysIn({ from: day("2024-02-28"), to: day("2024-02-29") })).toEqual([228]);
    expect(monthDaysIn({ from: day("2024-02-28"), to: day("2024-03-01") })).toEqual([228, 229]);
    expect(monthDaysIn({ from: day("1900-02-28"), to: day("1900-03-01") })).toEqual([228, 229]);
  });

  it("is every month and day of an open or long range, and none of an empty one", () => {
    expect(monthDaysIn({ from: 0 })).toEqual(everyMonthDay);
    expect(monthDaysIn({ to: 0 })).toEqual(everyMonthDay);
    expect(monthDaysIn({ from: day("0001-01-01"), to: day("9999-12-31") })).toEqual(everyMonthDay);
    expect(monthDaysIn({ from: 5, to: 5 })).toEqual([]);
  });
});
