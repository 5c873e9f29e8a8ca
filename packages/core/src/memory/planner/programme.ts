import { sizeOf, type RoughSet, type RowSet } from "../index/row-set.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import type { Registers } from "./registers.js";
import type { Step } from "./steps.js";
import type { Term } from "./terms.js";

/** Words worked on at a time, 64 K rows: what a step writes is still at hand for the next one. */
const BLOCK = 2_048;

/** A scan of a block is not worth it where fewer than one row in this many is left. */
const SPARSE = 16;

/** A step whose sets are ready to be used, and the share of rows it is expected to hold, 0 to 1. */
export type WeighedStep =
  | { readonly kind: "leaf"; readonly negated: boolean; readonly term: Term<RowSet>; readonly share: number }
  | { readonly kind: "all" | "any"; readonly parts: readonly WeighedStep[]; readonly share: number };

/** Weighs a step: of a conjunction the cheap and telling parts come first. `mend` makes the sets of a term usable. */
export function weighed(step: Step, rows: number, mend: (set: RowSet | RoughSet) => RowSet): WeighedStep {
  if (step.kind === "leaf") {
    const { negated } = step;
    const term = step.term.kind === "scan" ? step.term : { ...step.term, sets: step.term.sets.map(mend) };
    const share = shareOf(term, rows);
    return { kind: "leaf", negated, term, share: negated ? 1 - share : share };
  }
  const parts = step.parts.map((part) => weighed(part, rows, mend));
  const shares = parts.map(({ share }) => share);
  if (step.kind === "any") return { kind: "any", parts, share: Math.min(1, sum(shares)) };
  return { kind: "all", parts: parts.sort((a, b) => costOf(a) - costOf(b)), share: Math.min(1, ...shares) };
}

function shareOf(term: Term<RowSet>, rows: number): number {
  if (term.kind === "scan" || rows === 0) return 0.5;
  const shares = term.sets.map((set) => sizeOf(set) / rows);
  return Math.min(1, ...(term.match === "any" ? [sum(shares)] : shares));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function costOf(step: WeighedStep): number {
  if (step.kind !== "leaf") return 2 + step.share;
  if (step.term.kind === "scan") return 4 + step.share;
  return step.share + (step.negated ? 1 : 0);
}

/** Runs steps over all rows, block by block. */
export class Programme {
  readonly #kernels: Kernels;
  readonly #base: Int32Array;
  readonly #registers: Registers;

  /** `base` are the living rows. */
  constructor(kernels: Kernels, base: Int32Array, registers: Registers) {
    this.#kernels = kernels;
    this.#base = base;
    this.#registers = registers;
  }

  /** Writes the members into `out` and gives their number. */
  async run(step: WeighedStep, out: Int32Array, pacer: Pacer): Promise<number> {
    let size = 0;
    for (let word = 0; word < out.length; word += BLOCK) {
      const words = Math.min(BLOCK, out.length - word);
      let left = this.#step(step, out, word, words);
      if (left !== 0) left = this.#kernels.and(out, word, this.#base, word, words);
      if (left !== 0) size += this.#kernels.count(out, word, words);
      await pacer.breathe();
    }
    return size;
  }

  /** Gives 0 where nothing is left in the block. */
  #step(step: WeighedStep, out: Int32Array, word: number, words: number): number {
    switch (step.kind) {
      case "leaf":
        if (!step.negated) return this.#fill(step.term, out, word, words);
        this.#kernels.copy(out, word, this.#base, word, words);
        return this.#take(step, out, word, words);
      case "all":
        return this.#all(step.parts, out, word, words);
      case "any":
        return this.#any(step.parts, out, word, words);
    }
  }

  #all([first, ...rest]: readonly WeighedStep[], out: Int32Array, word: number, words: number): number {
    if (first === undefined) {
      this.#kernels.copy(out, word, this.#base, word, words);
      return -1;
    }
    let left = this.#step(first, out, word, words);
    for (const part of rest) {
      if (left === 0) return 0;
      left = this.#take(part, out, word, words);
    }
    return left;
  }

  #any([first, ...rest]: readonly WeighedStep[], out: Int32Array, word: number, words: number): number {
    if (first === undefined) {
      this.#kernels.clear(out, word, words);
      return 0;
    }
    let left = this.#step(first, out, word, words);
    for (const part of rest) left |= this.#put(part, out, word, words);
    return left;
  }

  /** Leaves in the block what the step matches too. */
  #take(step: WeighedStep, out: Int32Array, word: number, words: number): number {
    const kernels = this.#kernels;
    if (step.kind === "leaf") {
      const { term, negated } = step;
      if (term.kind === "scan" && term.scan.keep !== undefined && !negated) {
        if (kernels.count(out, word, words) * SPARSE < words * 32) {
          term.scan.keep(out, word, words);
          return -1;
        }
      }
      const set = term.kind === "sets" && term.sets.length === 1 ? term.sets[0] : undefined;
      if (set?.kind === "bits") return kernels[negated ? "andNot" : "and"](out, word, set.words, word, words);
      if (set?.kind === "list" && negated) {
        kernels.clearBits(out, set.rows, ...within(set, word, words));
        return -1;
      }
      if (set?.kind === "between" && !negated) {
        const left = kernels.and(out, word, set.upper ?? this.#base, word, words);
        return set.lower === undefined ? left : kernels.andNot(out, word, set.lower, word, words);
      }
    }
    return this.#registers.borrow((other) => {
      if (step.kind !== "leaf") {
        this.#step(step, other, word, words);
        return kernels.and(out, word, other, word, words);
      }
      this.#fill(step.term, other, word, words);
      return kernels[step.negated ? "andNot" : "and"](out, word, other, word, words);
    });
  }

  /** Adds to the block what the step matches. */
  #put(step: WeighedStep, out: Int32Array, word: number, words: number): number {
    if (step.kind === "leaf" && !step.negated && step.term.kind === "sets" && step.term.match === "any") {
      for (const set of step.term.sets) this.#putSet(set, out, word, words);
      return -1;
    }
    return this.#registers.borrow((other) => {
      this.#step(step, other, word, words);
      return this.#kernels.or(out, word, other, word, words);
    });
  }

  #fill(term: Term<RowSet>, out: Int32Array, word: number, words: number): number {
    const kernels = this.#kernels;
    if (term.kind === "scan") {
      term.scan.scan(out, word * 32, words * 32);
      return -1;
    }
    const [first, ...rest] = term.sets;
    if (first?.kind === "bits") kernels.copy(out, word, first.words, word, words);
    else {
      kernels.clear(out, word, words);
      if (first === undefined) return 0;
      this.#putSet(first, out, word, words);
    }
    for (const set of rest) {
      if (term.match === "any") this.#putSet(set, out, word, words);
      else this.#take({ kind: "leaf", negated: false, share: 0, term: { ...term, sets: [set] } }, out, word, words);
    }
    return -1;
  }

  #putSet(set: RowSet, out: Int32Array, word: number, words: number): void {
    const kernels = this.#kernels;
    switch (set.kind) {
      case "none":
        return;
      case "bits":
        kernels.or(out, word, set.words, word, words);
        return;
      case "list":
        kernels.setBits(out, set.rows, ...within(set, word, words));
        return;
      case "between":
        this.#registers.borrow((other) => {
          kernels.copy(other, word, set.upper ?? this.#base, word, words);
          if (set.lower !== undefined) kernels.andNot(other, word, set.lower, word, words);
          return kernels.or(out, word, other, word, words);
        });
    }
  }
}

/** The places of a list whose rows lie in a block. */
function within(
  { rows, from, to }: Extract<RowSet, { kind: "list" }>,
  word: number,
  words: number,
): readonly [from: number, to: number] {
  const start = placeOf(rows, from, to, word * 32);
  return [start, placeOf(rows, start, to, (word + words) * 32)];
}

function placeOf(rows: Int32Array, from: number, to: number, row: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
