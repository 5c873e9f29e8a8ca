import type { Patch, RoughSet, RowSet } from "../index/row-set.js";
import type { Kernels, SetGroup } from "../kernels/kernels.js";
import { leafStep, type Step } from "./steps.js";
import type { SetTerm } from "./terms.js";

const NO_PATCHES: readonly Patch[] = [];

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
  run(step: Step<SetTerm>, out?: Int32Array): number {
    return this.#kernels.join(this.#groupsOf(step), this.#base.length, out);
  }

  /** The words of a set; those of one that is not ready-made are written first. */
  wordsOf(set: RowSet | RoughSet): Int32Array {
    switch (set.kind) {
      case "bits":
        return set.words;
      case "between":
        return set.lower === undefined ? set.upper : this.#mended(set.upper, set.lower, NO_PATCHES);
      case "rough":
        return this.#mended(set.upper, set.lower, set.patches);
      case "list":
        return this.#mended(undefined, undefined, [{ add: true, rows: set.rows, from: set.from, to: set.to }]);
      case "none":
        return this.#mended(undefined, undefined, NO_PATCHES);
    }
  }

  #groupsOf(step: Step<SetTerm>): readonly SetGroup[] {
    const groups: SetGroup[] = [];
    this.#demand(step, groups);
    const bounded = this.#whole && groups.some(({ leftOut }) => !leftOut);
    if (!bounded) groups.unshift({ sets: [this.#base], leftOut: false });
    return groups;
  }

  /** Adds the groups that those of a step meet. */
  #demand(step: Step<SetTerm>, groups: SetGroup[]): void {
    switch (step.kind) {
      case "all":
        for (const part of step.parts) this.#demand(part, groups);
        return;
      case "any": {
        const sets: Int32Array[] = [];
        this.#gather(step, sets);
        groups.push(this.#group(sets, false));
        return;
      }
      case "leaf":
        this.#demandLeaf(step.term, step.negated, groups);
    }
  }

  #demandLeaf(term: SetTerm, negated: boolean, groups: SetGroup[]): void {
    const { sets, match } = term;
    if (match === "any" && (negated || sets.length !== 1)) {
      groups.push(
        this.#group(
          sets.map((set) => this.wordsOf(set)),
          negated,
        ),
      );
    } else if (negated) {
      groups.push({ sets: [this.#written(leafStep(term))], leftOut: true });
    } else {
      for (const set of sets) {
        const between = set.kind === "between" ? set : undefined;
        groups.push({ sets: [between?.upper ?? this.wordsOf(set)], leftOut: false });
        if (between?.lower !== undefined) groups.push({ sets: [between.lower], leftOut: true });
      }
    }
  }

  /** Adds sets that make up a step together. */
  #gather(step: Step<SetTerm>, sets: Int32Array[]): void {
    if (step.kind === "any") for (const part of step.parts) this.#gather(part, sets);
    else if (step.kind === "leaf" && !step.negated && step.term.match === "any") {
      for (const set of step.term.sets) sets.push(this.wordsOf(set));
    } else sets.push(this.#written(step));
  }

  #written(step: Step<SetTerm>): Int32Array {
    const groups = this.#groupsOf(step);
    const words = this.#hold();
    this.#kernels.join(groups, this.#base.length, words, false);
    return words;
  }

  /** Of no set at all a group is nobody. */
  #group(sets: readonly Int32Array[], leftOut: boolean): SetGroup {
    return { sets: sets.length > 0 ? sets : [this.wordsOf({ kind: "none" })], leftOut };
  }

  #mended(upper: Int32Array | undefined, lower: Int32Array | undefined, patches: readonly Patch[]): Int32Array {
    const kernels = this.#kernels;
    const words = this.#hold();
    if (upper === undefined) words.fill(0);
    else if (lower === undefined) kernels.copy(words, 0, upper, 0, words.length);
    else kernels.join(between(upper, lower), words.length, words, false);
    for (const { add, rows, from, to } of patches) {
      if (add) kernels.setBits(words, rows, from, to);
      else kernels.clearBits(words, rows, from, to);
    }
    return words;
  }
}

function between(upper: Int32Array, lower: Int32Array): readonly SetGroup[] {
  return [
    { sets: [upper], leftOut: false },
    { sets: [lower], leftOut: true },
  ];
}
