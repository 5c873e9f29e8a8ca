import type { ReferencedAudience } from "../../definition/references.js";
import type { OpenDataFile } from "../../source/data-file.js";
import type { LoadProgress } from "../../source/records.js";
import type { MemoryAdapter } from "../adapter.js";
import type { EngineOptions } from "../derived.js";
import type { SavedBaseSource } from "../saved/source.js";

export interface DataFolderOptions extends EngineOptions {
  /** `audiences.config.json`, as its text or the value of it. */
  readonly config: unknown;
  /** Finds a file by its name in the config. A browser's `Blob` or `File` will do. */
  readonly open: OpenDataFile;
  /** The folder's base as `adapter.save()` gave it: it is opened, and of the folder only the config and the members of its audiences are read. */
  readonly saved?: SavedBaseSource | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenedDataFolder {
  readonly adapter: MemoryAdapter;
  /** The config's audiences, which audience conditions may name. */
  readonly audiences: readonly ReferencedAudience[];
}

/**
 * Loads a data folder into memory. Rows that cannot be read are rejected whole, counted and listed in
 * `adapter.report`.
 *
 * @throws AudienceError `bad_config`, `bad_catalog`, `name_clash`, `bad_file`, `column_missing`, `duplicate_customer`,
 * `aborted`, or what a definition in the config is refused with
 */
export async function openDataFolder(options: DataFolderOptions): Promise<OpenedDataFolder> {
  const { openedFolder } = await import("./opened-folder.js");
  return openedFolder(options);
}
