import type { IdVector } from "../../source/columns.js";
import { integerId } from "../integer-ids.js";
import type { WrittenCustomers } from "./customer-slots.js";
import { IntegerSlots } from "./integer-slots.js";

/** Looks customers up whose ids are whole numbers and were written in another thread. */
export class KnownCustomers {
  readonly #integers: IntegerSlots;
  readonly #nobody: number;

  constructor({ slots, nobody }: WrittenCustomers) {
    this.#integers = IntegerSlots.of(slots);
    this.#nobody = nobody;
  }

  /** The highest of all slots. */
  get highest(): number {
    return this.#nobody;
  }

  ofMany(ids: IdVector): Int32Array {
    if (ids.kind === "integers") {
      const slots = this.#integers.findMany(ids.data);
      for (let row = 0; row < slots.length; row++) if ((slots[row] ?? 0) < 0) slots[row] = this.#nobody;
      return slots;
    }
    const { codes, texts } = ids;
    const own = Int32Array.from(texts, (text) => {
      const slot = this.#integers.find(integerId(text) ?? -1);
      return slot < 0 ? this.#nobody : slot;
    });
    return codes.map((code) => own[code] ?? this.#nobody);
  }
}
