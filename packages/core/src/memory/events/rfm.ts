import type { RfmGroup } from "../../catalog/catalog.js";
import type { PlanRfm, RfmField } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import { exactInteger, NOTHING_BEYOND, type Column, type NumericColumn, type TextColumn } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import { instantOf, type EventTable } from "./event-table.js";
import { selectAll, walkEvents, withSelectors, type CustomerEvents, type EventVisitor } from "./event-walk.js";
import { properties, type EventNumber } from "./measures.js";
import type { Pacer } from "../pacer.js";
import { RunningSum } from "./running-sum.js";
import { SumColumnBuilder } from "./sum-column.js";

export type RfmColumns = Readonly<Record<RfmField, Column>>;

/** Recency, frequency and monetary value of every buyer, and what is made of them; missing for all others. */
export async function rfmColumns(data: CustomerEvents, rfm: PlanRfm, pacer: Pacer): Promise<RfmColumns> {
  const purchases = await withSelectors(data, rfm.selection, async (selectors) => {
    const visitor = new PurchaseVisitor(data.rows, rfm, selectors);
    await selectAll(selectors, pacer);
    await walkEvents(selectors, visitor, pacer);
    return visitor;
  });
  const { valid, recencyDays, frequency, monetary } = purchases;
  const buyers = Int32Array.from(valid.rows());
  const score = async (axis: NumericColumn, best: "low" | "high"): Promise<NumericColumn> => {
    await pacer.breathe();
    return scores(axis, best, buyers, rfm.bins);
  };
  const recencyScore = await score(recencyDays, "low");
  const frequencyScore = await score(frequency, "high");
  const monetaryScore = await score(monetary, "high");
  const group = groupColumn(rfm.groups, buyers, recencyScore, frequencyScore, monetaryScore);
  return { recencyDays, frequency, monetary, recencyScore, frequencyScore, monetaryScore, group };
}

/** An event with a negative amount is a refund and enters the monetary value only. */
class PurchaseVisitor implements EventVisitor {
  readonly valid: Bitmap;
  readonly recencyDays: WholeColumn;
  readonly frequency: WholeColumn;
  readonly #rfm: PlanRfm;
  readonly #monetary: SumColumnBuilder;
  readonly #tables: readonly EventTable[];
  readonly #amount: EventNumber;
  readonly #order: EventNumber | undefined;
  readonly #orders = new Set<number>();
  readonly #sum = new RunningSum();
  #purchases = 0;
  #lastAt = -Infinity;

  constructor(rows: number, rfm: PlanRfm, sources: readonly { readonly table: EventTable }[]) {
    this.valid = new Bitmap(rows);
    this.recencyDays = wholeColumn(rows, this.valid);
    this.frequency = wholeColumn(rows, this.valid);
    this.#rfm = rfm;
    this.#monetary = new SumColumnBuilder(rows, rfm.scale, this.valid);
    this.#tables = sources.map(({ table }) => table);
    this.#amount = properties(sources, rfm.amount);
    this.#order = rfm.order === undefined ? undefined : properties(sources, rfm.order);
  }

  get monetary(): NumericColumn {
    return this.#monetary.column;
  }

  event(source: number, index: number): void {
    const amount = this.#amount(source, index);
    if (amount !== undefined) this.#sum.add(amount);
    if (amount !== undefined && amount < 0) return;
    this.#purchases++;
    const table = this.#tables[source];
    if (table !== undefined) this.#lastAt = Math.max(this.#lastAt, instantOf(table, index));
    const order = this.#order?.(source, index);
    if (order !== undefined) this.#orders.add(order);
  }

  end(customer: number): void {
    const monetary = this.#sum.take();
    if (this.#purchases > 0) {
      const { today, zone } = this.#rfm;
      this.valid.add(customer);
      this.recencyDays.data[customer] = today - zone.dayOf(this.#lastAt);
      this.frequency.data[customer] = this.#order === undefined ? this.#purchases : this.#orders.size;
      this.#monetary.set(customer, monetary);
    }
    this.#orders.clear();
    this.#purchases = 0;
    this.#lastAt = -Infinity;
  }
}

/** `1 + floor(bins * (rank - 1) / buyers)`, the rank being 1 + the number of buyers strictly worse. */
function scores(axis: NumericColumn, best: "low" | "high", buyers: Int32Array, bins: number): NumericColumn {
  const places = placesOf(axis, buyers);
  const goodness = best === "high" ? places : places.map((place) => -place);
  const scoreOf = new Map<number, number>();
  const ranked = goodness.slice().sort();
  for (let worse = 0; worse < ranked.length; worse++) {
    const place = ranked[worse] ?? 0;
    if (worse > 0 && ranked[worse - 1] === place) continue;
    scoreOf.set(place, 1 + Math.floor((bins * worse) / buyers.length));
  }
  const column = wholeColumn(axis.data.length, axis.valid);
  buyers.forEach((row, index) => {
    column.data[row] = scoreOf.get(goodness[index] ?? 0) ?? 1;
  });
  return column;
}

/** Numbers in the order of the axis, equal where the axis is: its own values, or ordinals where those are too large. */
function placesOf(axis: NumericColumn, buyers: Int32Array): Float64Array {
  if (axis.beyond.size === 0) return Float64Array.from(buyers, (row) => axis.data[row] ?? 0);
  const values = Array.from(buyers, (row) => exactInteger(axis, row));
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  const ordinals = new Map(sorted.map((value, ordinal) => [value, ordinal]));
  return Float64Array.from(values, (value) => ordinals.get(value) ?? 0);
}

/** The first group whose three ranges hold the scores; missing where none does. */
function groupColumn(
  groups: readonly RfmGroup[],
  buyers: Int32Array,
  ...scoresOf: readonly [recency: NumericColumn, frequency: NumericColumn, monetary: NumericColumn]
): TextColumn {
  const rows = scoresOf[0].data.length;
  const dictionary = new Dictionary();
  const valid = new Bitmap(rows);
  const codes = new Int32Array(rows);
  for (const row of buyers) {
    const [r = 0, f = 0, m = 0] = scoresOf.map((scoreColumn) => scoreColumn.data[row] ?? 0);
    const group = rfmGroupOf(groups, r, f, m);
    if (group === undefined) continue;
    valid.add(row);
    codes[row] = dictionary.add(group.name);
  }
  return { kind: "text", type: "text", valid, codes, dictionary };
}

/** The first group whose ranges hold the scores of recency, frequency and monetary value. */
export function rfmGroupOf(groups: readonly RfmGroup[], r: number, f: number, m: number): RfmGroup | undefined {
  return groups.find((group) => inside(r, group.r) && inside(f, group.f) && inside(m, group.m));
}

function inside(score: number, [low, high]: readonly [number, number]): boolean {
  return low <= score && score <= high;
}

type WholeColumn = NumericColumn & { readonly data: Float64Array };

function wholeColumn(rows: number, valid: Bitmap): WholeColumn {
  return { kind: "numeric", type: "number", valid, data: new Float64Array(rows), scale: 0, beyond: NOTHING_BEYOND };
}
