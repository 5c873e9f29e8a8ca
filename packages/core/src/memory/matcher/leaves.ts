import type { CustomerProfile } from "../../adapter/adapter.js";
import type { Catalog } from "../../catalog/catalog.js";
import type { PlanColumn, PlanNode, RfmColumn, RfmField } from "../../plan/plan.js";
import type { Zone } from "../../plan/zone.js";
import { zoneOf } from "../../plan/zone-of.js";
import type { Column } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { bucketOf } from "../planner/bucket.js";
import { LoneCustomer } from "./lone-customer.js";
import { RfmRanks, type RfmScore } from "./rfm-ranks.js";
import { carries, toldTags, type ToldTags } from "./told-tags.js";

/** What is not read off a stored attribute: a condition on events, tags, buckets and ranks, or a list of ids. */
export type Answered =
  | { readonly kind: "leaf"; readonly node: Exclude<PlanNode, { kind: "group" | "audience" }>; readonly asOf: number }
  | { readonly kind: "list"; readonly ids: readonly string[] };

/** How the base answers. */
export interface BaseAnswers {
  readonly catalog: Catalog;
  bits(node: PlanNode, asOf: number): Promise<Bitmap>;
  column(column: PlanColumn, asOf: number, path?: string): Promise<Column>;
  rowsOf(ids: Iterable<string>): Bitmap;
}

/** Conditions that are answered one by one: of the base at once, of somebody told when they are told. */
export class LeafAnswers {
  /** Who of the base meets a condition, by its place. */
  readonly stored: Bitmap[] = [];
  readonly #base: BaseAnswers;
  /** Of somebody without any events and tags. */
  readonly #quiet: boolean[] = [];
  readonly #byId: { readonly place: number; readonly holds: (id: string) => boolean }[] = [];
  readonly #byEvents: { readonly place: number; readonly holds: (lone: LoneCustomer) => Promise<boolean> }[] = [];
  readonly #byTags: { readonly place: number; readonly holds: (told: ToldTags) => boolean }[] = [];
  /** Tags that events drop too. */
  readonly #ruled: ReadonlySet<string>;
  readonly #zone: Zone;
  readonly #ranks = new Map<number, RfmRanks>();
  #nobody: LoneCustomer | undefined;

  constructor(base: BaseAnswers) {
    this.#base = base;
    this.#ruled = new Set(base.catalog.tagRules.map(({ tag }) => tag));
    this.#zone = zoneOf(base.catalog.timeZone);
  }

  /** The place of the condition. */
  async add(asked: Answered): Promise<number> {
    const place = this.#quiet.push(false) - 1;
    if (asked.kind === "list") {
      const ids = new Set(asked.ids);
      this.stored.push(this.#base.rowsOf(ids));
      this.#byId.push({ place, holds: (id) => ids.has(id) });
      return place;
    }
    const { node, asOf } = asked;
    this.stored.push(await this.#base.bits(node, asOf));
    if (node.kind === "sample") {
      this.#byId.push({ place, holds: (id) => inBuckets(bucketOf(node.salt, id), node) });
      return place;
    }
    if (node.kind === "tag") {
      this.#byTags.push({ place, holds: (told) => carries(told, node, asOf) });
      this.#quiet[place] = carries(new Map(), node, asOf);
      if (!node.tags.some((tag) => this.#ruled.has(tag))) return place;
    }
    const holds = await this.#ofEvents(node, asOf);
    this.#nobody ??= await LoneCustomer.of(this.#base.catalog, { id: "nobody" });
    this.#quiet[place] = await holds(this.#nobody);
    this.#byEvents.push({ place, holds });
    return place;
  }

  /** Lets go of what the base answered. */
  forgetStored(): void {
    this.stored.length = 0;
  }

  /** Which conditions somebody without any events and tags meets, by place. */
  ofQuiet(id: string): readonly boolean[] {
    if (this.#byId.length === 0) return this.#quiet;
    const answers = [...this.#quiet];
    for (const { place, holds } of this.#byId) answers[place] = holds(id);
    return answers;
  }

  /** @throws AudienceError `bad_row` for an event or tag that cannot be read */
  async ofProfile(profile: CustomerProfile): Promise<readonly boolean[]> {
    const answers = [...this.ofQuiet(String(profile.id))];
    const { events = [], tags = [] } = profile;
    if (tags.length > 0) {
      const told = await toldTags(profile, this.#zone);
      for (const { place, holds } of this.#byTags) answers[place] = holds(told);
    }
    if (events.length === 0 || this.#byEvents.length === 0) return answers;
    const lone = await LoneCustomer.of(this.#base.catalog, profile);
    for (const { place, holds } of this.#byEvents) answers[place] = await holds(lone);
    return answers;
  }

  async #ofEvents(node: PlanNode, asOf: number): Promise<(lone: LoneCustomer) => Promise<boolean>> {
    if (node.kind !== "attribute" || node.column.kind !== "rfm" || !isScore(node.column.field)) {
      return (lone) => lone.meets(node, asOf);
    }
    const { test, column } = node;
    const { field } = node.column;
    const ranks =
      this.#ranks.get(asOf) ?? (await RfmRanks.of(column.rfm, (axis) => this.#base.column(axisOf(column, axis), asOf)));
    this.#ranks.set(asOf, ranks);
    return (lone) => ranks.meets((axis) => lone.column(axisOf(column, axis), asOf), field, test);
  }
}

function axisOf(column: RfmColumn, field: RfmField): RfmColumn {
  return { ...column, field, type: "number" };
}

function isScore(field: string): field is RfmScore {
  return field.endsWith("Score") || field === "group";
}

function inBuckets(bucket: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return from <= bucket && bucket < to;
}
