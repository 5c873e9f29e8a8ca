import type { AudienceMatcher, DataAdapter, DistantMatcher, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import type { MemoryAdapter } from "../memory/adapter.js";
import type { LoadReport } from "../source/records.js";
import { optionalMethods, type BaseState, type Changed, type HeldMembership, type OpenedBase } from "./calls.js";

interface HeldBase {
  readonly adapter: DataAdapter;
  readonly memberships: Map<number, Membership>;
  readonly matchers: Map<number, Matcher>;
}

type Matcher = AudienceMatcher | DistantMatcher;

const nothingRead: LoadReport = {
  customers: 0,
  events: 0,
  tags: 0,
  unknownCustomers: { events: 0, tags: 0, appended: 0 },
  rejectedCount: 0,
  rejected: [],
};

/** Bases of an engine, and the memberships and matchers somebody holds of them, by number. */
export class HeldBases {
  readonly #bases = new Map<number, HeldBase>();
  #last = 0;

  hold(adapter: DataAdapter): OpenedBase {
    const base = ++this.#last;
    this.#bases.set(base, { adapter, memberships: new Map(), matchers: new Map() });
    const methods = optionalMethods.filter((method) => adapter[method] !== undefined);
    return { base, state: stateOf(adapter), methods };
  }

  close(base: number): void {
    const adapter = this.#bases.get(base)?.adapter;
    this.#bases.delete(base);
    if (adapter !== undefined && canBeClosed(adapter)) void adapter.close();
  }

  /** @throws AudienceError `engine_lost` for a base that was closed */
  adapter(base: number): DataAdapter {
    return this.#of(base).adapter;
  }

  membership(base: number, members: number): Membership {
    const membership = this.#of(base).memberships.get(members);
    if (membership === undefined) throw refuse("internal", "", "This membership was let go.");
    return membership;
  }

  async holding(base: number, made: Promise<Membership>): Promise<HeldMembership> {
    const membership = await made;
    const members = ++this.#last;
    this.#of(base).memberships.set(members, membership);
    return { members, size: membership.size };
  }

  holdMatcher(base: number, matcher: Matcher): number {
    const held = ++this.#last;
    this.#of(base).matchers.set(held, matcher);
    return held;
  }

  matcher(base: number, held: number): Matcher {
    const matcher = this.#of(base).matchers.get(held);
    if (matcher === undefined) throw refuse("internal", "", "This matcher was let go.");
    return matcher;
  }

  release(base: number, held: number): void {
    this.#bases.get(base)?.memberships.delete(held);
    this.#bases.get(base)?.matchers.delete(held);
  }

  /** Does what changes a base. */
  async changed<Report>(base: number, change: (adapter: DataAdapter) => Promise<Report> | undefined) {
    const adapter = this.adapter(base);
    const [catalog, revision] = [adapter.catalog(), adapter.revision?.()];
    const report = await change(adapter);
    if (report === undefined) throw refuse("not_supported", "", "This engine cannot do that.");
    const same = adapter.catalog() === catalog && adapter.revision?.() === revision;
    const done: Changed<Report> = { report, state: same ? undefined : stateOf(adapter) };
    return done;
  }

  #of(base: number): HeldBase {
    const held = this.#bases.get(base);
    if (held === undefined)
      throw refuse("engine_lost", "", "These customers were closed.", "Load the customers again.");
    return held;
  }
}

function stateOf(adapter: DataAdapter): BaseState {
  const report = hasReport(adapter) ? adapter.report : nothingRead;
  return { capabilities: adapter.capabilities, catalog: adapter.catalog(), report, revision: adapter.revision?.() };
}

function canBeClosed(adapter: DataAdapter): adapter is MemoryAdapter {
  return "close" in adapter;
}

function hasReport(adapter: DataAdapter): adapter is MemoryAdapter {
  return "report" in adapter;
}
