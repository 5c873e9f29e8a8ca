import type { Audience, DefinedAudience, StaticAudience } from "../audience/audience.js";
import { audienceName, nameOfCopy } from "../audience/name.js";
import { admit, transition, type LifecycleAction } from "../audience/transition.js";
import { sortByCodePoints } from "../adapter/code-point-order.js";
import { canonicalText, definitionHash } from "../definition/canonical.js";
import { checkDefinition } from "../definition/check.js";
import { deepFreeze } from "../definition/freeze.js";
import type { Definition } from "../definition/language.js";
import { parseDefinition } from "../definition/parse.js";
import { throwIssues } from "../definition/prewalk.js";
import { referencedAudiences } from "../definition/walk.js";
import { refuse } from "../issue/issue.js";
import { readReferences } from "../process/referenced-audiences.js";
import { audienceOf, instantNow, type ServiceContext } from "./context.js";
import type { AudienceService, CreateAudience } from "./service.js";

interface Version {
  readonly version?: number;
}

/** What a draft begins with: nothing is asked yet. */
const emptyDefinition: Definition = deepFreeze({ version: 1, root: { kind: "group", match: "all", conditions: [] } });

/** Everything that changes audiences: asks the host, moves them along the lifecycle, writes, tells the listeners. */
export class AudienceCommands implements Pick<
  AudienceService,
  "create" | "createStatic" | "update" | "activate" | "archive" | "restore" | "duplicate" | "remove"
> {
  readonly #context: ServiceContext;
  readonly #onLive: (audience: Audience) => Promise<void>;

  /** @param onLive is waited for after an audience went live or came back */
  constructor(context: ServiceContext, onLive: (audience: Audience) => Promise<void>) {
    this.#context = context;
    this.#onLive = onLive;
  }

  async create({ name, definition }: CreateAudience): Promise<Audience> {
    await this.#context.permissions.demand("create");
    return this.#insertDraft(audienceName(name), this.#parsed(definition ?? emptyDefinition));
  }

  async createStatic({ name, ids }: { readonly name: string; readonly ids: Iterable<string> }): Promise<Audience> {
    await this.#context.permissions.demand("create");
    return this.#insertStatic(audienceName(name), listOf(ids));
  }

  async update(
    id: string,
    change: { readonly name?: string; readonly definition?: Definition; readonly version: number },
  ): Promise<Audience> {
    const audience = await this.#admitted(id, "edit", change);
    const edited = transition(audience, "edit", this.#by(change));
    if (audience.kind !== "defined" || edited.kind !== "defined") {
      throw refuse("bad_transition", "", "The list of a static audience is not edited.", "Make a new one.");
    }
    const name = change.name === undefined ? audience.name : audienceName(change.name);
    const definition = change.definition === undefined ? audience.definition : this.#parsed(change.definition);
    if (name === audience.name && canonicalText(definition) === canonicalText(audience.definition)) return audience;
    const next: DefinedAudience = { ...edited, name, definition, definitionHash: definitionHash(definition) };
    return this.#replace(audience, deepFreeze(next));
  }

  async activate(id: string, options: Version = {}): Promise<Audience> {
    const audience = await this.#admitted(id, "activate", options);
    const next = transition(audience, "activate", this.#by(options));
    if (audience.kind === "defined") await this.#demandSound(audience);
    await this.#replace(audience, next);
    await this.#onLive(next);
    return next;
  }

  async archive(id: string, options: Version = {}): Promise<Audience> {
    const audience = await this.#admitted(id, "archive", options);
    return this.#replace(audience, transition(audience, "archive", this.#by(options)));
  }

  async restore(id: string, options: Version = {}): Promise<Audience> {
    const audience = await this.#admitted(id, "restore", options);
    const next = await this.#replace(audience, transition(audience, "restore", this.#by(options)));
    if (next.status === "live") await this.#onLive(next);
    return next;
  }

  async duplicate(id: string, options: { readonly name?: string } = {}): Promise<Audience> {
    const { permissions, store, tenant } = this.#context;
    const audience = await audienceOf(this.#context, id);
    await permissions.demand("duplicate", audience);
    const name = options.name === undefined ? nameOfCopy(audience.name) : audienceName(options.name);
    if (audience.kind === "defined") return this.#insertDraft(name, audience.definition, id);
    return this.#insertStatic(name, (await store.members(tenant, id)) ?? [], id);
  }

  async remove(id: string, options: Version = {}): Promise<void> {
    const { store, tenant, listeners } = this.#context;
    const audience = await this.#admitted(id, "remove", options);
    const users = (await store.list(tenant)).filter(
      (other) => other.id !== id && other.kind === "defined" && referencedAudiences(other.definition).includes(id),
    );
    if (users.length > 0) {
      const names = users.map((other) => `"${other.name}"`).join(", ");
      throw refuse("audience_in_use", "", `Audience ${id} is part of ${names}.`, "Take it out there first.");
    }
    await store.remove(tenant, id, audience.version);
    listeners.tell({ type: "audience-removed", id });
  }

  async #admitted(id: string, action: LifecycleAction, { version }: Version): Promise<Audience> {
    const audience = await audienceOf(this.#context, id);
    await this.#context.permissions.demand(action, audience);
    admit(audience, action, version);
    return audience;
  }

  /** Refuses what cannot be evaluated, drafts among those it refers to included. */
  async #demandSound(audience: DefinedAudience): Promise<void> {
    const { store, tenant, catalog, limits } = this.#context;
    const { id, definition } = audience;
    const audiences = await readReferences(store, tenant, [definition], { id, definition });
    const issues = checkDefinition(definition, { catalog: catalog(), audiences, audienceId: id, limits });
    throwIssues(issues.filter((issue) => issue.severity === "error"));
  }

  async #insertDraft(name: string, definition: Definition, copiedFrom?: string): Promise<Audience> {
    const draft: DefinedAudience = deepFreeze({
      kind: "defined",
      ...this.#born(name, copiedFrom),
      status: "draft",
      definition,
      definitionHash: definitionHash(definition),
    });
    await this.#context.store.put(this.#context.tenant, draft, undefined);
    this.#context.listeners.tell({ type: "audience-changed", audience: draft });
    return draft;
  }

  async #insertStatic(name: string, ids: readonly string[], copiedFrom?: string): Promise<Audience> {
    const born = this.#born(name, copiedFrom);
    const audience: StaticAudience = deepFreeze({
      kind: "static",
      ...born,
      status: "live",
      activatedAt: born.createdAt,
      activatedBy: born.createdBy,
      listed: ids.length,
    });
    await this.#context.store.putStatic(this.#context.tenant, audience, ids);
    this.#context.listeners.tell({ type: "audience-changed", audience });
    await this.#onLive(audience);
    return audience;
  }

  #born(name: string, copiedFrom: string | undefined) {
    const { newId, user } = this.#context;
    const at = instantNow(this.#context);
    const copied = copiedFrom === undefined ? {} : { copiedFrom };
    return { id: newId(), name, version: 1, createdBy: user, createdAt: at, updatedAt: at, ...copied } as const;
  }

  async #replace(before: Audience, next: Audience): Promise<Audience> {
    await this.#context.store.put(this.#context.tenant, next, before.version);
    this.#context.listeners.tell({ type: "audience-changed", audience: next });
    return next;
  }

  #by({ version }: Version) {
    return { user: this.#context.user, at: instantNow(this.#context), version };
  }

  #parsed(definition: Definition): Definition {
    return deepFreeze(parseDefinition(definition, this.#context.limits));
  }
}

/** Each id once, in code-point order; a number is the text of its digits. */
function listOf(ids: Iterable<string>): readonly string[] {
  const list = new Set<string>();
  for (const id of ids) {
    const text = String(id);
    if (text === "") throw refuse("empty_text", "/ids", "An id is not empty.");
    list.add(text);
  }
  if (list.size === 0) throw refuse("empty_list", "/ids", "A static audience needs at least one id.");
  return sortByCodePoints([...list]);
}
