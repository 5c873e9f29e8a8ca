import { bytesOf, type NumericColumn, type TextColumn } from "../columns/columns.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Space, SpaceView } from "../kernels/space.js";
import { blockStart, roomFor, type EventTable } from "./event-table.js";
import { SPANS, type Instants } from "./event-times.js";
import { ValueSlices } from "./value-slices.js";

/** Values of the kinds that a kernel tests. */
export type SliceableColumn = NumericColumn | TextColumn;

/** What is filled block by block, each when it is first read. */
interface Filled {
  fill(block: number): void;
}

/** A property of a table, and its values by slice. */
interface SlicedColumn extends Filled {
  readonly of: SliceableColumn;
  readonly column: SliceableColumn;
}

interface SlicedAmounts extends Filled {
  readonly of: NumericColumn;
  readonly data: Int32Array;
}

interface SlicedInstants extends Filled {
  readonly data: Instants;
}

/**
 * The events of a table in another order: by block of customers, then by span of time, then by customer. What happened in
 * a window is one stretch of each block. Only what is asked for is copied, a block at a time when it is first read.
 */
export class TimeSlices {
  readonly #table: Pick<EventTable, "customers" | "at" | "spans" | "blocks" | "length">;
  readonly #space: Space;
  /** Where the spans of each block begin, once it is filled. */
  readonly #starts: Int32Array;
  readonly #filled: Uint8Array;
  readonly #columns = new Map<string, SlicedColumn>();
  readonly #amounts = new Map<string, SlicedAmounts>();
  readonly #values = new Map<string, ValueSlices>();
  #customers: Uint16Array | undefined;
  #bits: Int32Array | undefined;
  #at: SlicedInstants | undefined;

  constructor({ customers, at, spans, blocks, length }: EventTable, space: Space) {
    this.#table = { customers, at, spans, blocks, length };
    this.#space = space;
    this.#starts = new Int32Array(blocks.length * SPANS);
    this.#filled = new Uint8Array(blocks.length);
  }

  /** The customer of each event, from the first of its block. */
  get customers(): Uint16Array {
    return (this.#customers ??= this.#space.uint16(roomFor(this.#table.length)));
  }

  /** Room for the marks of a block, of use to whoever writes them until others get a turn. */
  get bits(): Int32Array {
    return (this.#bits ??= this.#space.int32(paddedWords(this.#table.length)));
  }

  get bytes(): number {
    let bytes = this.#starts.byteLength + (this.#customers?.byteLength ?? 0) + (this.#bits?.byteLength ?? 0);
    for (const values of this.#values.values()) bytes += values.bytes;
    for (const { column } of this.#columns.values()) bytes += bytesOf(column);
    for (const { data } of this.#amounts.values()) bytes += data.byteLength;
    return bytes + (this.#at?.data.byteLength ?? 0);
  }

  /** Makes a block ready to be read, with what is read of it beside the customers. */
  fill(block: number, others: readonly Filled[]): void {
    if (this.#filled[block] !== 1) {
      this.#filled[block] = 1;
      this.#place(block);
      this.#scatter(this.#table.customers, this.customers, block);
    }
    for (const other of others) other.fill(block);
  }

  /** The first event of a span of a block that is filled; of the span behind the last one the end of the block. */
  startOf(block: number, span: number): number {
    return span < SPANS ? (this.#starts[block * SPANS + span] ?? 0) : blockStart(this.#table, block + 1);
  }

  instants(): SlicedInstants {
    if (this.#at === undefined) {
      const { at, length } = this.#table;
      const data = at instanceof Int32Array ? this.#space.int32(roomFor(length)) : this.#space.float64(roomFor(length));
      this.#at = { data, fill: this.#once((block) => this.#scatter(at, data, block)) };
    }
    return this.#at;
  }

  /** The property of that name, as the table has it now. */
  column(name: string, of: SliceableColumn): SlicedColumn {
    const known = this.#columns.get(name);
    if (known?.of === of) return known;
    if (known !== undefined) this.#giveBackColumn(known);
    const made = of.kind === "text" ? this.#texts(of) : this.#numbers(of);
    this.#columns.set(name, made);
    return made;
  }

  /** Numbers of the property of that name, all of which 32 bits hold; missing ones are 0. */
  amounts(name: string, of: NumericColumn): SlicedAmounts {
    const known = this.#amounts.get(name);
    if (known?.of === of) return known;
    if (known !== undefined) this.#space.free(known.data);
    const data = this.#space.int32(roomFor(this.#table.length));
    const made = { of, data, fill: this.#once((block) => this.#scatter(of.data, data, block)) };
    this.#amounts.set(name, made);
    return made;
  }

  /** What `values` gives, if it was asked for before. */
  knownValues(name: string, of: TextColumn): ValueSlices | undefined {
    const known = this.#values.get(name);
    return known?.of === of ? known : undefined;
  }

  /** The events by the texts of the property of that name, as the table has it now. */
  values(name: string, of: TextColumn): ValueSlices {
    const known = this.#values.get(name);
    if (known?.of === of) return known;
    known?.free();
    const made = new ValueSlices(this.#table, of, this.#space);
    this.#values.set(name, made);
    return made;
  }

  /** Gives all back. */
  free(): void {
    for (const view of [this.#customers, this.#bits]) if (view !== undefined) this.#space.free(view);
    for (const values of this.#values.values()) values.free();
    for (const column of this.#columns.values()) this.#giveBackColumn(column);
    for (const { data } of this.#amounts.values()) this.#space.free(data);
    if (this.#at !== undefined) this.#space.free(this.#at.data);
  }

  #texts(of: TextColumn): SlicedColumn {
    const codes = emptyLike(of.codes, roomFor(this.#table.length), this.#space);
    const valid = Bitmap.in(this.#space, this.#table.length);
    return { of, column: { ...of, valid, codes }, fill: this.#filling(of, of.codes, codes, valid) };
  }

  #numbers(of: NumericColumn): SlicedColumn {
    const data = emptyLike(of.data, roomFor(this.#table.length), this.#space);
    const valid = Bitmap.in(this.#space, this.#table.length);
    return { of, column: { ...of, valid, data }, fill: this.#filling(of, of.data, data, valid) };
  }

  #filling(of: SliceableColumn, values: SpaceView, sliced: SpaceView, valid: Bitmap): Filled["fill"] {
    const full = of.valid.count() >= this.#table.length;
    if (full) valid.words.fill(-1);
    return this.#once((block) => {
      this.#scatter(values, sliced, block);
      if (!full) this.#scatterBits(of.valid, valid, block);
    });
  }

  #giveBackColumn({ column }: SlicedColumn): void {
    this.#space.free(column.valid.words);
    this.#space.free(column.kind === "text" ? column.codes : column.data);
  }

  /** Calls for each block but once. */
  #once(fill: (block: number) => void): (block: number) => void {
    const filled = new Uint8Array(this.#filled.length);
    return (block) => {
      if (filled[block] === 1) return;
      filled[block] = 1;
      fill(block);
    };
  }

  /** Finds where the spans of a block begin. */
  #place(block: number): void {
    const { spans } = this.#table.spans;
    const [from, to] = this.#extent(block);
    const starts = this.#starts.subarray(block * SPANS, (block + 1) * SPANS);
    for (let event = from; event < to; event++) {
      const span = spans[event] ?? 0;
      starts[span] = (starts[span] ?? 0) + 1;
    }
    for (let span = 0, place = from; span < SPANS; span++) {
      const events = starts[span] ?? 0;
      starts[span] = place;
      place += events;
    }
  }

  /** Copies the values of a block to where its events stand. */
  #scatter(values: SpaceView, sliced: SpaceView, block: number): void {
    const { spans } = this.#table.spans;
    const [from, to] = this.#extent(block);
    const places = this.#starts.slice(block * SPANS, (block + 1) * SPANS);
    for (let event = from; event < to; event++) {
      const span = spans[event] ?? 0;
      const place = places[span] ?? 0;
      places[span] = place + 1;
      sliced[place] = values[event] ?? 0;
    }
  }

  /** Copies the bits of a block to where its events stand. */
  #scatterBits(bits: Bitmap, sliced: Bitmap, block: number): void {
    const { spans } = this.#table.spans;
    const [from, to] = this.#extent(block);
    const places = this.#starts.slice(block * SPANS, (block + 1) * SPANS);
    for (let event = from; event < to; event++) {
      const span = spans[event] ?? 0;
      const place = places[span] ?? 0;
      places[span] = place + 1;
      if (bits.has(event)) sliced.add(place);
    }
  }

  /** The first event of a block, and that behind its last one. */
  #extent(block: number): readonly [number, number] {
    return [blockStart(this.#table, block), blockStart(this.#table, block + 1)];
  }
}

function emptyLike<A extends SpaceView>(array: A, length: number, space: Space): A;
function emptyLike(array: SpaceView, length: number, space: Space): SpaceView {
  if (array instanceof Uint8Array) return space.uint8(length);
  if (array instanceof Uint16Array) return space.uint16(length);
  return array instanceof Int32Array ? space.int32(length) : space.float64(length);
}
