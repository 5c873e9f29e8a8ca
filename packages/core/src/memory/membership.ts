import type { CallOptions, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import type { Bitmap } from "./kernels/bitmap.js";
import { Pacer } from "./pacer.js";
import type { Roster } from "./roster.js";

/** Rows of one engine's customers. */
export class BitmapMembership implements Membership {
  readonly size: number;
  readonly #roster: Roster;
  readonly #rows: Bitmap;

  constructor(roster: Roster, rows: Bitmap) {
    this.#roster = roster;
    this.#rows = rows;
    this.size = rows.count();
    Object.freeze(this);
  }

  /**
   * The rows of a membership of these customers.
   *
   * @throws AudienceError `not_supported` for a membership that another engine made
   */
  static rowsOf(membership: Membership, roster: Roster): Bitmap {
    if (membership instanceof BitmapMembership && membership.#roster === roster) return membership.#rows;
    throw refuse("not_supported", "", "A membership is of use only to the engine that made it.");
  }

  async has(id: string): Promise<boolean> {
    const row = this.#roster.find(id);
    return row !== undefined && this.#rows.has(row);
  }

  async *ids(options?: CallOptions): AsyncGenerator<string, void, undefined> {
    const pacer = new Pacer(options?.signal);
    let sinceBreath = 0;
    for (const id of this.#roster.idsOf(this.#rows)) {
      yield id;
      if (++sinceBreath % 1_024 === 0) await pacer.breathe();
    }
  }

  async and(other: Membership): Promise<Membership> {
    return this.#with(this.#rows.and(this.#rowsOf(other)));
  }

  async or(other: Membership): Promise<Membership> {
    return this.#with(this.#rows.or(this.#rowsOf(other)));
  }

  async without(other: Membership): Promise<Membership> {
    return this.#with(this.#rows.without(this.#rowsOf(other)));
  }

  #rowsOf(other: Membership): Bitmap {
    return BitmapMembership.rowsOf(other, this.#roster);
  }

  #with(rows: Bitmap): Membership {
    return new BitmapMembership(this.#roster, rows);
  }
}
