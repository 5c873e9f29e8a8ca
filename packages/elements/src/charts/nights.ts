import type { Run } from "@audiencekit/core";

const DAY = 86_400_000;

/** A night on the time axis: with a published run, with one that failed, or with none. */
export interface Night {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly date: string;
  readonly run: Run | undefined;
  /** Absent where no size was published. */
  readonly size: number | undefined;
  readonly entered: number;
  readonly left: number;
  /** Nights the numbers of entered and left cover: more than one after a gap. */
  readonly covers: number;
}

export type RangePreset = "week" | "month" | "quarter" | "year" | "all";

export interface DayRange {
  /** Both belong; days since 1970-01-01. */
  readonly from: number;
  readonly to: number;
}

export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Every night from the first run to the last, those without a run included. Nothing is invented. */
export function nightsOf(runs: readonly Run[]): readonly Night[] {
  const byDay = new Map(runs.map((run) => [dayOf(run.date), run]));
  const days = [...byDay.keys()];
  if (days.length === 0) return [];
  const nights: Night[] = [];
  let published: number | undefined;
  for (let day = Math.min(...days); day <= Math.max(...days); day += 1) {
    const run = byDay.get(day);
    const outcome = run?.outcome.kind === "published" ? run.outcome : undefined;
    nights.push({
      day,
      date: dateOf(day),
      run,
      size: outcome?.size,
      entered: outcome?.entered ?? 0,
      left: outcome?.left ?? 0,
      covers: published === undefined ? 1 : day - published,
    });
    if (outcome !== undefined) published = day;
  }
  return nights;
}

/** The newest run with a size; runs come by date ascending. */
export function lastPublished(runs: readonly Run[]): Run | undefined {
  return runs.findLast(({ outcome }) => outcome.kind === "published");
}

/** The days a preset names, ending with the last night; never before the first. */
export function presetRange(preset: RangePreset, nights: readonly Night[]): DayRange | undefined {
  const first = nights[0];
  const last = nights.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = preset === "all" ? first.day : before(last.day, preset) + 1;
  return { from: Math.max(from, first.day), to: last.day };
}

function before(day: number, preset: Exclude<RangePreset, "all">): number {
  if (preset === "week") return day - 7;
  const date = new Date(day * DAY);
  const months = { month: 1, quarter: 3, year: 12 }[preset];
  const monthStart = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1));
  const length = new Date(Date.UTC(monthStart.getUTCFullYear(), monthStart.getUTCMonth() + 1, 0)).getUTCDate();
  return monthStart.getTime() / DAY + Math.min(date.getUTCDate(), length) - 1;
}

export function within(nights: readonly Night[], range: DayRange): readonly Night[] {
  return nights.filter(({ day }) => day >= range.from && day <= range.to);
}

/**
 * What happened from the first size that is shown to the last: entered less left is the change. Who entered and left by
 * the first of these nights did so before.
 */
export interface Movement {
  /** Last size less first, and as a share of the first; undefined with fewer than two sizes. */
  readonly change: number | undefined;
  readonly changeShare: number | undefined;
  readonly entered: number;
  readonly left: number;
  readonly processed: number;
  readonly nights: number;
}

export function movement(nights: readonly Night[]): Movement {
  const sizes = nights.flatMap(({ size }) => (size === undefined ? [] : [size]));
  const [first] = sizes;
  const last = sizes.at(-1);
  const change = first === undefined || last === undefined || sizes.length < 2 ? undefined : last - first;
  const moves = nights.filter(({ size }) => size !== undefined).slice(1);
  return {
    change,
    changeShare: change === undefined || first === undefined || first === 0 ? undefined : change / first,
    entered: moves.reduce((sum, night) => sum + night.entered, 0),
    left: moves.reduce((sum, night) => sum + night.left, 0),
    processed: sizes.length,
    nights: nights.length,
  };
}
