import { create, getTimeZoneTransition, offsetNanoseconds } from "temporal-polyfill/fns/ZonedDateTime";
import { nearest } from "../catalog/lookup.js";
import { firstInstant, lastInstant, msPerDay } from "../definition/dates.js";
import { isTimeZone, timeZones } from "../definition/time-zone.js";
import { refuse } from "../issue/issue.js";
import type { Zone } from "./zone.js";

/** A stretch of time with one offset: `from <= t < to`. */
interface Period {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** Periods are found out a stretch of about 400 days at a time, when first asked for. */
const STRETCH = 2 ** 35;
/** A day before the years 1 to 9999 and a day after them: dates have their own clock's ends. */
const FIRST = firstInstant - msPerDay;
const STRETCHES = Math.ceil((lastInstant + msPerDay - FIRST) / STRETCH);
/** More than any offset from UTC there ever was (15:56 in Manila) and than any change of one (24 hours in Apia). */
const REACH = 2 * msPerDay;

const zones = new Map<string, Zone>();

/**
 * The time zone of an IANA name. Its arithmetic never throws: before year 1 and after 9999 the nearest known offset
 * holds.
 *
 * @throws AudienceError `unknown_time_zone`
 */
export function zoneOf(id: string): Zone {
  let zone = zones.get(id);
  if (zone === undefined) {
    zone = new OffsetTable(knownName(id));
    zones.set(id, zone);
  }
  return zone;
}

function knownName(id: string): string {
  if (isTimeZone(id)) return create(0n, id).timeZoneId;
  const hint = nearest(id, timeZones()) ?? "An IANA name, such as Europe/Berlin";
  throw refuse("unknown_time_zone", "", `There is no time zone "${id}".`, hint);
}

class OffsetTable implements Zone {
  readonly id: string;
  readonly #stretches: (readonly Period[] | undefined)[] = [];
  #last: Period;

  constructor(id: string) {
    this.id = id;
    this.#last = this.#find(0);
  }

  offsetAt(instant: number): number {
    return this.#periodAt(instant).offset;
  }

  dayOf(instant: number): number {
    return Math.floor((instant + this.#periodAt(instant).offset) / msPerDay);
  }

  startOfDay(day: number): number {
    const midnight = day * msPerDay;
    let period = this.#periodAt(midnight - REACH);
    for (;;) {
      const shown = Math.max(period.from, midnight - period.offset);
      if (shown < period.to) return shown;
      period = this.#periodAt(period.to);
    }
  }

  instantOf(day: number, msOfDay: number): number {
    const clock = day * msPerDay + msOfDay;
    let period = this.#periodAt(clock - REACH);
    let offsetBefore = period.offset;
    for (;;) {
      const shown = clock - period.offset;
      if (shown < period.to) return shown >= period.from ? shown : clock - offsetBefore;
      offsetBefore = period.offset;
      period = this.#periodAt(period.to);
    }
  }

  #periodAt(instant: number): Period {
    const last = this.#last;
    if (instant >= last.from && instant < last.to) return last;
    return (this.#last = this.#find(instant));
  }

  #find(instant: number): Period {
    const index = Math.min(Math.max(Math.floor((instant - FIRST) / STRETCH), 0), STRETCHES - 1);
    const stretch = (this.#stretches[index] ??= periodsOf(this.id, index));
    for (const period of stretch) if (instant < period.to) return period;
    throw new RangeError(`${String(instant)} is no instant.`);
  }
}

function periodsOf(id: string, stretch: number): readonly Period[] {
  const start = FIRST + stretch * STRETCH;
  const end = start + STRETCH;
  const periods: Period[] = [];
  let at = create(BigInt(start) * 1_000_000n, id);
  let from = stretch === 0 ? -Infinity : start;
  for (;;) {
    const offset = Math.round(offsetNanoseconds(at) / 1_000_000);
    const change = getTimeZoneTransition(at, "next");
    if (change === null || change.epochMilliseconds >= end) {
      periods.push({ from, to: stretch === STRETCHES - 1 ? Infinity : end, offset });
      return periods;
    }
    periods.push({ from, to: change.epochMilliseconds, offset });
    from = change.epochMilliseconds;
    at = change;
  }
}
