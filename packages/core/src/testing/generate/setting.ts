import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { dateOf, startOf } from "../reference/calendar.js";

/** When and where a world is looked at. */
export interface Setting {
  readonly asOf: number;
  readonly zone: string;
  /** Instants about the as-of and the edges of its day, where off-by-one mistakes show. */
  readonly instants: readonly number[];
  /** The same as texts. */
  readonly instantTexts: readonly string[];
  /** Dates about the as-of's, ends of months and leap days among them. */
  readonly dates: readonly string[];
}

export const zones = [
  "UTC",
  "America/New_York",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
];

/** As-of instants at ends of months and beside changes of the clock. */
const moments: readonly (readonly [zone: string, asOf: string])[] = [
  ["UTC", "2024-03-31T12:00:00Z"],
  ["UTC", "2024-02-29T00:00:00Z"],
  ["America/New_York", "2025-03-10T06:30:00Z"],
  ["America/New_York", "2025-11-03T06:30:00Z"],
  ["Africa/Cairo", "2025-04-25T21:30:00Z"],
  ["America/Havana", "2025-11-03T05:30:00Z"],
  ["Australia/Lord_Howe", "2025-10-05T15:15:00Z"],
  ["Pacific/Apia", "2011-12-30T22:00:00Z"],
  ["Asia/Kathmandu", "2023-12-31T18:20:00Z"],
];

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

const distances = [
  ...[0, 0, 0, 1, -1, -second, -60 * second, -hour, -hour - 1, -2 * hour, -23 * hour, -day, -day + 1, -day - 1],
  ...[-25 * hour, -2 * day, -3 * day, -6 * day, -7 * day, -8 * day, -20 * day, -29 * day, -30 * day, -31 * day],
  ...[-40 * day, -89 * day, -92 * day, -180 * day, -365 * day, -366 * day, -700 * day, hour, day, 40 * day],
];

/** An as-of with the instants and dates worth trying about it. */
export const setting: fc.Arbitrary<Setting> = fc.constantFrom(...moments.map(settingAt));

function settingAt([zone, text]: readonly [zone: string, asOf: string]): Setting {
  const asOf = Temporal.Instant.from(text).epochMilliseconds;
  const today = dateOf(asOf, zone);
  const starts = [-31, -7, -1, 0, 1].map((days) => startOf(today.add({ days }), zone));
  const instants = [...distances.map((distance) => asOf + distance), ...starts.flatMap((start) => [start, start - 1])];
  return {
    asOf,
    zone,
    instants,
    instantTexts: instants.map(instantText),
    dates: [
      ...[0, 0, -1, 1, -2, -3, -6, -7, -8, 7, -20, -28, -30, -31, 31, -60, -91, -200, -365, -366, 366].map((days) =>
        today.add({ days }).toString(),
      ),
      ...[1992, 2001].map((year) => today.with({ year }).toString()),
      "1992-02-29",
      "2001-02-28",
    ],
  };
}

/** An instant as a definition or a row writes it. */
export function instantText(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString();
}
