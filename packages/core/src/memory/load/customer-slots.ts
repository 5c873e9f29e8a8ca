import { compareCodePoints } from "../../adapter/code-point-order.js";
import { idCount, type IdVector } from "../../source/columns.js";
import { reusedInt32 } from "../../source/reused-array.js";
import { integerId, IntegerIds, isIntegerId } from "../integer-ids.js";
import { TextIds, type SortedIds } from "../sorted-ids.js";
import { IntegerSlots } from "./integer-slots.js";
import { sortedTexts } from "./text-order.js";

/** Every id met, in the order of its first coming: a customer's number until the base is known. */
export class CustomerSlots {
  readonly #integers = new IntegerSlots();
  readonly #texts = new Map<string, number>();
  /** The slots of the texts of a dictionary, whose batches share it; -1 where a text has not been met yet. */
  #dictionary: readonly string[] = [];
  #dictionarySlots = new Int32Array(0);
  readonly #room = reusedInt32();

  get size(): number {
    return this.#integers.size + this.#texts.size;
  }

  of(id: string): number {
    const integer = integerId(id);
    if (integer !== undefined) return this.#ofInteger(integer);
    let slot = this.#texts.get(id);
    if (slot === undefined) this.#texts.set(id, (slot = this.size));
    return slot;
  }

  /** Slots of a batch, of use until the next one is asked for. */
  ofMany(ids: IdVector): Int32Array {
    if (ids.kind === "integers") {
      const { data } = ids;
      const found = this.#room(data.length);
      const first = this.size;
      if (this.#integers.addRun(data, first)) {
        for (let row = 0; row < found.length; row++) found[row] = first + row;
        return found;
      }
      this.#integers.findMany(data, found);
      for (let row = 0; row < found.length; row++) {
        if ((found[row] ?? 0) >= 0) continue;
        const id = data[row] ?? 0;
        found[row] = isIntegerId(id) ? this.#ofInteger(id) : this.of(String(id));
      }
      return found;
    }
    const slots = this.#room(idCount(ids));
    const { codes, texts } = ids;
    if (this.#dictionary !== texts) {
      this.#dictionary = texts;
      this.#dictionarySlots = new Int32Array(texts.length).fill(-1);
    }
    const known = this.#dictionarySlots;
    for (let row = 0; row < slots.length; row++) {
      const code = codes[row] ?? 0;
      let slot = known[code] ?? -1;
      if (slot < 0) known[code] = slot = this.of(texts[code] ?? "");
      slots[row] = slot;
    }
    return slots;
  }

  /** Whether all ids are whole numbers below this one. */
  areBelow(limit: number): boolean {
    return this.#texts.size === 0 && this.#integers.largest < limit;
  }

  /** The rows of the ids that are whole numbers up to the highest one, from those of the slots; -1 of others. */
  rowsByNumber(highest: number, rowOfSlot: Int32Array): Int32Array {
    const rows = new Int32Array(highest + 1);
    for (let number = 0; number < rows.length; number++) rows[number] = rowOfSlot[this.#integers.find(number)] ?? -1;
    return rows;
  }

  /** The ids whose slots are kept, in code-point order, and their slots. */
  inOrder(isKept: (slot: number) => boolean): { readonly ids: SortedIds; readonly slots: Int32Array } {
    const integers = this.#integers.inOrder(isKept);
    const texts: string[] = [];
    for (const [text, slot] of this.#texts) if (isKept(slot)) texts.push(text);
    if (texts.length === 0 && this.#integers.size > 0) {
      return { ids: new IntegerIds(integers.ids), slots: integers.slots };
    }
    const sorted = sortedTexts(texts);
    const slots = new Int32Array(integers.ids.length + sorted.length);
    const ids: string[] = [];
    let next = 0;
    const takeText = (text: string): void => {
      slots[ids.length] = this.#texts.get(text) ?? -1;
      ids.push(text);
    };
    for (const [place, integer] of integers.ids.entries()) {
      const id = String(integer);
      for (let text = sorted[next]; text !== undefined && compareCodePoints(text, id) < 0; text = sorted[++next]) {
        takeText(text);
      }
      slots[ids.length] = integers.slots[place] ?? -1;
      ids.push(id);
    }
    for (const text of sorted.slice(next)) takeText(text);
    return { ids: new TextIds(ids), slots };
  }

  #ofInteger(id: number): number {
    let slot = this.#integers.find(id);
    if (slot < 0) this.#integers.add(id, (slot = this.size));
    return slot;
  }
}
