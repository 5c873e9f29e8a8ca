export type * from "./adapter/adapter.js";
export type * from "./plan/plan.js";
export type { Zone } from "./plan/zone.js";
export { zoneOf } from "./plan/zone-of.js";
export type * from "./source/records.js";
