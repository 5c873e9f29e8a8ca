import type { CallOptions, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import type { Plan } from "../plan/plan.js";
import { Bitmap } from "./kernels/bitmap.js";
import { Pacer } from "./pacer.js";
import type { Roster } from "./roster.js";

/** Memberships that wait before it is asked which of them are still wanted. */
const KEPT = 1_024;

/** The last memberships, held by the list itself: a weak reference takes as long to make as a count. */
const LAST = 32;

/** Finds the members of plans. */
export interface MemberSource {
  /** To be asked at any time: what it tells is taken before anything changes. */
  whileNothingChanges(plan: Plan, take: (rows: Bitmap) => void): Promise<void>;
  /** To be asked by who has the base to itself. */
  now(plan: Plan): Promise<Bitmap>;
}

/** Rows of one engine's customers. */
export class BitmapMembership implements Membership {
  readonly #size: number;
  #roster: Roster;
  #rows: Bitmap | undefined;
  readonly #source: MemberSource | undefined;
  readonly #plan: Plan | undefined;
  /** How many of the rows lived when they last moved. */
  #moved: number;

  private constructor(
    roster: Roster,
    size: number,
    rows: Bitmap | undefined,
    source: MemberSource | undefined,
    plan: Plan | undefined,
  ) {
    this.#roster = roster;
    this.#rows = rows;
    this.#source = source;
    this.#plan = plan;
    this.#size = size;
    this.#moved = size;
  }

  static of(roster: Roster, rows: Bitmap, size = rows.count()): BitmapMembership {
    return new BitmapMembership(roster, size, rows, undefined, undefined);
  }

  /** Of which only the number is known. The source is asked for the rows when they are wanted, while nothing has changed. */
  static counted(roster: Roster, size: number, source: MemberSource, plan: Plan): BitmapMembership {
    return new BitmapMembership(roster, size, undefined, source, plan);
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

  /** Finds the rows, for who has the base to itself. */
  async settle(): Promise<void> {
    if (this.#rows !== undefined || this.#source === undefined || this.#plan === undefined) return;
    const rows = await this.#source.now(this.#plan);
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
    if (this.#rows === undefined && this.#source !== undefined && this.#plan !== undefined) {
      await this.#source.whileNothingChanges(this.#plan, (rows) => (this.#rows ??= rows));
    }
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
  #waiting: WeakRef<BitmapMembership>[] = [];
  #last: BitmapMembership[] = [];
  #kept = KEPT;

  add(membership: BitmapMembership): void {
    this.#last.push(membership);
    if (this.#last.length < LAST) return;
    for (const one of this.#last) if (!one.isSettled) this.#waiting.push(new WeakRef(one));
    this.#last = [];
    if (this.#waiting.length <= this.#kept) return;
    this.#waiting = this.#waiting.filter((one) => one.deref()?.isSettled === false);
    this.#kept = Math.max(KEPT, this.#waiting.length * 2);
  }

  async settle(): Promise<void> {
    for (const waiting of this.#waiting.splice(0)) await waiting.deref()?.settle();
    for (const membership of this.#last.splice(0)) await membership.settle();
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
