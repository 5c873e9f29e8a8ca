import { open, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { refuse } from "@audiencekit/core";
import type { DataFile, OpenDataFile } from "@audiencekit/core/memory";

/** Finds files of a folder of the file system. A link that leads out of the folder is refused: `bad_config`. */
export function filesOf(directory: string): OpenDataFile {
  return async (name) => {
    const path = await realpath(join(directory, name)).catch(() => undefined);
    if (path === undefined) return undefined;
    if (!isInside(path, await realpath(directory))) {
      throw refuse("bad_config", "", `"${name}" is a link to a place outside the data folder.`);
    }
    const found = await stat(path);
    return found.isFile() ? fileAt(path, found.size) : undefined;
  };
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function fileAt(path: string, size: number): DataFile {
  return { size, slice: (start, end) => ({ arrayBuffer: () => bytes(path, start, Math.min(end, size)) }) };
}

async function bytes(path: string, start: number, end: number): Promise<ArrayBuffer> {
  const buffer = new ArrayBuffer(Math.max(0, end - start));
  const file = await open(path);
  try {
    for (let filled = 0; filled < buffer.byteLength;) {
      const { bytesRead } = await file.read(new Uint8Array(buffer, filled), { position: start + filled });
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read.`);
      filled += bytesRead;
    }
  } finally {
    await file.close();
  }
  return buffer;
}
