import { refuse } from "../../issue/issue.js";
import type { PlanAttribute, PlanEvent, PlanNode, PlanTag, StoredColumn } from "../../plan/plan.js";
import type { Column } from "../columns/columns.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { listedNow } from "../events/event-matches.js";
import type { IndexedColumn } from "../index/column-indexes.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Population } from "../population.js";
import { Joining } from "./joining.js";
import { leafKey } from "./leaf-key.js";
import { leafStep, stepOf, type PlanLeaf, type Step } from "./steps.js";
import { anyOf, bitsTerm, readyTerm, type SetTerm } from "./terms.js";

/** The sets that are ready-made for a population as of an instant, and their joining. Nothing of it takes long. */
export class ReadySets {
  readonly #population: Population;
  readonly #asOf: number;
  readonly #rows: number;
  readonly #held: Int32Array[] = [];
  #joining: Joining | undefined;

  constructor(population: Population, asOf: number) {
    this.#population = population;
    this.#asOf = asOf;
    this.#rows = population.roster.rows;
    population.derived.registers.resize(this.#rows);
  }

  /** The number of customers a node matches; undefined where there are not sets for all its conditions. */
  sizeOf(node: PlanNode): number | undefined {
    const step = stepOf(node, false, (leaf) => this.termOf(leaf));
    return step === undefined ? undefined : this.join(step);
  }

  /** The number of customers of a step; they are written to `out` where it is given. */
  join(step: Step<SetTerm>, out?: Int32Array): number {
    return this.joining.run(step, out);
  }

  get joining(): Joining {
    const { space, derived, roster } = this.#population;
    this.#joining ??= new Joining(space.kernels, derived.baseOf(roster), roster.whole, () => this.hold());
    return this.#joining;
  }

  /** A bitmap of all rows, to be written to and given back with `release`. */
  hold(): Int32Array {
    const register = this.#population.derived.registers.take();
    this.#held.push(register);
    return register;
  }

  /** Gives back what is held. */
  release(): void {
    const { registers } = this.#population.derived;
    for (let held = this.#held.pop(); held !== undefined; held = this.#held.pop()) registers.giveBack(held);
  }

  /** The sets of a condition, `exclude` aside; undefined where there are none. @throws AudienceError `attribute_missing` */
  termOf(leaf: PlanLeaf): SetTerm | undefined {
    switch (leaf.kind) {
      case "attribute":
        return this.#attribute(leaf);
      case "tag":
        return this.#tags(leaf);
      case "event":
        return this.#events(leaf);
      default:
        return undefined;
    }
  }

  /** @throws AudienceError `attribute_missing` */
  column({ name, type }: StoredColumn, path: string): Column {
    const stored = this.#population.columns.get(name);
    if (stored?.type === type) return stored;
    throw refuse("attribute_missing", path, `The customers have no attribute "${name}" of type ${type}.`);
  }

  indexOf(name: string, column: Column): IndexedColumn | undefined {
    return this.#population.derived.indexes.of(name, column, this.#rows);
  }

  /** Everybody who ever carried a tag, where nothing of it lies after the as-of and no rule gives it. */
  tagSet(tag: string): RowSet | undefined {
    const { catalog, tags, derived } = this.#population;
    if (catalog.tagRules.some((rule) => rule.tag === tag)) return undefined;
    const postings = tags.get(tag);
    if (postings === undefined) return { kind: "none" };
    const { set, latest } = derived.tagSets.of(tag, postings, this.#rows);
    return latest <= this.#asOf ? set : undefined;
  }

  #attribute({ column: place, test, path }: PlanAttribute): SetTerm | undefined {
    if (place.kind !== "stored") return undefined;
    const column = this.column(place, path);
    const indexed = this.indexOf(place.name, column);
    const term = readyTerm(column, test, indexed, this.#rows);
    if (term === undefined || indexed === undefined || indexed.changed.size === 0) return term;
    const words = this.hold();
    this.join(leafStep(term), words);
    return bitsTerm(corrected(words, indexed.changed, predicateOf(column, test)), this.#rows);
  }

  /** Known from before, or so soon that it makes no difference. */
  #events(leaf: PlanEvent): SetTerm | undefined {
    const { events, space, roster, derived } = this.#population;
    const key = leafKey(leaf, this.#asOf);
    let set = derived.leaves.get(key);
    if (set === undefined) {
      const base = new Bitmap(this.#rows, derived.baseOf(roster), space.kernels);
      set = listedNow({ rows: this.#rows, base, events, space }, leaf);
      if (set !== undefined) derived.leaves.put(key, set);
    }
    return set && anyOf([set]);
  }

  #tags({ match, tags, window }: PlanTag): SetTerm | undefined {
    if (window !== undefined) return undefined;
    const sets: (RowSet | RoughSet)[] = [];
    for (const tag of tags) {
      const set = this.tagSet(tag);
      if (set === undefined) return undefined;
      sets.push(set);
    }
    return { kind: "sets", match, sets };
  }
}

/** Rows an index does not know, told by their values. */
function corrected(words: Int32Array, changed: ReadonlySet<number>, meets: Predicate): Int32Array {
  for (const row of changed) {
    const bit = 1 << (row & 31);
    const word = words[row >>> 5] ?? 0;
    words[row >>> 5] = meets(row) ? word | bit : word & ~bit;
  }
  return words;
}
