import type { DataFile } from "../source/data-file.js";
import type { EngineCalls, FileOverThreads, PageCalls } from "./calls.js";
import type { Answers, Conversation, Incoming } from "./conversation.js";

/** A file's bytes, or something that reads them. */
export type FileContent = DataFile | ArrayBuffer | Uint8Array;

export type OpenFileContent = (name: string) => Promise<FileContent | undefined>;

interface Folder {
  readonly open: OpenFileContent;
  readonly giveUp: boolean;
  readonly files: DataFile[];
  failure: { readonly error: unknown } | undefined;
}

/** Folders of the host that an engine may read from while it loads. */
export class HostFolders {
  readonly #folders = new Map<number, Folder>();
  #last = 0;

  /**
   * Holds a folder while it is loaded. What the host's own code throws meanwhile is thrown as it is.
   *
   * @param giveUp moves buffers over, so that the host has them no longer
   */
  async lend<T>(open: OpenFileContent, giveUp: boolean, load: (folder: number) => Promise<T>): Promise<T> {
    const number = ++this.#last;
    const folder: Folder = { open, giveUp, files: [], failure: undefined };
    this.#folders.set(number, folder);
    try {
      return await load(number);
    } catch (error) {
      throw folder.failure === undefined ? error : folder.failure.error;
    } finally {
      this.#folders.delete(number);
    }
  }

  readonly answers: Pick<Answers<PageCalls>, "openFile" | "readPiece"> = {
    openFile: async ({ folder, name }, incoming) => {
      const held = this.#folders.get(folder);
      if (held === undefined) throw new RangeError("This folder is no longer read.");
      return failing(held, async () => {
        const content = await held.open(name);
        return content === undefined ? undefined : over(held, content, incoming);
      });
    },
    readPiece: async ({ folder, file, start, end }, incoming) => {
      const held = this.#folders.get(folder);
      const found = held?.files[file];
      if (held === undefined || found === undefined) throw new RangeError("This file is no longer read.");
      return failing(held, async () => {
        const piece = await found.slice(start, end).arrayBuffer();
        incoming.giveUp(piece);
        return piece;
      });
    },
  };
}

async function failing<T>(folder: Folder, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    folder.failure ??= { error };
    throw error;
  }
}

function over(folder: Folder, content: FileContent, incoming: Incoming): FileOverThreads {
  if (content instanceof ArrayBuffer || content instanceof Uint8Array) {
    const buffer = content instanceof ArrayBuffer ? content : content.buffer;
    if (folder.giveUp && buffer instanceof ArrayBuffer) incoming.giveUp(buffer);
    return { kind: "bytes", bytes: content };
  }
  if (content instanceof Blob && canBeSent(content)) return { kind: "blob", blob: content };
  return { kind: "pieces", file: folder.files.push(content) - 1, size: content.size };
}

/** Blobs that Node backs with a file stay where they are. */
function canBeSent(blob: Blob): boolean {
  try {
    structuredClone(blob);
    return true;
  } catch {
    return false;
  }
}

/** A file of the host, as the engine reads it; undefined where there is none. */
export async function receivedFile(
  page: Conversation<EngineCalls, PageCalls>,
  { folder, name, signal }: { readonly folder: number; readonly name: string; readonly signal: AbortSignal },
): Promise<DataFile | undefined> {
  const given = await page.ask("openFile", { folder, name }, { signal });
  switch (given?.kind) {
    case undefined:
      return undefined;
    case "blob":
      return given.blob;
    case "bytes": {
      const bytes = given.bytes instanceof ArrayBuffer ? new Uint8Array(given.bytes) : given.bytes;
      const piece = async (start: number, end: number) => bytes.slice(start, end).buffer;
      return { size: bytes.length, slice: (start, end) => ({ arrayBuffer: () => piece(start, end) }) };
    }
    case "pieces": {
      const { file, size } = given;
      const piece = (start: number, end: number) => page.ask("readPiece", { folder, file, start, end }, { signal });
      return { size, slice: (start, end) => ({ arrayBuffer: () => piece(start, end) }) };
    }
  }
}
