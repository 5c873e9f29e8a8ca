import type { Audience } from "../audience/audience.js";
import type { Definition } from "../definition/language.js";
import type { AudienceLookup, ReferencedAudience } from "../definition/references.js";
import { referencedAudiences } from "../definition/walk.js";
import type { AudienceStore } from "../store/store.js";

/** An audience whose definition is being edited: what is on the screen counts, not what was saved. */
export interface EditedAudience {
  readonly id: string;
  readonly definition: Definition;
}

/** Who is in, in the language: a static audience is the list of its own id. */
export function definitionOf(audience: Audience): Definition {
  if (audience.kind === "defined") return audience.definition;
  return {
    version: 1,
    root: { kind: "group", match: "all", conditions: [{ kind: "audience", audience: audience.id }] },
  };
}

/** Reads the audiences that definitions refer to, directly or not, each once. Other tenants' are not found. */
export async function readReferences(
  store: AudienceStore,
  tenant: string,
  definitions: Iterable<Definition>,
  edited?: EditedAudience,
): Promise<AudienceLookup> {
  const found = new Map<string, ReferencedAudience>();
  const seen = new Set<string>();
  const pending = [...definitions].flatMap(referencedAudiences);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const audience = await store.get(tenant, id);
    if (audience === undefined) continue;
    const reference = await asReference(store, tenant, audience, edited);
    found.set(id, reference);
    if ("definition" in reference) pending.push(...referencedAudiences(reference.definition));
  }
  return (id) => found.get(id);
}

async function asReference(
  store: AudienceStore,
  tenant: string,
  audience: Audience,
  edited: EditedAudience | undefined,
): Promise<ReferencedAudience> {
  const { id, name } = audience;
  // One that was archived as a draft can come back as one and be edited: it is no firmer than a draft.
  const status = audience.activatedAt === undefined ? "draft" : audience.status;
  if (audience.kind === "static") return { id, name, status, ids: (await store.members(tenant, id)) ?? [] };
  return { id, name, status, definition: edited?.id === id ? edited.definition : audience.definition };
}
