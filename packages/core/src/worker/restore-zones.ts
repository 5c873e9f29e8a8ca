import { zoneOf } from "../plan/zone-of.js";

/** Gives the zones within a plan, or within a part of one, their arithmetic back: only their names go from thread to thread. */
export function restoreZones(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  if (Array.isArray(part)) {
    for (const item of part) restoreZones(item);
    return;
  }
  for (const [key, inner] of Object.entries(part)) {
    if (key !== "zone" || !isNamed(inner)) restoreZones(inner);
    else if (inner !== zoneOf(inner.id)) Reflect.set(part, key, zoneOf(inner.id));
  }
}

function isNamed(zone: unknown): zone is { readonly id: string } {
  return typeof zone === "object" && zone !== null && "id" in zone && typeof zone.id === "string";
}
