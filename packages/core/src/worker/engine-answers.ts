import type { DataAdapter, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import type { MemoryAdapter } from "../memory/adapter.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { openDataFolder } from "../memory/load/open-data-folder.js";
import { openSavedBase } from "../memory/saved/open-saved-base.js";
import type { EngineCalls, PageCalls } from "./calls.js";
import type { Answers, Conversation } from "./conversation.js";
import { receivedFile } from "./files.js";
import { receivedRows } from "./given-rows.js";
import { HeldBases } from "./held-bases.js";
import { restoreZones } from "./restore-zones.js";
import { isBytes, isCustomer, isEvent, isProfile, isTag, isText } from "./rows.js";
import type { BaseLoaders } from "./serve-engine.js";
import { Feed, pulled, Streams } from "./streams.js";

/** Pieces of a saved base that go over in one message at most: each is of some megabytes. */
const SAVED_PIECES = 2;

/** What an engine says to a page. */
export function engineAnswers(page: Conversation<EngineCalls, PageCalls>, loaders: BaseLoaders): Answers<EngineCalls> {
  const bases = new HeldBases();
  const streams = new Streams();
  const rows = <T>(stream: number, is: (item: unknown) => item is T) => pulled(page, stream, is);
  const ids = async (stream: number): Promise<readonly string[]> => {
    const all: string[] = [];
    for await (const id of pulled(page, stream, isText)) all.push(id);
    return all;
  };

  return {
    ...streams.answers,

    async loadRows({ options, folder, customers, events, tags }, { signal, progress }) {
      const adapter = await memoryAdapter({
        ...options,
        customers: await receivedRows(page, customers, { folder, name: "customers", signal }, isCustomer),
        events: await receivedRows(page, events, { folder, name: "events", signal }, isEvent),
        tags: await receivedRows(page, tags, { folder, name: "tags", signal }, isTag),
        onProgress: progress,
        signal,
      });
      return bases.hold(adapter);
    },
    async loadFolder({ options, folder }, { signal, progress }) {
      const open = (name: string) => receivedFile(page, { folder, name, signal });
      const { adapter, audiences } = await openDataFolder({ ...options, open, onProgress: progress, signal });
      return { ...bases.hold(adapter), audiences };
    },
    async loadNamed({ name, input }, { signal, progress }) {
      const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
      if (load === undefined) throw refuse("not_found", "", `The engine has no base named "${name}".`);
      return bases.hold(await load(input, { onProgress: progress, signal }));
    },
    async loadSaved({ options, folder, pieces }, { signal, progress }) {
      const source =
        pieces === undefined ? await receivedFile(page, { folder, name: "", signal }) : pulled(page, pieces, isBytes);
      if (source === undefined) throw refuse("bad_file", "", "There is no saved base.");
      return bases.hold(await openSavedBase(source, { ...options, onProgress: progress, signal }));
    },
    async closeBase({ base }) {
      bases.close(base);
    },

    async baseSize({ base }, { signal }) {
      return bases.adapter(base).baseSize({ signal });
    },
    async dataUntil({ base }, { signal }) {
      return bases.adapter(base).dataUntil({ signal });
    },
    async evaluate({ base, plan }, { signal }) {
      restoreZones(plan);
      return bases.holding(base, bases.adapter(base).evaluate(plan, { signal }));
    },
    async breakdown({ base, plan }, { signal }) {
      restoreZones(plan);
      return bases.adapter(base).breakdown(plan, { signal });
    },
    async compose({ base, members, composition }, { signal }) {
      restoreZones(composition);
      return bases.adapter(base).compose(bases.membership(base, members), composition, { signal });
    },
    async everybody({ base }, { signal }) {
      return bases.holding(base, bases.adapter(base).base({ signal }));
    },
    async membershipOf({ base, stream }, { signal }) {
      return bases.holding(base, bases.adapter(base).membershipOf(await ids(stream), { signal }));
    },
    async valueCounts({ base, column, options }, { signal }) {
      restoreZones(column);
      return bases.adapter(base).valueCounts(column, { ...options, signal });
    },
    async propertyCounts({ base, types, property, options }, { signal }) {
      return bases.adapter(base).propertyCounts(types, property, { ...options, signal });
    },
    async tagCounts({ base, asOf, options }, { signal }) {
      return bases.adapter(base).tagCounts(asOf, { ...options, signal });
    },
    async histogram({ base, column, bins }, { signal }) {
      restoreZones(column);
      return bases.adapter(base).histogram(column, bins, { signal });
    },
    async overlap({ base, sets, regions }, { signal }) {
      const memberships = sets.map((members) => bases.membership(base, members));
      return bases.adapter(base).overlap(memberships, { regions, signal });
    },
    async compare({ base, plan, against }, { signal }) {
      restoreZones(plan);
      restoreZones(against);
      return bases.adapter(base).compare(plan, against, { signal });
    },
    async memory({ base }) {
      return inMemory(bases.adapter(base)).memory();
    },
    async save({ base, options }) {
      return streams.hold(Feed.of(inMemory(bases.adapter(base)).save(options), (piece) => piece, SAVED_PIECES));
    },
    async explainPlan({ base, plan }, { signal }) {
      restoreZones(plan);
      const explained = await bases.adapter(base).explainPlan?.(plan, { signal });
      if (explained === undefined) throw refuse("not_supported", "", "This engine does not explain its plans.");
      return explained;
    },

    async append({ base, attributes, stream }, { signal }) {
      return bases.changed(base, (adapter) => adapter.append?.(attributes, rows(stream, isCustomer), { signal }));
    },
    async upsert({ base, stream }, { signal }) {
      return bases.changed(base, (adapter) => adapter.upsert?.(rows(stream, isCustomer), { signal }));
    },
    async addEvents({ base, stream }, { signal }) {
      return bases.changed(base, (adapter) => adapter.addEvents?.(rows(stream, isEvent), { signal }));
    },
    async addTags({ base, stream }, { signal }) {
      return bases.changed(base, (adapter) => adapter.addTags?.(rows(stream, isTag), { signal }));
    },
    async erase({ base, stream }, { signal }) {
      const gone = await ids(stream);
      return bases.changed(base, (adapter) => adapter.erase?.(gone, { signal }));
    },

    async has({ base, members, id }) {
      return bases.membership(base, members).has(id);
    },
    async combine({ base, members, how, other }) {
      const membership: Membership = bases.membership(base, members);
      return bases.holding(base, membership[how](bases.membership(base, other)));
    },
    async ids({ base, members }) {
      return streams.hold(Feed.of(bases.membership(base, members).ids(), (id) => id));
    },
    async matcher({ base, plans }, { signal }) {
      for (const plan of plans) restoreZones(plan);
      const matcher = await bases.adapter(base).matcher?.(plans, { signal });
      if (matcher === undefined) throw refuse("not_supported", "", "This engine has no matcher.");
      return bases.holdMatcher(base, matcher);
    },
    async audiencesOf({ base, matcher, id }, { signal }) {
      return bases.matcher(base, matcher).audiencesOf(id, { signal });
    },
    async audiencesOfProfile({ base, matcher, profile }, { signal }) {
      if (!isProfile(profile)) throw refuse("bad_row", "/id", "id is missing.");
      return bases.matcher(base, matcher).audiencesOfProfile(profile, { signal });
    },
    async release({ base, held }) {
      bases.release(base, held);
    },
  };
}

/** @throws AudienceError `not_supported` for a host's own adapter */
function inMemory(adapter: DataAdapter): MemoryAdapter {
  if (isInMemory(adapter)) return adapter;
  throw refuse("not_supported", "", "Only customers of a memory adapter can be measured and saved.");
}

function isInMemory(adapter: DataAdapter): adapter is MemoryAdapter {
  return "memory" in adapter && "save" in adapter;
}
