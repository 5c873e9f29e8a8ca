import type { TextColumn } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";
import { blockStart, CUSTOMERS_A_BLOCK, roomFor, type EventTable } from "./event-table.js";
import { SPANS, type Instants } from "./event-times.js";

/** What is read of the table. */
type Events = Pick<EventTable, "customers" | "at" | "spans" | "blocks" | "length">;

/**
 * The events of a table by block of customers, then by the text of one property, then by span of time: what happened with
 * one text in a window is one stretch of each block. A block is copied when it is first read.
 */
export class ValueSlices {
  readonly of: TextColumn;
  /** The customer of each event, from the first of its block. */
  readonly customers: Uint16Array;
  readonly at: Instants;
  /** Where spans begin in blocks that are filled; `placeOf` tells the place. */
  readonly starts: Int32Array;
  readonly #events: Events;
  readonly #space: Space;
  /** Codes are below it; events without a text stand behind the last of them. */
  readonly #codes: number;
  readonly #filled: Uint8Array;
  #unfilled: number;

  constructor(events: Events, of: TextColumn, space: Space) {
    this.of = of;
    this.#events = events;
    this.#space = space;
    this.#codes = of.dictionary.size;
    const room = roomFor(events.length);
    this.customers = space.uint16(room);
    this.at = events.at instanceof Int32Array ? space.int32(room) : space.float64(room);
    this.starts = space.int32(this.placeOf(events.blocks.length, 0, 0));
    this.#filled = new Uint8Array(events.blocks.length);
    this.#unfilled = events.blocks.length;
  }

  /** Whether every block is ready to be read. */
  get isFilled(): boolean {
    return this.#unfilled === 0;
  }

  get bytes(): number {
    return this.customers.byteLength + this.at.byteLength + this.starts.byteLength;
  }

  /** The code of a text here; undefined where no event has it. */
  codeOf(text: string): number | undefined {
    const code = this.of.dictionary.find(text);
    return code !== undefined && code < this.#codes ? code : undefined;
  }

  /** Where in `starts` a span of a code begins. What ends the last span of a code stands behind it. */
  placeOf(block: number, code: number, span: number): number {
    return block * ((this.#codes + 1) * SPANS + 1) + code * SPANS + span;
  }

  /** Makes a block ready to be read. Says how many events were copied. */
  fill(block: number): number {
    if (this.#filled[block] === 1) return 0;
    this.#filled[block] = 1;
    this.#unfilled--;
    const { customers, at, blocks, length } = this.#events;
    const [from, to] = [blockStart({ blocks, length }, block), blockStart({ blocks, length }, block + 1)];
    const starts = this.starts.subarray(this.placeOf(block, 0, 0), this.placeOf(block + 1, 0, 0));
    for (let event = from; event < to; event++) {
      const place = this.#placeIn(event);
      starts[place] = (starts[place] ?? 0) + 1;
    }
    for (let place = 0, next = from; place < starts.length; place++) {
      const events = starts[place] ?? 0;
      starts[place] = next;
      next += events;
    }
    const next = starts.slice();
    for (let event = from; event < to; event++) {
      const place = this.#placeIn(event);
      const into = next[place] ?? 0;
      next[place] = into + 1;
      this.customers[into] = (customers[event] ?? 0) - block * CUSTOMERS_A_BLOCK;
      this.at[into] = at[event] ?? 0;
    }
    return to - from;
  }

  free(): void {
    for (const view of [this.customers, this.at, this.starts]) this.#space.free(view);
  }

  /** Where the events of a block begin that an event is among. */
  #placeIn(event: number): number {
    const { codes, valid } = this.of;
    const code = valid.has(event) ? (codes[event] ?? 0) : this.#codes;
    return code * SPANS + (this.#events.spans.spans[event] ?? 0);
  }
}
