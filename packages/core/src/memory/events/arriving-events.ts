import type { Property } from "../../catalog/catalog.js";
import { eventTypeOf, type EventCatalog } from "../../catalog/lookup.js";
import type { CodesByRow, ColumnVector, InstantsByRow, NameVector } from "../../source/columns.js";
import { columnKey } from "../../source/read-rows.js";
import type { Column } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import {
  arrivingColumn,
  type ArrivingColumn,
  type ArrivingRows,
  type WrittenArrivingColumn,
} from "./arriving-column.js";
import { EventPlaces, orderInTime, orderRoom } from "./event-order.js";
import { customersFor, eventTable, roomFor, type EventTable } from "./event-table.js";
import { slabArray, SlabNumbers, type Destination, type Slab, type SlabData, type Stretch } from "./slabs.js";

/** Customers whose events wait together, 2 to the power of this. */
const BLOCK_BITS = 16;
/** Rows that are taken in at a time: what is made of them on the way stays near the processor. */
const TOGETHER = 8_192;
/** Events of slabs; the arrays of the largest are given back to the system by themselves. */
const FIRST_SLAB = 2 ** 12;
const LARGEST_SLAB = 2 ** 23;
/** Places that events of one type and block get at a time. */
const FIRST_STRETCH = 32;
const LONGEST_STRETCH = 4_096;

/** Numbers that stand for customers until all of them are known, none above `highest`. */
export interface NumberedCustomers {
  readonly numbers: Int32Array;
  readonly highest: number;
}

/** Events row by row. */
export interface EventBatch {
  readonly customers: NumberedCustomers;
  readonly types: NameVector;
  /** Since the epoch: milliseconds in doubles, or seconds in whole numbers. */
  readonly at: InstantsByRow;
  readonly sequences: Float64Array | Int32Array;
  /** What `values` are of. Of one name there may be several properties, of different types. */
  readonly properties: readonly Property[];
  readonly values: readonly ColumnVector[];
}

/** `texts`, of properties by their names, are shared by all event types, so that equal texts have equal codes. */
export interface ArrivalOptions {
  readonly texts?: Map<string, Dictionary> | undefined;
  /** The events wait in memory that threads can share. */
  readonly shared?: boolean | undefined;
}

interface ArrivingType {
  readonly index: number;
  readonly columns: ReadonlyMap<string, ArrivingColumn>;
  /** By block of customers. */
  readonly blocks: Block[];
}

interface Block {
  readonly stretches: Stretch[];
  /** Places of the next stretch. */
  wanted: number;
}

/** Events that arrived, as they go from thread to thread: the arrays are shared. */
export interface WrittenEvents {
  readonly length: number;
  readonly highest: number;
  /** By slab, as is all else but what is told of types. */
  readonly customers: readonly Uint16Array[];
  readonly at: readonly (SlabData | undefined)[];
  readonly sequence: readonly (SlabData | undefined)[];
  /** By the keys of columns. */
  readonly columns: ReadonlyMap<string, WrittenArrivingColumn>;
  /** By name: the stretches of each block, and whether those of each part came in order. */
  readonly types: ReadonlyMap<string, { readonly blocks: readonly Block[]; readonly inOrder: boolean }>;
  readonly sequencesAscend: boolean;
}

/** Where customers stand: the row of each number that stood for one, -1 of a customer outside the base. */
export interface CustomerRows {
  readonly rows: number;
  readonly rowOf: Int32Array;
}

/**
 * Takes events of all types in, in any order. They wait by type and block of customers, so that each goes but once to a
 * place far from the one before, and that within a block.
 */
export class ArrivingEvents {
  readonly #catalog: EventCatalog;
  /** By the names of properties. */
  readonly #texts: Map<string, Dictionary>;
  readonly #types = new Map<string, ArrivingType>();
  readonly #columns = new Map<string, { readonly column: ArrivingColumn; isOwn: Uint8Array }>();
  #slab: Slab = { index: -1, size: 0 };
  #used = 0;
  /** By slab and place: the customer's number within the block. */
  readonly #customers: Uint16Array[] = [];
  readonly #at: SlabNumbers;
  readonly #sequence: SlabNumbers;
  readonly #shared: boolean;
  #part = 0;
  #lastSequence = -Infinity;
  #sequencesAscend = true;
  /** By type and block: the next place and the end of the open stretch. */
  #next = new Int32Array(0);
  #limit = new Int32Array(0);
  /** Blocks of a type in these, 2 to the power of this. */
  #blockBits = 0;
  /** By the code of a text: the index of the type, -1 of one that did not come yet. */
  #typeOf: { readonly texts: readonly string[]; readonly types: Int32Array } = { texts: [], types: new Int32Array(0) };
  /** By type: the instant of the last event of this part, and 1 where one came after a later one. */
  #lastAt = new Float64Array(0);
  #late = new Uint8Array(0);
  #length = 0;
  #highest = 0;
  readonly #places = new Int32Array(TOGETHER);
  readonly #typesByRow = new Int32Array(TOGETHER);
  readonly #orderRoom = orderRoom();

  constructor(catalog: EventCatalog, { texts = new Map<string, Dictionary>(), shared = false }: ArrivalOptions = {}) {
    this.#catalog = catalog;
    this.#texts = texts;
    this.#shared = shared;
    this.#at = new SlabNumbers(shared, 1000);
    this.#sequence = new SlabNumbers(shared);
  }

  get length(): number {
    return this.#length;
  }

  /** No number that stands for a customer lies above it. */
  get highest(): number {
    return this.#highest;
  }

  /** The types that came, in the order of their coming. */
  get types(): readonly string[] {
    return [...this.#types.keys()];
  }

  /** The texts of properties of this name. */
  textsOf(property: string): Dictionary | undefined {
    return this.#texts.get(property);
  }

  lengthOf(type: string): number {
    this.#closeStretches();
    return countOf(this.#types.get(type)?.blocks.flatMap(({ stretches }) => stretches) ?? []);
  }

  /** What is added from now on comes after the parts of lower numbers, wherever these are, and before those of higher ones. */
  beginPart(part: number): void {
    this.#part = part;
    this.#lastSequence = -Infinity;
    this.#lastAt.fill(-Infinity);
    for (const type of this.#types.values()) {
      for (const [place, { stretches }] of type.blocks.entries()) {
        const at = (type.index << this.#blockBits) + place;
        const open = stretches.at(-1);
        if (open === undefined || (this.#limit[at] ?? 0) === 0) continue;
        const from = this.#next[at] ?? 0;
        open.to = from;
        stretches.push({ slab: open.slab, from, to: from, part });
      }
    }
  }

  /** To go on with in another thread; undefined where that cannot be. Nothing is added any more. */
  written(): WrittenEvents | undefined {
    this.#closeStretches();
    const columns = new Map<string, WrittenArrivingColumn>();
    for (const [key, { column }] of this.#columns) {
      const written = column.written();
      if (written === undefined) return undefined;
      columns.set(key, written);
    }
    const types = new Map(
      [...this.#types].map(([name, { blocks, index }]) => [name, { blocks, inOrder: this.#late[index] === 0 }]),
    );
    return {
      length: this.#length,
      highest: this.#highest,
      customers: this.#customers,
      at: this.#at.data,
      sequence: this.#sequence.data,
      columns,
      types,
      sequencesAscend: this.#sequencesAscend,
    };
  }

  /** Takes over what arrived elsewhere. Nothing is added any more. */
  join({ length, highest, customers, at, sequence, columns, types, sequencesAscend }: WrittenEvents): void {
    this.#closeStretches();
    const first = this.#customers.length;
    this.#customers.push(...customers);
    this.#at.join(at, first);
    this.#sequence.join(sequence, first);
    for (const [name, { blocks, inOrder }] of types) {
      const type = this.#type(name);
      if (!inOrder) this.#late[type.index] = 1;
      for (const [place, { stretches, wanted }] of blocks.entries()) {
        const block = (type.blocks[place] ??= { stretches: [], wanted });
        for (const stretch of stretches) block.stretches.push({ ...stretch, slab: first + stretch.slab });
        block.stretches.sort((a, b) => a.part - b.part);
      }
    }
    for (const [key, written] of columns) this.#columns.get(key)?.column.join(written, first);
    this.#sequencesAscend &&= sequencesAscend;
    this.#length += length;
    this.#highest = Math.max(this.#highest, highest);
  }

  /** Bytes that the table of a type takes at most. */
  bytesOf(name: string): number {
    const { columns } = this.#type(name);
    const arrays = [4, this.#at.bytes, this.#sequence.bytes, 1, ...[...columns.values()].map(({ bytes }) => bytes + 1)];
    const length = roomFor(this.lengthOf(name));
    return arrays.reduce((bytes, each) => bytes + each * length + 64, 0);
  }

  /** A property that has no values here is missing. */
  add(batch: EventBatch): void {
    const { types } = batch;
    const { numbers, highest } = batch.customers;
    const { length } = numbers;
    if (length === 0) return;
    if (this.#typeOf.texts !== types.texts) {
      this.#typeOf = { texts: types.texts, types: new Int32Array(types.texts.length).fill(-1) };
    }
    this.#highest = Math.max(this.#highest, highest);
    this.#makeRoom();
    const vectors = new Map(batch.properties.map((property, place) => [columnKey(property), batch.values[place]]));
    for (let from = 0; from < length;) {
      const end = Math.min(from + TOGETHER, length);
      const to = this.#place(numbers, types.codes, from, end);
      const places = this.#places.subarray(0, to - from);
      const rows = { slab: this.#slab, from, to, places, types: this.#typesByRow };
      this.#putInstants(batch.at, rows);
      this.#putSequences(batch.sequences, rows);
      for (const [key, { column, isOwn }] of this.#columns) {
        column.put(rows, isOwn, vectors.get(key) ?? NO_VALUES);
      }
      if (to < end) this.#goOnWith(types, to);
      from = to;
    }
    this.#length += length;
  }

  /** The events of a type in order, without those of customers outside the base; to be asked for once. */
  async finish(name: string, { rows, rowOf }: CustomerRows, pacer: Pacer, space: Space): Promise<EventTable> {
    const type = this.#type(name);
    this.#closeStretches();
    const groups = type.blocks.map((block) => block.stretches);
    const stretches = groups.flat();
    const waiting = { groups, together: 2 ** BLOCK_BITS, customersOf: this.#customers, rowOf, rows };
    const order = new EventPlaces(waiting, this.#orderRoom);
    const { length, places } = order;
    const customers = customersFor(length, space);
    order.customersTo(customers);
    await pacer.breathe();
    for (const [block, group] of groups.entries()) {
      order.place(block, group);
      await pacer.breathe();
    }
    const destination = { stretches, places };
    const at = numbersIn(this.#at, destination, length, space);
    await pacer.breathe();
    const sequence = numbersIn(this.#sequence, destination, length, space);
    await pacer.breathe();
    const inOrder = this.#late[type.index] === 0 && partsAscend(stretches, this.#at);
    if (!inOrder || !this.#sequencesAscend || !partsAscend(stretches, this.#sequence)) {
      const events = new Int32Array(length);
      for (let event = 0; event < places.length; event++) events[places[event] ?? 0] = event;
      orderInTime(customers, at, sequence, events);
      for (let place = 0; place < length; place++) places[events[place] ?? 0] = place;
      await pacer.breathe();
    }
    const properties = new Map<string, Column>();
    for (const [property, column] of type.columns) {
      properties.set(property, column.finish(destination, length, space));
      await pacer.breathe();
    }
    return eventTable(name, length, { customers, at, sequence }, properties, space, order.longestRun);
  }

  /** Makes sure that a row finds a place: it is of a new type, or the slab is full. */
  #goOnWith({ codes, texts }: NameVector, row: number): void {
    const code = codes[row] ?? 0;
    const { types } = this.#typeOf;
    if (types[code] !== -1) return this.#openSlab();
    types[code] = this.#type(texts[code] ?? "").index;
    this.#makeRoom();
  }

  #type(name: string): ArrivingType {
    let type = this.#types.get(name);
    if (type !== undefined) return type;
    const index = this.#types.size;
    const columns = new Map<string, ArrivingColumn>();
    for (const property of eventTypeOf(this.#catalog, name)?.properties ?? []) {
      columns.set(property.name, this.#column(property, index));
    }
    type = { index, columns, blocks: [] };
    this.#types.set(name, type);
    this.#lastAt = Float64Array.from([...this.#lastAt, -Infinity]);
    this.#late = Uint8Array.from([...this.#late, 0]);
    for (const column of this.#columns.values()) column.isOwn = withType(column.isOwn, index);
    return type;
  }

  #column(property: Property, type: number): ArrivingColumn {
    const key = columnKey(property);
    let known = this.#columns.get(key);
    if (known === undefined) {
      const dictionary = this.#texts.get(property.name) ?? new Dictionary();
      this.#texts.set(property.name, dictionary);
      this.#columns.set(
        key,
        (known = { column: arrivingColumn(property, dictionary, this.#shared), isOwn: new Uint8Array(0) }),
      );
    }
    known.isOwn = withType(known.isOwn, type);
    known.isOwn[type] = 1;
    return known.column;
  }

  /** Makes places for the next rows, and gives the first row that finds none yet, or the end. */
  #place(customers: Int32Array, codes: CodesByRow, from: number, to: number): number {
    const [next, limit, bits] = [this.#next, this.#limit, this.#blockBits];
    const [places, types, typeOf] = [this.#places, this.#typesByRow, this.#typeOf.types];
    const own = this.#customers[this.#slab.index] ?? NONE;
    const arrays = { customers, codes, typeOf, next, limit, bits, places, types, own, first: from };
    let row = placeRows(arrays, from, to);
    while (row < to) {
      const type = typeOf[codes[row] ?? 0] ?? -1;
      if (type < 0 || this.#openStretch((type << bits) + ((customers[row] ?? 0) >>> BLOCK_BITS)) < 0) return row;
      row = placeRows(arrays, row, to);
    }
    return to;
  }

  /** In whole seconds where all are such. */
  #putInstants(at: InstantsByRow, { slab, from, to, places, types }: ArrivingRows): void {
    const [last, late] = [this.#lastAt, this.#late];
    const seconds = this.#at.small(slab);
    let small = seconds !== undefined;
    const out = seconds ?? DROPPED;
    // A loop for each kind of array: one loop for both of them would be several times slower.
    if (at instanceof Int32Array) {
      for (let row = from; row < to; row++) {
        const second = at[row] ?? 0;
        out[places[row - from] ?? 0] = second;
        const type = types[row - from] ?? 0;
        const instant = second * 1000;
        if (instant < (last[type] ?? 0)) late[type] = 1;
        last[type] = instant;
      }
      if (!small) scatter(at.subarray(from, to), places, this.#at.wide(slab), 1000);
      return;
    }
    for (let row = from; row < to; row++) {
      const instant = at[row] ?? 0;
      const second = (instant / 1000) | 0;
      if (second * 1000 !== instant) small = false;
      out[places[row - from] ?? 0] = second;
      const type = types[row - from] ?? 0;
      if (instant < (last[type] ?? 0)) late[type] = 1;
      last[type] = instant;
    }
    if (!small) scatter(at.subarray(from, to), places, this.#at.wide(slab));
  }

  #putSequences(sequences: Float64Array | Int32Array, { slab, from, to, places }: ArrivingRows): void {
    const numbers = this.#sequence.small(slab);
    const out = numbers ?? DROPPED;
    let before = this.#lastSequence;
    let [small, ascend] = [numbers !== undefined, true];
    for (let row = from; row < to; row++) {
      const sequence = sequences[row] ?? 0;
      if ((sequence | 0) !== sequence) small = false;
      if (sequence < before) ascend = false;
      out[places[row - from] ?? 0] = sequence;
      before = sequence;
    }
    this.#lastSequence = before;
    if (!ascend) this.#sequencesAscend = false;
    if (!small) scatter(sequences.subarray(from, to), places, this.#sequence.wide(slab));
  }

  /** The first place of another stretch, or -1 where the slab is full. */
  #openStretch(part: number): number {
    const from = this.#used;
    const block = this.#blockOf(part);
    const size = Math.min(block.wanted, this.#slab.size - from);
    if (size === 0) return -1;
    this.#close(part, block);
    block.wanted = Math.min(block.wanted * 2, LONGEST_STRETCH);
    this.#used = from + size;
    this.#next[part] = from;
    this.#limit[part] = from + size;
    block.stretches.push({ slab: this.#slab.index, from, to: from, part: this.#part });
    return from;
  }

  #blockOf(part: number): Block {
    const blocks = [...this.#types.values()][part >>> this.#blockBits]?.blocks ?? [];
    const index = part & (2 ** this.#blockBits - 1);
    while (blocks.length <= index) blocks.push({ stretches: [], wanted: FIRST_STRETCH });
    return blocks[index] ?? { stretches: [], wanted: 0 };
  }

  /** Says how far the open stretch of a block got. */
  #close(part: number, { stretches }: Block): void {
    const open = stretches.at(-1);
    if (open !== undefined && (this.#limit[part] ?? 0) > 0) open.to = this.#next[part] ?? 0;
    this.#limit[part] = this.#next[part] = 0;
  }

  #closeStretches(): void {
    for (const { index, blocks } of this.#types.values()) {
      for (const [place, block] of blocks.entries()) this.#close((index << this.#blockBits) + place, block);
    }
  }

  #openSlab(): void {
    this.#closeStretches();
    const size = Math.min(Math.max(FIRST_SLAB, this.#slab.size * 8), LARGEST_SLAB);
    this.#slab = { index: this.#slab.index + 1, size };
    this.#customers.push(slabArray(Uint16Array, size, this.#shared));
    this.#used = 0;
  }

  /** Makes room for stretches of all types and of all customers up to the highest number. */
  #makeRoom(): void {
    if (this.#slab.size === 0) this.#openSlab();
    let bits = this.#blockBits;
    while (this.#highest >>> BLOCK_BITS >= 2 ** bits) bits++;
    if (bits === this.#blockBits && this.#types.size << bits <= this.#next.length) return;
    this.#closeStretches();
    this.#blockBits = bits;
    this.#next = new Int32Array(this.#types.size << bits);
    this.#limit = new Int32Array(this.#types.size << bits);
  }
}

/** Flags by type, with one for this type. */
function withType(flags: Uint8Array, type: number): Uint8Array {
  if (flags.length > type) return flags;
  const more = new Uint8Array(type + 1);
  more.set(flags);
  return more;
}

/** What is written past the end of an array is nowhere. */
const DROPPED = new Int32Array(0);
const NONE = new Uint16Array(0);

/** What rows get places by: each the next one of the open stretch of its type and block. */
interface Placing {
  readonly customers: Int32Array;
  readonly codes: CodesByRow;
  readonly typeOf: Int32Array;
  readonly next: Int32Array;
  readonly limit: Int32Array;
  /** Blocks of a type, 2 to the power of this. */
  readonly bits: number;
  /** By row, from `first` on: what came of it. */
  readonly places: Int32Array;
  readonly types: Int32Array;
  readonly first: number;
  /** By place: the customer's number within the block. */
  readonly own: Uint16Array;
}

/** Gives the first row that finds no place, or the end. A function of its own: it is soon called often, and then compiled. */
function placeRows(placing: Placing, from: number, to: number): number {
  const { customers, codes, typeOf, next, limit, bits, places, types, first, own } = placing;
  for (let row = from; row < to; row++) {
    const customer = customers[row] ?? 0;
    const type = typeOf[codes[row] ?? 0] ?? -1;
    if (type < 0) return row;
    const part = (type << bits) + (customer >>> BLOCK_BITS);
    const place = next[part] ?? 0;
    if (place === limit[part]) return row;
    next[part] = place + 1;
    places[row - first] = place;
    types[row - first] = type;
    own[place] = customer;
  }
  return to;
}

function scatter(values: Int32Array | Float64Array, places: Int32Array, out: Float64Array, factor = 1): void {
  for (let at = 0; at < places.length; at++) out[places[at] ?? 0] = (values[at] ?? 0) * factor;
}

/** Whether no number of a part lies below one of a part before, where those of each part ascend. */
function partsAscend(stretches: readonly Stretch[], numbers: SlabNumbers): boolean {
  const ranges = new Map<number, { low: number; high: number }>();
  for (const { slab, from, to, part } of stretches) {
    if (from === to) continue;
    const range = ranges.get(part) ?? { low: Infinity, high: -Infinity };
    range.low = Math.min(range.low, numbers.numberAt(slab, from));
    range.high = Math.max(range.high, numbers.numberAt(slab, to - 1));
    ranges.set(part, range);
  }
  let last = -Infinity;
  for (const [, { low, high }] of [...ranges].sort(([a], [b]) => a - b)) {
    if (low < last) return false;
    last = high;
  }
  return true;
}

function countOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((count, { from, to }) => count + to - from, 0);
}

const NO_VALUES: ColumnVector = { kind: "values", values: [] };

/** In 32 bits, as multiples of their unit, where all are small ones. */
function numbersIn(
  numbers: SlabNumbers,
  destination: Destination,
  length: number,
  space: Space,
): Int32Array | Float64Array {
  const room = roomFor(length);
  const out = numbers.areSmall(destination.stretches) ? space.int32(room) : space.float64(room);
  numbers.into(out, destination);
  out.fill(0, length);
  return out;
}
