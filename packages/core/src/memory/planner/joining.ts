import { sizeOf, type End, type Patch, type RoughSet, type RowSet } from "../index/row-set.js";
import type { Kernels, SetGroup } from "../kernels/kernels.js";
import { leafStep, type Step } from "./steps.js";
import type { SetTerm } from "./terms.js";

/** Sets that make up a group together. */
interface Gathered {
  readonly sets: Int32Array[];
  /** All that is known row by row, one of `sets`. */
  listed: Int32Array | undefined;
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
  run(step: Step<SetTerm>, out?: Int32Array): number {
    const listed = out === undefined && this.#whole ? listedSize(step) : undefined;
    if (listed !== undefined) return listed;
    return this.#kernels.join(this.#groupsOf(step), this.#base.length, out);
  }

  /** The words of a set; those of one that is not ready-made are written first. */
  wordsOf(set: RowSet | RoughSet): Int32Array {
    switch (set.kind) {
      case "bits":
        return set.words;
      case "between":
        return this.#without(set.upper, set.lower);
      case "rough":
        return this.#mended(set.upper, set.lower);
      case "list":
      case "loose": {
        const words = this.#empty();
        this.#kernels.setBits(words, set.rows, set.from, set.to);
        return words;
      }
      case "none":
        return this.#empty();
    }
  }

  /**
   * The words of both ends of a range; those that are not right are copied and mended. Whom the upper end must lose is
   * left out with the lower one, so that there is one copy.
   */
  ends({ upper, lower }: Extract<RoughSet, { kind: "rough" }>): {
    readonly upper: Int32Array | undefined;
    readonly lower: Int32Array | undefined;
  } {
    if (lower?.patch !== undefined && upper?.patch?.add === false) {
      return { upper: upper.words, lower: this.#end(lower, upper.patch) };
    }
    return { upper: this.#end(upper), lower: this.#end(lower) };
  }

  #groupsOf(step: Step<SetTerm>): readonly SetGroup[] {
    const groups: SetGroup[] = [];
    this.#demand(step, groups);
    if (!this.#whole || groups.every(({ leftOut }) => leftOut)) groups.push({ sets: [this.#base], leftOut: false });
    return groups;
  }

  /** Adds the groups that those of a step meet. */
  #demand(step: Step<SetTerm>, groups: SetGroup[]): void {
    if (step.kind === "all") {
      for (const part of step.parts) this.#demand(part, groups);
    } else if (step.kind === "leaf" && !step.negated && (step.term.match === "all" || step.term.sets.length === 1)) {
      for (const set of step.term.sets) this.#demandSet(set, groups);
    } else {
      const leftOut = step.kind === "leaf" && step.negated;
      groups.push({ sets: this.#together(leftOut ? leafStep(step.term) : step), leftOut });
    }
  }

  #demandSet(set: RowSet | RoughSet, groups: SetGroup[]): void {
    let upper: Int32Array | undefined;
    let lower: Int32Array | undefined;
    if (set.kind === "between") ({ upper, lower } = set);
    else if (set.kind === "rough") ({ upper, lower } = this.ends(set));
    else upper = this.wordsOf(set);
    if (upper !== undefined) groups.push({ sets: [upper], leftOut: false });
    if (lower !== undefined) groups.push({ sets: [lower], leftOut: true });
  }

  /** The sets that make up a step together. Of no set at all it is nobody. */
  #together(step: Step<SetTerm>): readonly Int32Array[] {
    const gathered: Gathered = { sets: [], listed: undefined };
    this.#gather(step, gathered);
    return gathered.sets.length > 0 ? gathered.sets : [this.#empty()];
  }

  #gather(step: Step<SetTerm>, into: Gathered): void {
    if (step.kind === "any") for (const part of step.parts) this.#gather(part, into);
    else if (step.kind === "leaf" && !step.negated && (step.term.match === "any" || step.term.sets.length === 1)) {
      for (const set of step.term.sets) this.#gatherSet(set, into);
    } else {
      const groups = this.#groupsOf(step);
      const words = this.#hold();
      this.#kernels.join(groups, words.length, words);
      into.sets.push(words);
    }
  }

  #gatherSet(set: RowSet | RoughSet, into: Gathered): void {
    if (set.kind === "none") return;
    if ((set.kind === "list" || set.kind === "loose") && into.listed !== undefined) {
      this.#kernels.setBits(into.listed, set.rows, set.from, set.to);
      return;
    }
    const words = this.wordsOf(set);
    if (set.kind === "list" || set.kind === "loose") into.listed = words;
    into.sets.push(words);
  }

  #mended(upper: End | undefined, lower: End | undefined): Int32Array {
    if (lower === undefined) return this.#end(upper) ?? this.#base;
    const words = this.#without(upper?.words, lower.words);
    // The upper end first: what it puts in the lower one may take out.
    if (upper?.patch !== undefined) this.#patch(words, upper.patch, upper.patch.add);
    if (lower.patch !== undefined) this.#patch(words, lower.patch, !lower.patch.add);
    return words;
  }

  /** The rows below an end, and more. */
  #end(end: End | undefined, more?: Patch): Int32Array | undefined {
    if (end?.patch === undefined) return end?.words;
    const mended = this.#hold();
    this.#kernels.copy(mended, 0, end.words, 0, mended.length);
    this.#patch(mended, end.patch, end.patch.add);
    if (more !== undefined) this.#patch(mended, more, true);
    return mended;
  }

  #patch(words: Int32Array, { rows, from, to }: Patch, add: boolean): void {
    if (add) this.#kernels.setBits(words, rows, from, to);
    else this.#kernels.clearBits(words, rows, from, to);
  }

  /** The first set, or everybody, without the second. */
  #without(upper = this.#base, lower: Int32Array | undefined): Int32Array {
    if (lower === undefined) return upper;
    const words = this.#hold();
    this.#kernels.copy(words, 0, upper, 0, words.length);
    this.#kernels.andNot(words, 0, lower, 0, words.length);
    return words;
  }

  #empty(): Int32Array {
    const words = this.#hold();
    this.#kernels.clear(words, 0, words.length);
    return words;
  }
}

/** The members of a step that is one list; undefined where it is not. */
function listedSize(step: Step<SetTerm>): number | undefined {
  if (step.kind !== "leaf" || step.negated || step.term.sets.length > 1) return undefined;
  const [set] = step.term.sets;
  return set?.kind === "list" || set?.kind === "loose" ? sizeOf(set) : undefined;
}
