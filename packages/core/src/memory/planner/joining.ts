import type { RowSet } from "../index/row-set.js";
import type { Kernels, SetGroup } from "../kernels/kernels.js";
import { leafStep, type Step } from "./programme.js";
import type { Term } from "./terms.js";

type SetTerm = Extract<Term, { kind: "sets" }>;

/** Whether a step is made of ready-made sets alone, without a column to scan. */
export function isJoining(step: Step): boolean {
  return step.kind === "leaf" ? step.term.kind === "sets" : step.parts.every(isJoining);
}

/** Joins ready-made sets, whatever their number, in one pass over their words. */
export class Joining {
  readonly #kernels: Kernels;
  readonly #base: Int32Array;
  readonly #whole: boolean;
  readonly #hold: () => Int32Array;

  /** `base` are the living rows, `whole` where no row is dead; `hold` gives bitmaps of all rows to write to. */
  constructor(kernels: Kernels, base: Int32Array, whole: boolean, hold: () => Int32Array) {
    this.#kernels = kernels;
    this.#base = base;
    this.#whole = whole;
    this.#hold = hold;
  }

  /** The number of members; they are written to `out` where it is given. */
  run(step: Step, out?: Int32Array): number {
    const groups = this.#groups(step);
    const bounded = this.#whole && groups.some(({ leftOut }) => !leftOut);
    const base = bounded ? [] : [{ sets: [this.#base], leftOut: false }];
    return this.#kernels.join([...base, ...groups], this.#base.length, out);
  }

  #groups(step: Step): readonly SetGroup[] {
    switch (step.kind) {
      case "all":
        return step.parts.flatMap((part) => this.#groups(part));
      case "any":
        return [
          this.#group(
            step.parts.flatMap((part) => this.#setsOf(part)),
            false,
          ),
        ];
      case "leaf":
        return step.term.kind === "sets" ? this.#leaf(step.term, step.negated) : [];
    }
  }

  #leaf(term: SetTerm, negated: boolean): readonly SetGroup[] {
    const [only, ...others] = term.sets;
    if (only?.kind === "between" && others.length === 0 && !negated) {
      const upper = this.#group([only.upper], false);
      return only.lower === undefined ? [upper] : [upper, this.#group([only.lower], true)];
    }
    if (term.match === "any")
      return [
        this.#group(
          term.sets.map((set) => this.#wordsOf(set)),
          negated,
        ),
      ];
    if (negated) return [this.#group([this.#written(leafStep(term, false, 0))], true)];
    return term.sets.map((set) => this.#group([this.#wordsOf(set)], false));
  }

  /** Sets that make up a step together. */
  #setsOf(step: Step): readonly Int32Array[] {
    if (step.kind === "any") return step.parts.flatMap((part) => this.#setsOf(part));
    if (step.kind === "leaf" && !step.negated && step.term.kind === "sets" && step.term.match === "any") {
      return step.term.sets.map((set) => this.#wordsOf(set));
    }
    return [this.#written(step)];
  }

  #written(step: Step): Int32Array {
    const words = this.#hold();
    this.run(step, words);
    return words;
  }

  /** Of no set at all a group is nobody. */
  #group(sets: readonly Int32Array[], leftOut: boolean): SetGroup {
    return { sets: sets.length > 0 ? sets : [this.#wordsOf({ kind: "none" })], leftOut };
  }

  #wordsOf(set: RowSet): Int32Array {
    if (set.kind === "bits") return set.words;
    const words = this.#hold();
    if (set.kind === "between") {
      this.#kernels.copy(words, 0, set.upper, 0, words.length);
      if (set.lower !== undefined) this.#kernels.andNot(words, 0, set.lower, 0, words.length);
      return words;
    }
    words.fill(0);
    if (set.kind === "list") this.#kernels.setBits(words, set.rows, set.from, set.to);
    return words;
  }
}
