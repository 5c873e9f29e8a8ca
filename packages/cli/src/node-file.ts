import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataFile, OpenDataFile } from "@audiencekit/core/memory";

/** Finds files of a folder of the file system. */
export function filesOf(directory: string): OpenDataFile {
  return async (name) => {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() === true ? fileAt(path, found.size) : undefined;
  };
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
