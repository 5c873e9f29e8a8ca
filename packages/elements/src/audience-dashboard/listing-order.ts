import type { AudienceListing } from "@audiencekit/core";

export type SortColumn = "status" | "name" | "createdBy" | "createdOn" | "processedOn" | "size" | "change";
export type StatusFilter = "all" | "live" | "draft" | "archived";

export interface Sorting {
  readonly column: SortColumn;
  readonly ascending: boolean;
}

/** How many audiences each filter would show. `all` is live and draft. */
export type FilterCounts = Readonly<Record<StatusFilter, number>>;

/** Whether a filter lets an audience through. */
export function shows({ audience }: AudienceListing, filter: StatusFilter): boolean {
  return filter === "all" ? audience.status !== "archived" : audience.status === filter;
}

export function filterCounts(listings: readonly AudienceListing[]): FilterCounts {
  const count = (filter: StatusFilter) => listings.filter((listing) => shows(listing, filter)).length;
  return { all: count("all"), live: count("live"), draft: count("draft"), archived: count("archived") };
}

/** The size last published, and what it changed by. */
export function lastSize(
  listing: AudienceListing,
): { readonly size: number; readonly change: number | undefined } | undefined {
  const run = listing.recent.at(-1);
  if (run?.outcome.kind !== "published") return undefined;
  const { size, entered, left } = run.outcome;
  return { size, change: entered === null || left === null ? undefined : entered - left };
}

/** Sorted; audiences without a value of the column stand last either way, and ties keep the newest first. */
export function sorted(
  listings: readonly AudienceListing[],
  { column, ascending }: Sorting,
  locale: string,
): readonly AudienceListing[] {
  const texts = new Intl.Collator(locale, { sensitivity: "base", numeric: true });
  const valueOf = values[column];
  const direction = ascending ? 1 : -1;
  return listings
    .map((listing) => ({ listing, value: valueOf(listing) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined) || newestFirst(a.listing, b.listing);
      }
      const order =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : texts.compare(String(a.value), String(b.value));
      return order * direction || newestFirst(a.listing, b.listing);
    })
    .map(({ listing }) => listing);
}

const statusRank = { live: 0, draft: 1, archived: 2 } as const;
const readinessRank = { failed: 0, stale: 1, processing: 2, ready: 3, draft: 4, archived: 5 } as const;

const values: Readonly<Record<SortColumn, (listing: AudienceListing) => number | string | undefined>> = {
  status: ({ audience, readiness }) => statusRank[audience.status] * 10 + readinessRank[readiness.state],
  name: ({ audience }) => audience.name,
  createdBy: ({ audience }) => audience.createdBy.name,
  createdOn: ({ audience }) => Date.parse(audience.createdAt),
  processedOn: ({ recent }) => {
    const run = recent.at(-1);
    return run === undefined ? undefined : Date.parse(run.processedAt);
  },
  size: (listing) => lastSize(listing)?.size,
  change: (listing) => lastSize(listing)?.change,
};

function newestFirst(a: AudienceListing, b: AudienceListing): number {
  return Date.parse(b.audience.createdAt) - Date.parse(a.audience.createdAt);
}
