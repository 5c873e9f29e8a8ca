import { termsOf, type Factor, type Formula, type Term } from "./formula.js";
import { LookupRows, type Lookup } from "./lookup.js";

/** A formula that comes to more terms than that keeps its shape, and parts of it get the slots. */
const TERMS = 24;

/** One term of a formula. */
interface Slot {
  /** Its bit, known when all terms are. */
  place: number;
  readonly term: Term;
  /** The formula that holds where the term does, -1 where more has to be asked. */
  readonly formula: number;
  /** The popular lookups of the term. Terms that ask of the same ones lie together. */
  readonly asks: string;
}

/**
 * Many formulas over the same lookups. Each term of each has a slot, a bit; a customer's keys close slots until those
 * are left whose terms hold. What is no "any" of few terms is put together from slots afterwards.
 */
export class Slots {
  /** By lookup; none where few ask. */
  readonly #popular: readonly (LookupRows | undefined)[];
  /** By lookup: the key of the customer, where few ask. */
  readonly #keys: Int32Array;
  readonly #rare: RareFactors;
  readonly #open: Int32Array;
  readonly #left: Int32Array;
  readonly #formulaOf: Int32Array;
  readonly #holding: Int32Array;
  readonly #programmes: readonly { readonly formula: number; readonly holds: (left: Int32Array) => boolean }[];

  constructor(formulas: readonly Formula[], lookups: readonly Lookup[]) {
    const isPopular = ({ lookup }: Factor): boolean => lookups[lookup]?.popular === true;
    const slots: Slot[] = [];
    const slotsOf = (formula: Formula, whole: number): readonly Slot[] | undefined =>
      termsOf(formula, TERMS)?.map((term) => {
        const asked = term.filter(isPopular).map(({ lookup }) => lookup);
        const slot = { place: 0, term, formula: whole, asks: asked.sort((a, b) => a - b).join() };
        slots.push(slot);
        return slot;
      });
    const programme = (formula: Formula): ((left: Int32Array) => boolean) => {
      const own = slotsOf(formula, -1);
      if (own !== undefined) return (left) => own.some(({ place }) => isSet(left, place));
      if (formula.kind === "factor") throw new RangeError("A factor is one term.");
      const parts = formula.parts.map(programme);
      if (formula.match === "all") return (left) => parts.every((part) => part(left));
      return (left) => parts.some((part) => part(left));
    };
    this.#programmes = formulas.flatMap((formula, index) =>
      slotsOf(formula, index) === undefined ? [{ formula: index, holds: programme(formula) }] : [],
    );
    slots.sort((a, b) => (a.asks < b.asks ? -1 : a.asks > b.asks ? 1 : 0));
    const factors = lookups.map(() => new Map<number, Factor>());
    for (const [place, slot] of slots.entries()) {
      slot.place = place;
      for (const factor of slot.term) factors[factor.lookup]?.set(place, factor);
    }
    this.#popular = lookups.map((lookup, place) =>
      lookup.popular ? new LookupRows(lookup.keys, factors[place] ?? new Map<number, Factor>()) : undefined,
    );
    this.#rare = new RareFactors(slots.map(({ term }) => term.filter((factor) => !isPopular(factor))));
    this.#keys = new Int32Array(lookups.length);
    this.#formulaOf = Int32Array.from(slots, ({ formula }) => formula);
    this.#open = new Int32Array((slots.length + 31) >>> 5);
    for (let slot = 0; slot < slots.length; slot++) set(this.#open, slot);
    this.#left = this.#open.slice();
    this.#holding = new Int32Array((formulas.length + 31) >>> 5);
  }

  /** Leaves every slot open. */
  reset(): void {
    const left = this.#left;
    const open = this.#open;
    for (let word = 0; word < left.length; word++) left[word] = open[word] ?? 0;
  }

  /** Closes what a key of a lookup closes; a key below 0 is looked at anew each time. */
  close(place: number, key: number): void {
    const lookup = this.#popular[place];
    if (lookup === undefined) this.#keys[place] = key;
    else this.#narrow(lookup, key < 0 ? lookup.rowFor(key) : lookup.startOf(key));
  }

  /** Where the row of a key is, to be kept for `closeAt`. */
  rowOf(place: number, key: number): number {
    return this.#popular[place]?.rowFor(key) ?? 0;
  }

  closeAt(place: number, start: number): void {
    const lookup = this.#popular[place];
    if (lookup !== undefined) this.#narrow(lookup, start);
  }

  /** Places of the formulas that hold, ascending; asked once for each customer. */
  holding(): number[] {
    const left = this.#left;
    const holding = this.#holding;
    const formulaOf = this.#formulaOf;
    holding.fill(0);
    for (let at = 0; at < left.length; at++) {
      for (let word = left[at] ?? 0; word !== 0; word &= word - 1) {
        const slot = (at << 5) + 31 - Math.clz32(word & -word);
        const formula = formulaOf[slot] ?? -1;
        if (!this.#rare.hold(slot, this.#keys)) left[at] = (left[at] ?? 0) & ~(word & -word);
        else if (formula >= 0) set(holding, formula);
      }
    }
    for (const { formula, holds } of this.#programmes) if (holds(left)) set(holding, formula);
    const found: number[] = [];
    for (let at = 0; at < holding.length; at++) {
      for (let word = holding[at] ?? 0; word !== 0; word &= word - 1) {
        found.push((at << 5) + 31 - Math.clz32(word & -word));
      }
    }
    return found;
  }

  #narrow({ words, rows }: LookupRows, start: number): void {
    const left = this.#left;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? 0;
      left[word] = (left[word] ?? 0) & (rows[start + at] ?? 0);
    }
  }
}

/** What slots ask of lookups that few ask. Flags are compared with masks, and there is little else. */
class RareFactors {
  /** By slot, where its own begin. */
  readonly #starts: Int32Array;
  readonly #lookups: Int32Array;
  readonly #masks: Int32Array;
  readonly #flags: Int32Array;
  /** Where a mask does not say it all. */
  readonly #others: readonly (Factor | undefined)[];

  constructor(factors: readonly (readonly Factor[])[]) {
    const all = factors.flat();
    this.#starts = new Int32Array(factors.length + 1);
    for (const [slot, own] of factors.entries()) this.#starts[slot + 1] = (this.#starts[slot] ?? 0) + own.length;
    this.#lookups = Int32Array.from(all, ({ lookup }) => lookup);
    this.#masks = Int32Array.from(all, ({ flags }) => flags?.mask ?? 0);
    this.#flags = Int32Array.from(all, ({ flags }) => flags?.flags ?? 0);
    this.#others = all.map((factor) => (factor.flags === undefined ? factor : undefined));
  }

  hold(slot: number, keys: Int32Array): boolean {
    const end = this.#starts[slot + 1] ?? 0;
    for (let at = this.#starts[slot] ?? 0; at < end; at++) {
      const key = keys[this.#lookups[at] ?? 0] ?? 0;
      const mask = this.#masks[at] ?? 0;
      if ((key & mask) !== this.#flags[at]) return false;
      if (mask === 0 && this.#others[at]?.meets(key) === false) return false;
    }
    return true;
  }
}

function set(bits: Int32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

function isSet(bits: Int32Array, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}
