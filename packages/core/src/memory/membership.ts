import type { CallOptions, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import { Bitmap } from "./kernels/bitmap.js";
import { Pacer } from "./pacer.js";
import type { Roster } from "./roster.js";

/** Memberships that wait before it is asked which of them are still wanted. */
const KEPT = 1_024;

/** Finds the rows of a membership and has it `take` them before anything changes. */
export type FindRows = (membership: BitmapMembership) => Promise<void>;

/** Rows of one engine's customers. */
export class BitmapMembership implements Membership {
  readonly #size: number;
  #roster: Roster;
  #rows: Bitmap | undefined;
  readonly #find: FindRows | undefined;
  /** How many of the rows lived when they last moved. */
  #moved: number;

  private constructor(roster: Roster, size: number, rows: Bitmap | undefined, find?: FindRows) {
    this.#roster = roster;
    this.#rows = rows;
    this.#find = find;
    this.#size = size;
    this.#moved = size;
  }

  static of(roster: Roster, rows: Bitmap, size = rows.count()): BitmapMembership {
    return new BitmapMembership(roster, size, rows);
  }

  /** Of which only the number is known. `find` is asked for the rows when they are wanted, while nothing has changed. */
  static counted(roster: Roster, size: number, find: FindRows): BitmapMembership {
    return new BitmapMembership(roster, size, undefined, find);
  }

  /** Finds the rows of memberships of which only the number is known. Others are left alone. */
  static async settle(memberships: readonly Membership[]): Promise<void> {
    for (const membership of memberships) {
      if (membership instanceof BitmapMembership) await membership.#settled();
    }
  }

  get size(): number {
    return this.#size;
  }

  get isSettled(): boolean {
    return this.#rows !== undefined;
  }

  /** The rows, found by somebody. */
  take(rows: Bitmap): void {
    this.#rows ??= rows;
  }

  /**
   * The rows of a settled membership of these customers, without those who were taken out since it was made.
   *
   * @throws AudienceError `not_supported` for a membership that another engine made
   */
  static rowsOf(membership: Membership, roster: Roster): Bitmap {
    if (membership instanceof BitmapMembership) {
      const rows = membership.#followRoster();
      if (membership.#roster === roster) return roster.whole ? rows : rows.and(roster.base);
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
    const rows = await this.#settled();
    const row = this.#roster.find(id);
    return row !== undefined && rows.has(row);
  }

  async *ids(options?: CallOptions): AsyncGenerator<string, void, undefined> {
    const pacer = new Pacer(options?.signal);
    let sinceBreath = 0;
    const rows = await this.#settled();
    for (const id of this.#roster.idsOf(rows)) {
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

  async #settled(): Promise<Bitmap> {
    if (this.#rows === undefined) await this.#find?.(this);
    return this.#followRoster();
  }

  /** Rows that moved together since are followed. */
  #followRoster(): Bitmap {
    let rows = this.#rows;
    if (rows === undefined) throw refuse("internal", "", "The rows of a membership are not known yet.");
    for (let next = this.#roster.successor; next !== undefined; next = next.successor) {
      rows = movedTogether(rows, this.#roster.base);
      this.#moved = rows.count();
      this.#roster = next;
    }
    this.#rows = rows;
    return rows;
  }

  async #with(other: Membership, join: (ours: Bitmap, theirs: Bitmap) => Bitmap): Promise<Membership> {
    await BitmapMembership.settle([this, other]);
    this.#followRoster();
    const roster = this.#roster;
    const ours = BitmapMembership.rowsOf(this, roster);
    return BitmapMembership.of(roster, join(ours, BitmapMembership.rowsOf(other, roster)));
  }
}

/** Memberships of which only the number is known, to be found out before something changes. */
export class UnsettledMemberships {
  #waiting: { readonly membership: WeakRef<BitmapMembership>; readonly find: () => Promise<Bitmap> }[] = [];
  #kept = KEPT;

  add(membership: BitmapMembership, find: () => Promise<Bitmap>): void {
    this.#waiting.push({ membership: new WeakRef(membership), find });
    if (this.#waiting.length <= this.#kept) return;
    this.#waiting = this.#waiting.filter((one) => one.membership.deref()?.isSettled === false);
    this.#kept = Math.max(KEPT, this.#waiting.length * 2);
  }

  async settle(): Promise<void> {
    for (const { membership, find } of this.#waiting.splice(0)) {
      const waiting = membership.deref();
      if (waiting?.isSettled === false) waiting.take(await find());
    }
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
