export { conformanceCases } from "./testing/conformance/cases.js";
export type { CellValue, ConformanceCase, Expectation } from "./testing/conformance/table.js";
export { testDataAdapter } from "./testing/conformance/test-data-adapter.js";
export type { DataAdapterSuite } from "./testing/conformance/test-data-adapter.js";
export type { World } from "./testing/world.js";
export { referenceCells, referenceMembers } from "./testing/reference/reference.js";
export type { ReferenceCell } from "./testing/reference/reference.js";
export { testAudienceStore } from "./testing/store-conformance.js";
export type { StoreConformance } from "./testing/store-conformance.js";
