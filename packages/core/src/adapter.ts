export type * from "./adapter/adapter.js";
export type * from "./plan/plan.js";
export type { Zone } from "./plan/zone.js";
export type * from "./source/records.js";
