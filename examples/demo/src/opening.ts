import { zoneOf } from "@audiencekit/core/adapter";
import {
  createAudienceService,
  type AudienceService,
  type AudienceStore,
  type DataAdapter,
  type User,
} from "@audiencekit/core";
import type { Base, Seed } from "./bases/base.js";
import { demoClock, type DemoClock } from "./demo-clock.js";

const DAY = 86_400_000;

/** Who signs what in the demo; the first is the one who looks. */
const users: Readonly<Record<Seed["by"], User>> = {
  "Maren Holt": { id: "u1", name: "Maren Holt" },
  "Tomás Rivera": { id: "u2", name: "Tomás Rivera" },
  "Aiko Tanaka": { id: "u3", name: "Aiko Tanaka" },
};

/** The service of one base as the demo's user sees it, and its clock. */
export interface OpenDemo {
  readonly audiences: AudienceService;
  readonly clock: DemoClock;
  /** Moves the clock to the start of the next day and processes that night. */
  runNextNight(): Promise<void>;
}

/**
 * Opens a base over a store; a store that is still empty gets the seeds and their history first.
 *
 * @param onNight hears of each past night before it is counted, from 1
 */
export async function openDemo(
  base: Base,
  adapter: DataAdapter,
  store: AudienceStore,
  clock: DemoClock = demoClock(Date.parse(base.clockStart)),
  onNight: (night: number, of: number) => void = () => undefined,
): Promise<OpenDemo> {
  const audiences = serviceOf(base, adapter, store, users["Maren Holt"], clock);
  if ((await audiences.list()).length === 0) await seed(base, adapter, store, onNight);
  return {
    audiences,
    clock,
    async runNextNight() {
      const zone = zoneOf(base.timeZone);
      clock.moveTo(zone.startOfDay(zone.dayOf(clock.now()) + 1));
      await audiences.process();
    },
  };
}

function serviceOf(
  base: Base,
  adapter: DataAdapter,
  store: AudienceStore,
  user: User,
  clock: DemoClock,
): AudienceService {
  return createAudienceService({ adapter, store, user, clock, tenant: base.id, timeZone: base.timeZone });
}

async function seed(
  base: Base,
  adapter: DataAdapter,
  store: AudienceStore,
  onNight: (night: number, of: number) => void,
): Promise<void> {
  const start = Date.parse(base.clockStart);
  const zone = zoneOf(base.timeZone);
  for (const { name, by, createdDaysAgo, live, definition } of base.seeds) {
    const clock = demoClock(start - createdDaysAgo * DAY);
    const service = createAudienceService({
      adapter,
      store,
      user: users[by],
      clock,
      tenant: base.id,
      timeZone: base.timeZone,
      processOnActivate: false,
    });
    const draft = await service.create({ name, definition });
    clock.moveTo(clock.now() + 20 * 60_000);
    if (live) await service.activate(draft.id);
  }
  const today = zone.dayOf(start);
  const past = serviceOf(base, adapter, store, users["Maren Holt"], demoClock(start));
  const nights = base.backfilledNights;
  for (let night = 1; night <= nights; night += 1) {
    onNight(night, nights);
    const date = dateOf(today - nights + night);
    await past.backfill({ from: date, to: date });
  }
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
