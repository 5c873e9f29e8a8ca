/**
 * A time zone as arithmetic on integers: instants are milliseconds since the epoch, dates are days since 1970-01-01.
 * Made by `zoneOf(id)`.
 */
export interface Zone {
  /** IANA name. */
  readonly id: string;
  /** Offset from UTC in milliseconds at an instant. */
  offsetAt(instant: number): number;
  /** The date of an instant. */
  dayOf(instant: number): number;
  /** The first instant at which the zone's clock shows this date or a later one. */
  startOfDay(day: number): number;
  /** The instant of a clock time; skipped times move forward by the gap, doubled ones are the earlier. */
  instantOf(day: number, msOfDay: number): number;
}
