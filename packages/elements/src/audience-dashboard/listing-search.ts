import { fold, nearest, type AudienceListing } from "@audiencekit/core";

const known = new WeakMap<AudienceListing, string>();

/** Text with case and accents set aside, as it is searched. */
export function searchable(text: string): string {
  return fold(text.normalize("NFD").replace(/\p{Mn}/gu, ""));
}

/** Audiences whose name or creator holds every word of the search. */
export function searched(listings: readonly AudienceListing[], search: string): readonly AudienceListing[] {
  const words = wordsOf(search);
  if (words.length === 0) return listings;
  return listings.filter((listing) => words.every((word) => textOf(listing).includes(word)));
}

/** The audience with most words of the search in it, or nearly; undefined where it has none. */
export function nearestListing(listings: readonly AudienceListing[], search: string): AudienceListing | undefined {
  const words = wordsOf(search);
  let best: AudienceListing | undefined;
  let most = 0;
  for (const listing of listings) {
    const text = textOf(listing);
    const candidates = wordsOf(text);
    const found = words.filter((word) => text.includes(word) || nearest(word, candidates) !== undefined).length;
    if (found > most) [best, most] = [listing, found];
  }
  return best;
}

function wordsOf(text: string): readonly string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function textOf(listing: AudienceListing): string {
  let text = known.get(listing);
  if (text === undefined) {
    text = searchable(`${listing.audience.name} ${listing.audience.createdBy.name}`);
    known.set(listing, text);
  }
  return text;
}
