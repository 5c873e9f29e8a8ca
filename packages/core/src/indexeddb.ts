export { indexedDbStore } from "./store/indexeddb-store.js";
export type { IndexedDbStore, IndexedDbStoreOptions } from "./store/indexeddb-store.js";
