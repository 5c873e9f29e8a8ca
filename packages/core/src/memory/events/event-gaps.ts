import type { Space } from "../kernels/space.js";
import { blockStart, madeOf, roomFor, type EventTable, type MadeOfEvents } from "./event-table.js";

/** Stands for the seconds to an event that there is none of. */
export const NEVER = 0x7fffffff;

/** As many kinds of gaps are kept for a table. */
const KEPT = 4;

/** From each event the seconds to the nearest one of another table after it, or before it, of the same customer. */
export interface Gaps {
  readonly seconds: Int32Array;
  /** To be called before a block of customers is read. */
  fill(block: number): void;
}

interface KeptGaps extends Gaps {
  /** Tells the events of the other table from those that take their place. */
  readonly of: MadeOfEvents;
  readonly after: boolean;
}

/** The gaps of the events of one table. */
export class EventGaps {
  readonly #table: EventArrays;
  readonly #space: Space;
  #kept: readonly KeptGaps[] = [];

  constructor({ customers, at, sequence, blocks, length }: EventTable, space: Space) {
    this.#table = { customers, at, sequence, blocks, length };
    this.#space = space;
  }

  get bytes(): number {
    return this.#kept.reduce((sum, { seconds }) => sum + seconds.byteLength, 0);
  }

  /** Whether gaps to another table are kept, or can be beside those that are. */
  takes(other: EventTable, after: boolean): boolean {
    this.#forgetGone();
    return this.#kept.length < KEPT || this.#known(other, after) !== undefined;
  }

  /** The gaps to the events of another table, which `takes` has allowed. */
  to(other: EventTable, after: boolean): Gaps {
    const known = this.#known(other, after);
    if (known !== undefined) return known;
    const seconds = this.#space.int32(roomFor(this.#table.length));
    const { customers, at, sequence, blocks, length } = other;
    const filled = new Uint8Array(this.#table.blocks.length);
    const fill = (block: number): void => {
      if (filled[block] === 1) return;
      filled[block] = 1;
      fillGaps(this.#table, { customers, at, sequence, blocks, length }, after, block, seconds);
    };
    const made = { of: madeOf(other), after, seconds, fill };
    this.#kept = [...this.#kept, made];
    return made;
  }

  free(): void {
    for (const { seconds } of this.#kept) this.#space.free(seconds);
  }

  #known(other: EventTable, after: boolean): KeptGaps | undefined {
    return this.#kept.find((gaps) => gaps.of === madeOf(other) && gaps.after === after);
  }

  /** Gives back the gaps to events that others have taken the place of. */
  #forgetGone(): void {
    for (const { of, seconds } of this.#kept) if (of.gone === true) this.#space.free(seconds);
    this.#kept = this.#kept.filter(({ of }) => of.gone !== true);
  }
}

type EventArrays = Pick<EventTable, "customers" | "at" | "sequence" | "blocks" | "length">;

/** Of events of one instant the sequence tells which comes first. */
function fillGaps(table: EventArrays, other: EventArrays, after: boolean, block: number, seconds: Int32Array): void {
  const to = blockStart(table, block + 1);
  const otherEnd = blockStart(other, block + 1);
  let next = blockStart(other, block);
  for (let event = blockStart(table, block); event < to; event++) {
    const customer = table.customers[event] ?? 0;
    const at = table.at[event] ?? 0;
    const sequence = table.sequence[event] ?? 0;
    for (; next < otherEnd; next++) {
      const order =
        (other.customers[next] ?? 0) - customer || (other.at[next] ?? 0) - at || (other.sequence[next] ?? 0) - sequence;
      if (order > 0 || (order === 0 && !after)) break;
    }
    const near = after ? next : next - 1;
    seconds[event] = other.customers[near] === customer ? Math.abs((other.at[near] ?? 0) - at) : NEVER;
  }
}
