import type { Roster } from "../roster.js";

/** Finds rows by id in one step, where a roster searches. Four to eight bytes a customer. */
export class IdIndex {
  readonly #roster: Roster;
  /** Rows and one by the hash of their id or in the next free place, 0 where it is free. */
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(roster: Roster) {
    this.#roster = roster;
    const size = 2 ** Math.ceil(Math.log2(roster.rows * 1.5 + 2));
    this.#table = new Int32Array(size);
    this.#mask = size - 1;
    for (const [row, id] of roster.entries()) {
      let place = hashOf(id) & this.#mask;
      while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
      this.#table[place] = row + 1;
    }
  }

  /** The row; undefined also for one who was put in or taken out since. */
  find(id: string): number | undefined {
    for (let place = hashOf(id) & this.#mask; ; place = (place + 1) & this.#mask) {
      const row = (this.#table[place] ?? 0) - 1;
      if (row < 0) return undefined;
      if (this.#roster.idOf(row) === id) return row;
    }
  }
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 15);
}
