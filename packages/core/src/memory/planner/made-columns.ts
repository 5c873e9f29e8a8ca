import type { ComputedColumn, PlanRfm } from "../../plan/plan.js";
import { bytesOf, type Column } from "../columns/columns.js";
import type { CustomerEvents } from "../events/event-walk.js";
import { measureColumn } from "../events/measures.js";
import type { RfmColumns } from "../events/rfm.js";
import type { Pacer } from "../pacer.js";
import { RecentlyUsed } from "./recently-used.js";

/** Attributes made from events. Who edits a bound asks for the same values with every key. */
export class MadeColumns {
  readonly #measured: RecentlyUsed<Column>;
  readonly #rfm: RecentlyUsed<RfmColumns>;

  /** `budget` in bytes; 0 keeps nothing. */
  constructor(budget: number) {
    this.#measured = new RecentlyUsed(budget, bytesOf);
    this.#rfm = new RecentlyUsed(budget, bytesOfRfm);
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#measured.bytes + this.#rfm.bytes;
  }

  measured(data: CustomerEvents, { selection, measure }: ComputedColumn, pacer: Pacer): Promise<Column> {
    return kept(this.#measured, [selection, measure], () => measureColumn(data, selection, measure, pacer));
  }

  rfm(data: CustomerEvents, rfm: PlanRfm, pacer: Pacer): Promise<RfmColumns> {
    return kept(this.#rfm, rfm, async () => {
      const { rfmColumns } = await import("../events/rfm.js");
      return rfmColumns(data, rfm, pacer);
    });
  }

  /** Something has changed: nothing that is kept holds any more. */
  clear(): void {
    this.#measured.clear();
    this.#rfm.clear();
  }
}

async function kept<V>(values: RecentlyUsed<V>, asked: unknown, make: () => Promise<V>): Promise<V> {
  const key = JSON.stringify(asked, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = await make();
  values.put(key, made);
  return made;
}

function bytesOfRfm(columns: RfmColumns): number {
  return Object.values(columns).reduce((bytes, column) => bytes + bytesOf(column), 0);
}
