export { startEngine, workerAdapter, workerBase, workerDataFolder, workerSavedBase } from "./worker/open.js";
export type {
  Engine,
  OpenedWorkerFolder,
  WorkerBaseOptions,
  WorkerFolderOptions,
  WorkerRowsOptions,
  WorkerSavedOptions,
  WorkerSavedSource,
} from "./worker/open.js";
export type { ThreadOptions } from "./worker/start-engine.js";
export type { EngineThread, NodeThread, WebThread } from "./worker/thread.js";
export type { WorkerAdapter } from "./worker/worker-adapter.js";
export type { FileContent, OpenFileContent } from "./worker/files.js";
export type { BaseLoader, BaseLoaders } from "./worker/serve-engine.js";
