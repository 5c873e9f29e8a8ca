import { dateOfDay } from "../../definition/dates.js";
import type { EventSelection, PlanMeasure } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import { NOTHING_BEYOND, type AverageColumn, type Column, type NumericColumn } from "../columns/columns.js";
import { addsUp, totalColumn } from "./event-totals.js";
import { instantOf, tablesOf, type EventTable } from "./event-table.js";
import { selectAll, walkEvents, withSelectors, type CustomerEvents, type EventVisitor } from "./event-walk.js";
import type { Pacer } from "../pacer.js";
import { RunningSum } from "./running-sum.js";
import { SumColumnBuilder } from "./sum-column.js";

interface MeasureVisitor extends EventVisitor {
  readonly column: NumericColumn | AverageColumn;
}

/** The measure of every customer. Of no event, counts and sums are 0 and all others missing. */
export async function measureColumn(
  data: CustomerEvents,
  selection: EventSelection,
  measure: PlanMeasure,
  pacer: Pacer,
): Promise<NumericColumn | AverageColumn> {
  if (addsUp(measure, tablesOf(data.events, selection.types))) return totalColumn(data, selection, measure, pacer);
  return withSelectors(data, selection, async (selectors) => {
    const visitor = visitorFor(measure, selectors, data.rows);
    await selectAll(selectors, pacer);
    await walkEvents(selectors, visitor, pacer);
    return visitor.column;
  });
}

/** The tables that the events looked at lie in. */
type Sources = readonly { readonly table: EventTable }[];

function visitorFor(measure: Exclude<PlanMeasure, { of: "count" }>, sources: Sources, rows: number): MeasureVisitor {
  switch (measure.of) {
    case "days":
      return new DistinctVisitor(
        rows,
        instants(sources, (at) => measure.zone.dayOf(at)),
      );
    case "weeks":
      return new DistinctVisitor(
        rows,
        instants(sources, (at) => weekOf(measure.zone.dayOf(at))),
      );
    case "months":
      return new DistinctVisitor(
        rows,
        instants(sources, (at) => monthOf(measure.zone.dayOf(at))),
      );
    case "distinct":
      return new DistinctVisitor(rows, properties(sources, measure.property));
    case "sum":
      return new SumVisitor(rows, measure.scale, properties(sources, measure.property));
    case "average":
      return new AverageVisitor(rows, measure.scale, properties(sources, measure.property));
    case "min":
      return new PickVisitor(rows, "number", measure.scale, Math.min, properties(sources, measure.property));
    case "max":
      return new PickVisitor(rows, "number", measure.scale, Math.max, properties(sources, measure.property));
    case "firstAt":
      return new PickVisitor(
        rows,
        "datetime",
        undefined,
        Math.min,
        instants(sources, (at) => at),
      );
    case "lastAt":
      return new PickVisitor(
        rows,
        "datetime",
        undefined,
        Math.max,
        instants(sources, (at) => at),
      );
  }
}

/** A number of an event, undefined where it is missing. */
export type EventNumber = (source: number, index: number) => number | undefined;

function instants(sources: Sources, read: (at: number) => number): EventNumber {
  const tables = sources.map(({ table }) => table);
  return (source, index) => {
    const table = tables[source];
    return table === undefined ? undefined : read(instantOf(table, index));
  };
}

/** Numbers as they are held, of one scale in all event types; texts as codes, alike in all. */
export function properties(sources: Sources, property: string): EventNumber {
  const readers = sources.map(({ table }) => eventNumber(table.properties.get(property)));
  return (source, index) => readers[source]?.(index);
}

/** The number an event has in a column, or the code of its text; undefined where it has none. */
export function eventNumber(column: Column | undefined): (index: number) => number | undefined {
  if (column?.kind === "text") return (index) => (column.valid.has(index) ? column.codes[index] : undefined);
  if (column?.kind !== "numeric") return () => undefined;
  const { valid, data } = column;
  return (index) => (valid.has(index) ? data[index] : undefined);
}

/** Weeks begin on Monday; 1970-01-01 was a Thursday. */
function weekOf(day: number): number {
  return Math.floor((day + 3) / 7);
}

function monthOf(day: number): number {
  const date = dateOfDay(day);
  return date.year * 12 + date.month;
}

function numericColumn(
  rows: number,
  type: NumericColumn["type"],
  scale: number | undefined,
  valid: Bitmap,
): NumericColumn & { readonly data: Float64Array } {
  return { kind: "numeric", type, valid, data: new Float64Array(rows), scale, beyond: NOTHING_BEYOND };
}

class DistinctVisitor implements MeasureVisitor {
  readonly column;
  readonly #read: EventNumber;
  readonly #seen = new Set<number>();

  constructor(rows: number, read: EventNumber) {
    this.column = numericColumn(rows, "number", 0, Bitmap.full(rows));
    this.#read = read;
  }

  event(source: number, index: number): void {
    const value = this.#read(source, index);
    if (value !== undefined) this.#seen.add(value);
  }

  end(customer: number): void {
    this.column.data[customer] = this.#seen.size;
    this.#seen.clear();
  }
}

class SumVisitor implements MeasureVisitor {
  readonly #sums: SumColumnBuilder;
  readonly #read: EventNumber;
  readonly #sum = new RunningSum();

  constructor(rows: number, scale: number, read: EventNumber) {
    this.#sums = new SumColumnBuilder(rows, scale, Bitmap.full(rows));
    this.#read = read;
  }

  get column(): NumericColumn {
    return this.#sums.column;
  }

  event(source: number, index: number): void {
    const value = this.#read(source, index);
    if (value !== undefined) this.#sum.add(value);
  }

  end(customer: number): void {
    this.#sums.set(customer, this.#sum.take());
  }
}

class AverageVisitor implements MeasureVisitor {
  readonly column: AverageColumn;
  readonly #sums: SumColumnBuilder;
  readonly #counts: Float64Array;
  readonly #read: EventNumber;
  readonly #sum = new RunningSum();
  #count = 0;

  constructor(rows: number, scale: number, read: EventNumber) {
    const valid = new Bitmap(rows);
    this.#sums = new SumColumnBuilder(rows, scale, valid);
    this.#counts = new Float64Array(rows);
    this.#read = read;
    this.column = { kind: "average", type: "number", valid, sums: this.#sums.column, counts: this.#counts };
  }

  event(source: number, index: number): void {
    const value = this.#read(source, index);
    if (value === undefined) return;
    this.#sum.add(value);
    this.#count++;
  }

  end(customer: number): void {
    if (this.#count === 0) return;
    this.column.valid.add(customer);
    this.#sums.set(customer, this.#sum.take());
    this.#counts[customer] = this.#count;
    this.#count = 0;
  }
}

/** Keeps one of the values: the smallest or the largest. */
class PickVisitor implements MeasureVisitor {
  readonly column;
  readonly #pick: (a: number, b: number) => number;
  readonly #read: EventNumber;
  #picked: number | undefined;

  constructor(
    rows: number,
    type: "number" | "datetime",
    scale: number | undefined,
    pick: (a: number, b: number) => number,
    read: EventNumber,
  ) {
    this.column = numericColumn(rows, type, scale, new Bitmap(rows));
    this.#pick = pick;
    this.#read = read;
  }

  event(source: number, index: number): void {
    const value = this.#read(source, index);
    if (value !== undefined) this.#picked = this.#picked === undefined ? value : this.#pick(this.#picked, value);
  }

  end(customer: number): void {
    if (this.#picked === undefined) return;
    this.column.valid.add(customer);
    this.column.data[customer] = this.#picked;
    this.#picked = undefined;
  }
}
