import type { Definition } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import type { ReferencedAudience } from "../../definition/references.js";
import { pointingElsewhere } from "../../source/config-paths.js";
import { parseDataFolder, type DataFolder } from "../../source/config.js";
import type { OpenDataFile } from "../../source/data-file.js";
import { loadFolder, readIds } from "../../source/load-folder.js";
import type { LoadProgress } from "../../source/records.js";
import { RejectionList } from "../../source/rejections.js";
import type { EngineOptions } from "../derived.js";
import { memoryAdapterOf, type MemoryAdapter } from "../adapter.js";
import { Pacer } from "../pacer.js";
import { openSavedBase } from "../saved/open-saved-base.js";
import type { SavedBaseSource } from "../saved/source.js";
import { MemoryLoader } from "./load.js";

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
  const { open, onProgress, signal } = options;
  const folder = parseDataFolder(options.config);
  const rejections = new RejectionList();
  const audiences = await audiencesOf(folder, open, rejections);
  if (options.saved !== undefined) {
    return { adapter: await openSavedBase(options.saved, { ...options, onProgress: undefined }), audiences };
  }
  const pacer = new Pacer(signal);
  const baseFromEvents = folder.customers === undefined;
  const sink = new MemoryLoader({ catalog: folder.catalog, baseFromEvents, engine: options, signal });
  await loadFolder(folder, { open, sink, rejections, onProgress, signal, breathe: () => pacer.breathe() });
  onProgress?.({ stage: "index", source: "", rows: 0, share: undefined });
  return { adapter: memoryAdapterOf(await sink.finish(rejections)), audiences };
}

function definitionAt(place: string, written: unknown): Definition {
  return pointingElsewhere(
    () => parseDefinition(written),
    (path) => place + path,
  );
}

async function audiencesOf(
  folder: DataFolder,
  open: OpenDataFile,
  rejections: RejectionList,
): Promise<readonly ReferencedAudience[]> {
  const audiences: ReferencedAudience[] = [];
  for (const [index, audience] of folder.audiences.entries()) {
    const { id, name } = audience;
    audiences.push(
      "members" in audience
        ? { id, name, status: "live", ids: await readIds(open, audience.members, rejections.of(audience.members.file)) }
        : { id, name, status: "live", definition: definitionAt(`/audiences/${index}/definition`, audience.definition) },
    );
  }
  return audiences;
}
