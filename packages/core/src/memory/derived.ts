import { ColumnIndexes, type IndexPolicy } from "./index/column-indexes.js";
import { TagSets } from "./index/tag-sets.js";
import type { Bitmap } from "./kernels/bitmap.js";
import type { Space } from "./kernels/space.js";
import { LeafCache } from "./planner/leaf-cache.js";
import { MadeColumns } from "./planner/made-columns.js";
import { Registers } from "./planner/registers.js";
import type { Roster } from "./roster.js";
import { SampleBuckets } from "./planner/sample.js";
import { EventLeaves, type SecondThreadOptions } from "./threads/event-leaves.js";

/** How the engine works; nothing of it changes an answer. */
export interface EngineOptions {
  /** When the indexes of attributes are made: with the load, when an attribute is first asked for (unless told), or never. */
  readonly indexes?: IndexPolicy | undefined;
  /** Bytes for the results of costly conditions and for attributes made from events, each; 64 MB unless told, 0 keeps none. */
  readonly cacheBytes?: number | undefined;
  /** False: without WebAssembly. Unless told it is used for bases that are worth it and where the page's policy allows it. */
  readonly wasm?: boolean | undefined;
  /** 2: a second thread helps where events are many and memory can be shared. A load in Node has one unless told. */
  readonly threads?: 1 | 2 | SecondThreadOptions | undefined;
}

const CACHE_BYTES = 64 * 2 ** 20;

/** What is made of a base, and could be made again. */
export class Derived {
  readonly indexes: ColumnIndexes;
  readonly tagSets: TagSets;
  readonly samples: SampleBuckets;
  readonly registers: Registers;
  readonly leaves: LeafCache;
  readonly made: MadeColumns;
  readonly eventLeaves: EventLeaves;
  readonly #space: Space;
  #base: { readonly of: Bitmap; readonly words: Int32Array } | undefined;

  constructor(space: Space, { indexes = "lazy", cacheBytes = CACHE_BYTES, threads }: EngineOptions = {}) {
    this.#space = space;
    this.indexes = new ColumnIndexes(indexes, space);
    this.tagSets = new TagSets(space);
    this.samples = new SampleBuckets(space);
    this.registers = new Registers(space);
    this.leaves = new LeafCache(space, cacheBytes);
    this.made = new MadeColumns(cacheBytes);
    this.eventLeaves = new EventLeaves(space, threads);
  }

  /** The living rows where the kernels are at home. */
  baseOf(roster: Roster): Int32Array {
    const { base } = roster;
    if (this.#base?.of === base) return this.#base.words;
    if (this.#base !== undefined) this.#space.free(this.#base.words);
    const words = this.#space.int32(base.words.length);
    words.set(base.words);
    this.#base = { of: base, words };
    return words;
  }
}
