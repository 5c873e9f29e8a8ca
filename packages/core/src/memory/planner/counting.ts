import type { PlanAttribute, PlanNode, PlanTag, StoredColumn } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import type { Column } from "../columns/columns.js";
import type { IndexedColumn } from "../index/column-indexes.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { CLOSE, OPEN, type SetProgramme } from "../kernels/kernels.js";
import type { Population } from "../population.js";
import { ReadySets } from "./ready-sets.js";
import { CODES } from "./terms.js";

/** Stands for the address of rows that have no bitmap. */
const LISTED = 1;

/** What is left of a condition once it is written: whether somebody who meets no condition at all is left in. */
type Left = "nobody else" | "others" | undefined;

/** A column, and where its bitmaps lie. */
interface AttributeSets {
  readonly column: Column;
  readonly indexed: IndexedColumn | undefined;
  /** Of those who have a value; 0 where it lies elsewhere. */
  readonly valid: number;
  /** By code; 0 where nobody has it. */
  readonly codes: Uint32Array | undefined;
}

interface TagCarriers {
  /** 0 where there are none. */
  readonly address: number;
  readonly latest: number;
}

/**
 * Counts the members of plans on the shortest way: straight from the conditions to the addresses of bitmaps, which the
 * kernel joins. For one population as long as nothing of it changes.
 */
export class Counting {
  readonly #population: Population;
  readonly #programme: SetProgramme;
  readonly #base: Int32Array;
  readonly #needsBase: boolean;
  readonly #attributes = new Map<string, AttributeSets>();
  readonly #tags = new Map<string, TagCarriers>();
  #asOf = 0;
  #length = 0;
  #groups = 0;
  /** What mends the ends of ranges, once there was one to mend. */
  #mending: ReadySets | undefined;

  constructor(population: Population, programme: SetProgramme) {
    this.#population = population;
    this.#programme = programme;
    this.#base = population.derived.baseOf(population.roster);
    this.#needsBase = !population.roster.whole;
  }

  /** The number of members of a node as of an instant; undefined where it takes more than bitmaps that are there. */
  sizeOf(root: PlanNode, asOf: number): number | undefined {
    this.#asOf = asOf;
    this.#length = 0;
    this.#groups = 0;
    let size: number | undefined;
    const left = this.#demand(root, false);
    if (left !== undefined) {
      if (this.#needsBase || left === "others") this.#one(addressOf(this.#base), false);
      size = this.#programme.run(this.#length, this.#groups, this.#base.length);
    }
    this.#mending?.release();
    return size;
  }

  /** Writes that a node is met, or, turned, that it is not. */
  #demand(node: PlanNode, turned: boolean): Left {
    const negated = turned !== node.exclude;
    switch (node.kind) {
      case "group": {
        const { conditions } = node;
        const all = (node.match === "all") !== negated;
        let left: Left = "others";
        // Any of them is not none of them.
        if (!all) this.#open();
        for (let index = 0; index < conditions.length; index++) {
          const condition = conditions[index];
          const one = condition === undefined ? undefined : this.#demand(condition, all === negated);
          if (one === undefined) return undefined;
          if (one === "nobody else") left = one;
        }
        return all ? left : this.#close(left);
      }
      case "attribute":
        return this.#attribute(node, negated);
      case "tag":
        return this.#tag(node, negated);
      default:
        return undefined;
    }
  }

  #attribute({ column: place, test }: PlanAttribute, negated: boolean): Left {
    if (place.kind !== "stored") return undefined;
    const sets = this.#attributes.get(place.name) ?? this.#found(place);
    if (sets === undefined || sets.column.type !== place.type) return undefined;
    const { column, indexed, codes } = sets;
    if (test.test === "hasValue") return this.#one(sets.valid, negated);
    if (test.test === "textIn") {
      if (codes === undefined || column.kind !== "text") return undefined;
      return this.#texts(test.values, column.dictionary, codes, negated);
    }
    const range = closedRange(test);
    if (range === undefined || column.kind !== "numeric" || indexed?.index.kind !== "numbers") return undefined;
    const { numbers } = indexed.index;
    const set = numbers.range(range.low, range.high, column.data, indexed.changed, this.#population.roster.rows);
    return this.#set(set, negated);
  }

  #texts(
    values: readonly string[],
    dictionary: { find(text: string): number | undefined },
    codes: Uint32Array,
    negated: boolean,
  ): Left {
    if (values.length > CODES) return undefined;
    const head = this.#length++;
    for (let index = 0; index < values.length; index++) {
      const code = dictionary.find(values[index] ?? "");
      const address = code === undefined ? 0 : codes[code];
      if (address === LISTED || address === undefined) return undefined;
      if (address !== 0) this.#write(address);
    }
    return this.#head(head, negated);
  }

  #tag({ tags, match, window }: PlanTag, negated: boolean): Left {
    if (window !== undefined || (match === "all" && tags.length > 1)) return undefined;
    const head = this.#length++;
    for (let index = 0; index < tags.length; index++) {
      const tag = tags[index] ?? "";
      const carriers = this.#tags.get(tag) ?? this.#carriersOf(tag);
      if (carriers.address === LISTED || carriers.latest > this.#asOf) return undefined;
      if (carriers.address !== 0) this.#write(carriers.address);
    }
    return this.#head(head, negated);
  }

  #set(set: RowSet | RoughSet, negated: boolean): Left {
    switch (set.kind) {
      case "none":
        return this.#head(this.#length++, negated);
      case "between":
        return this.#between(set.upper, set.lower, negated);
      case "rough": {
        this.#mending ??= new ReadySets(this.#population, 0);
        const { upper, lower } = this.#mending.joining.ends(set);
        return this.#between(upper, lower, negated);
      }
      default:
        return undefined;
    }
  }

  /** One set without another, or everybody without it. */
  #between(upper: Int32Array | undefined, lower: Int32Array | undefined, negated: boolean): Left {
    if (lower === undefined) return upper === undefined ? undefined : this.#one(addressOf(upper), negated);
    if (upper === undefined) return this.#one(addressOf(lower), !negated);
    if (negated) this.#open();
    const left = this.#one(addressOf(upper), false);
    if (left === undefined || this.#one(addressOf(lower), true) === undefined) return undefined;
    return negated ? this.#close(left) : left;
  }

  #one(address: number, negated: boolean): Left {
    const head = this.#length++;
    if (address === 0) return undefined;
    this.#write(address);
    return this.#head(head, negated);
  }

  /** Writes the head of a group, whose sets stand behind it: one of them is to be met, or none. */
  #head(head: number, negated: boolean): Left {
    const sets = this.#length - head - 1;
    if (sets > 0) this.#programme.code[head] = sets * 2 + (negated ? 1 : 0);
    else {
      this.#length = head;
      // Nobody is in no set.
      if (!negated) {
        this.#open();
        this.#write(CLOSE);
      }
    }
    return negated ? "others" : "nobody else";
  }

  #open(): void {
    this.#groups++;
    this.#write(OPEN);
  }

  #close(left: Left): Left {
    this.#write(CLOSE);
    return left === "others" ? "nobody else" : "others";
  }

  #write(word: number): void {
    this.#programme.code[this.#length++] = word;
  }

  #found({ name }: StoredColumn): AttributeSets | undefined {
    const { columns, derived, roster, space } = this.#population;
    const column = columns.get(name);
    if (column === undefined) return undefined;
    const indexed = derived.indexes.of(name, column, roster.rows);
    const { words } = column.valid;
    const sets = {
      column,
      indexed: indexed?.changed.size === 0 ? indexed : undefined,
      valid: words.buffer === space.memory?.buffer ? addressOf(words) : 0,
      codes:
        indexed?.changed.size === 0 && column.kind === "text" ? codesOf(column.dictionary.size, indexed) : undefined,
    };
    this.#attributes.set(name, sets);
    return sets;
  }

  #carriersOf(tag: string): TagCarriers {
    const { catalog, tags, derived, roster } = this.#population;
    const postings = tags.get(tag);
    let carriers: TagCarriers = { address: 0, latest: -Infinity };
    if (catalog.tagRules.some((rule) => rule.tag === tag)) carriers = { address: LISTED, latest: Infinity };
    else if (postings !== undefined) {
      const { set, latest } = derived.tagSets.of(tag, postings, roster.rows);
      carriers = { address: set.kind === "bits" ? addressOf(set.words) || LISTED : LISTED, latest };
    }
    // Names nobody has are not kept: there is no end to them.
    if (postings !== undefined) this.#tags.set(tag, carriers);
    return carriers;
  }
}

function codesOf(codes: number, { index }: IndexedColumn): Uint32Array | undefined {
  if (index.kind !== "codes") return undefined;
  return Uint32Array.from({ length: codes }, (_, code) => {
    const rows = index.codes.rowsOf(code);
    if (rows.kind === "bits") return addressOf(rows.words) || LISTED;
    return rows.kind === "none" ? 0 : LISTED;
  });
}

/** Where an array that the space handed out lies in the memory; 0 for one on the heap. */
function addressOf({ byteOffset }: Int32Array): number {
  return byteOffset;
}
