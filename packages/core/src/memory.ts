export { memoryAdapterOf, type MemoryAdapter } from "./memory/adapter.js";
export { MemoryLoader, type Loaded, type LoaderOptions } from "./memory/load/load.js";
export { memoryAdapter, type MemoryAdapterOptions } from "./memory/load/memory-adapter.js";
export { openDataFolder, type DataFolderOptions, type OpenedDataFolder } from "./memory/load/open-data-folder.js";
export type { DataFile, OpenDataFile } from "./source/data-file.js";
export { parseDataFolder, type AudienceSource, type DataFolder } from "./source/config.js";
export type { Rejections } from "./source/rejections.js";
export { arrowTable, parquetTable, type ColumnarRows, type ColumnMapping } from "./source/table-source.js";
