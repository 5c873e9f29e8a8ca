export type { World } from "./testing/world.js";
export { referenceCells, referenceMembers } from "./testing/reference/reference.js";
export { testAudienceStore } from "./testing/store-conformance.js";
export type { StoreConformance } from "./testing/store-conformance.js";
