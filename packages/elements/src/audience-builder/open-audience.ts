import type { Audience, AudienceService, Catalog } from "@audiencekit/core";
import type { BuilderMessages } from "../messages/english/builder.js";
import { pickerItems, type NamedAudience, type PickerItem } from "./picker-items.js";

/** Everything the builder reads once before an audience can be edited. */
export interface OpenedAudience {
  /** None for an audience that is not saved yet. */
  readonly audience: Audience | undefined;
  readonly catalog: Catalog;
  readonly base: number;
  /** Audiences a condition may name; archived ones are named where they stand, and not offered. */
  readonly audiences: readonly NamedAudience[];
  readonly items: readonly PickerItem[];
  readonly mayEdit: boolean;
  readonly mayActivate: boolean;
}

/** How many tags are read with their counts. */
const tagsRead = 500;

export async function openAudience(
  service: AudienceService,
  id: string | undefined,
  texts: BuilderMessages,
  signal: AbortSignal,
): Promise<OpenedAudience> {
  const [audience, catalog, base, tags, listings] = await Promise.all([
    id === undefined ? undefined : service.get(id, { signal }),
    service.catalog({ signal }),
    service.baseSize({ signal }),
    service.tagCounts({ limit: tagsRead, signal }),
    service.list({ signal }),
  ]);
  const [mayEdit, mayActivate] = await Promise.all([
    audience === undefined ? service.can("create") : service.can("edit", audience),
    service.can("activate", audience),
  ]);
  const audiences = listings
    .map((listing) => listing.audience)
    .filter((other) => other.id !== id)
    .map(({ id: otherId, name, status }) => ({ id: otherId, name, status }));
  const items = pickerItems(catalog, {
    tags: tags.values.map(({ value, count }) => ({ name: String(value), count })),
    audiences: audiences.filter(({ status }) => status !== "archived"),
    sample: { label: texts.sampleLabel, description: texts.sampleDescription },
  });
  return { audience, catalog, base, audiences, items, mayEdit, mayActivate };
}
