import type { CallOptions, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import { Bitmap } from "./kernels/bitmap.js";
import { Pacer } from "./pacer.js";
import type { Roster } from "./roster.js";

/** Rows of one engine's customers. */
export class BitmapMembership implements Membership {
  readonly size: number;
  #roster: Roster;
  #rows: Bitmap;
  /** How many of the rows lived when they last moved. */
  #moved: number;

  constructor(roster: Roster, rows: Bitmap, size = rows.count()) {
    this.#roster = roster;
    this.#rows = rows;
    this.size = size;
    this.#moved = size;
    Object.freeze(this);
  }

  /**
   * The rows of a membership of these customers, without those who were taken out since it was made.
   *
   * @throws AudienceError `not_supported` for a membership that another engine made
   */
  static rowsOf(membership: Membership, roster: Roster): Bitmap {
    if (membership instanceof BitmapMembership) {
      membership.#followRoster();
      if (membership.#roster === roster) return roster.whole ? membership.#rows : membership.#rows.and(roster.base);
    }
    throw refuse("not_supported", "", "A membership is of use only to the engine that made it.");
  }

  /** The same with their number. */
  static sizedRowsOf(membership: Membership, roster: Roster): { readonly rows: Bitmap; readonly size: number } {
    const rows = BitmapMembership.rowsOf(membership, roster);
    const known = roster.whole && membership instanceof BitmapMembership;
    return { rows, size: known ? membership.#moved : rows.count() };
  }

  async has(id: string): Promise<boolean> {
    this.#followRoster();
    const row = this.#roster.find(id);
    return row !== undefined && this.#rows.has(row);
  }

  async *ids(options?: CallOptions): AsyncGenerator<string, void, undefined> {
    const pacer = new Pacer(options?.signal);
    let sinceBreath = 0;
    this.#followRoster();
    for (const id of this.#roster.idsOf(this.#rows)) {
      yield id;
      if (++sinceBreath % 1_024 === 0) await pacer.breathe();
    }
  }

  async and(other: Membership): Promise<Membership> {
    return this.#with(other, (ours, theirs) => ours.and(theirs));
  }

  async or(other: Membership): Promise<Membership> {
    return this.#with(other, (ours, theirs) => ours.or(theirs));
  }

  async without(other: Membership): Promise<Membership> {
    return this.#with(other, (ours, theirs) => ours.without(theirs));
  }

  /** Rows that moved together since are followed. */
  #followRoster(): void {
    for (let next = this.#roster.successor; next !== undefined; next = next.successor) {
      this.#rows = movedTogether(this.#rows, this.#roster.base);
      this.#moved = this.#rows.count();
      this.#roster = next;
    }
  }

  #with(other: Membership, join: (ours: Bitmap, theirs: Bitmap) => Bitmap): Membership {
    this.#followRoster();
    const roster = this.#roster;
    const ours = BitmapMembership.rowsOf(this, roster);
    return new BitmapMembership(roster, join(ours, BitmapMembership.rowsOf(other, roster)));
  }
}

/** The bits of a set at the places that `kept` has, without the places between. */
function movedTogether(set: Bitmap, kept: Bitmap): Bitmap {
  const moved = new Bitmap(kept.count());
  let place = 0;
  kept.eachRow((row) => {
    if (set.has(row)) moved.add(place);
    place++;
  });
  return moved;
}
