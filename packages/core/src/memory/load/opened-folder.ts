import type { Definition } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import type { ReferencedAudience } from "../../definition/references.js";
import { pointingElsewhere } from "../../source/config-paths.js";
import { parseDataFolder, type DataFolder } from "../../source/config.js";
import type { OpenDataFile } from "../../source/data-file.js";
import { loadFolder, readIds } from "../../source/load-folder.js";
import { RejectionList } from "../../source/rejections.js";
import { memoryAdapterOf } from "../adapter.js";
import { Pacer } from "../pacer.js";
import { openSavedBase } from "../saved/open-saved-base.js";
import { MemoryLoader } from "./load.js";
import type { DataFolderOptions, OpenedDataFolder } from "./open-data-folder.js";

/** What `openDataFolder` gives. @throws as it does */
export async function openedFolder(options: DataFolderOptions): Promise<OpenedDataFolder> {
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
