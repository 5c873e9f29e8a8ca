export type { World } from "./testing/world.js";
export { referenceCells, referenceMembers } from "./testing/reference/reference.js";
