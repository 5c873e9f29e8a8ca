import type { PlanRfm, ValueTest } from "../../plan/plan.js";
import { exactInteger, NOTHING_BEYOND, type Column, type NumericColumn } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import { predicateOf } from "../columns/predicate.js";
import { rfmGroupOf } from "../events/rfm.js";
import { Bitmap } from "../kernels/bitmap.js";

export type RfmScore = "recencyScore" | "frequencyScore" | "monetaryScore" | "group";

const axes = ["recencyDays", "frequency", "monetary"] as const;

type Axis = (typeof axes)[number];

/** Tells a column of RFM values by its field. */
type RfmValues = (field: Axis) => Promise<Column>;

/**
 * The buyers of a base in the order of each axis. Somebody who is not of the base stands among them as one buyer more:
 * the score is `1 + floor(bins * worse / (buyers + 1))`, `worse` being the buyers of the base strictly worse.
 */
export class RfmRanks {
  readonly #rfm: PlanRfm;
  readonly #axes: Readonly<Record<Axis, RankedAxis>>;

  private constructor(rfm: PlanRfm, ranked: Readonly<Record<Axis, RankedAxis>>) {
    this.#rfm = rfm;
    this.#axes = ranked;
  }

  static async of(rfm: PlanRfm, values: RfmValues): Promise<RfmRanks> {
    return new RfmRanks(rfm, {
      recencyDays: new RankedAxis(numeric(await values("recencyDays"))),
      frequency: new RankedAxis(numeric(await values("frequency"))),
      monetary: new RankedAxis(numeric(await values("monetary"))),
    });
  }

  /** Whether the score of the only customer that `values` tells of meets a test; without purchases there is none. */
  async meets(values: RfmValues, field: RfmScore, test: ValueTest): Promise<boolean> {
    const scores: number[] = [];
    for (const axis of axes) {
      const value = numeric(await values(axis));
      if (!value.valid.has(0)) return false;
      const { buyers } = this.#axes[axis];
      const worse = axis === "recencyDays" ? this.#axes[axis].above(value) : this.#axes[axis].below(value);
      scores.push(1 + Math.floor((this.#rfm.bins * worse) / (buyers + 1)));
    }
    const [r = 0, f = 0, m = 0] = scores;
    switch (field) {
      case "recencyScore":
        return meetsOf(numberColumn(r), test);
      case "frequencyScore":
        return meetsOf(numberColumn(f), test);
      case "monetaryScore":
        return meetsOf(numberColumn(m), test);
      case "group": {
        const group = rfmGroupOf(this.#rfm.groups, r, f, m);
        return group !== undefined && meetsOf(textColumn(group.name), test);
      }
    }
  }
}

/** The values of the buyers on one axis, ascending. */
class RankedAxis {
  readonly #values: Float64Array;
  readonly #exact: readonly bigint[] | undefined;

  constructor(column: NumericColumn) {
    const rows = Int32Array.from(column.valid.rows());
    this.#values = Float64Array.from(rows, (row) => column.data[row] ?? 0).sort();
    // Sums past 2^53 are told apart by their whole numbers alone.
    this.#exact = column.beyond.size === 0 ? undefined : Array.from(rows, (row) => exactInteger(column, row));
  }

  get buyers(): number {
    return this.#values.length;
  }

  /** Buyers with less than the value of a column's only row. */
  below(one: NumericColumn): number {
    const value = exactInteger(one, 0);
    if (this.#exact !== undefined) return this.#exact.filter((other) => other < value).length;
    return this.#first((other) => other >= value);
  }

  above(one: NumericColumn): number {
    const value = exactInteger(one, 0);
    if (this.#exact !== undefined) return this.#exact.filter((other) => other > value).length;
    return this.buyers - this.#first((other) => other > value);
  }

  /** Place of the first value for which it holds; it holds for all after it. */
  #first(holds: (value: number) => boolean): number {
    let first = 0;
    let last = this.#values.length;
    while (first < last) {
      const middle = (first + last) >>> 1;
      if (holds(this.#values[middle] ?? 0)) last = middle;
      else first = middle + 1;
    }
    return first;
  }
}

function numeric(column: Column): NumericColumn {
  if (column.kind === "numeric") return column;
  throw new TypeError("An axis of RFM holds whole numbers.");
}

function meetsOf(column: Column, test: ValueTest): boolean {
  return predicateOf(column, test)(0);
}

function numberColumn(value: number): NumericColumn {
  const data = Float64Array.of(value);
  return { kind: "numeric", type: "number", valid: Bitmap.full(1), data, scale: 0, beyond: NOTHING_BEYOND };
}

function textColumn(text: string): Column {
  const dictionary = new Dictionary();
  return { kind: "text", type: "text", valid: Bitmap.full(1), codes: Int32Array.of(dictionary.add(text)), dictionary };
}
