import type { Catalog } from "../catalog/catalog.js";
import type { ReferencedAudience } from "../definition/references.js";
import type { CustomerInput, EventInput, TagInput } from "../source/records.js";

/** Everything a definition can look at: what can be asked, the data, and the audiences it may name. */
export interface World {
  readonly catalog: Catalog;
  readonly customers: readonly CustomerInput[];
  readonly events: readonly EventInput[];
  readonly tags: readonly TagInput[];
  readonly audiences?: readonly ReferencedAudience[];
}
