import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { refuse } from "@audiencekit/core";
import type { DirectFile } from "@audiencekit/core/memory";

/** A saved base in the file system. */
export class SavedFile implements DirectFile {
  readonly size: number;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** @throws AudienceError `bad_file` */
  static async open(path: string): Promise<SavedFile> {
    const file = await open(path).catch(() => undefined);
    const found = await file?.stat();
    if (file !== undefined && found?.isFile() === true) return new SavedFile(file, found.size);
    await file?.close();
    throw refuse("bad_file", "", `The saved base ${path} cannot be read.`, "audiencekit save writes one.");
  }

  async readInto(target: Uint8Array, start: number): Promise<void> {
    for (let filled = 0; filled < target.length;) {
      const { bytesRead } = await this.#file.read(target, filled, target.length - filled, start + filled);
      if (bytesRead === 0) throw new Error("The file became shorter while it was read.");
      filled += bytesRead;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * Writes a file whole or not at all: what stood there stays until the last byte is written. Gives its length in bytes.
 *
 * @throws AudienceError `bad_file` where it cannot be written
 */
export async function writeWhole(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, "w").catch((cause: unknown) => {
    throw refuse("bad_file", "", `${path} cannot be written.`, undefined, { cause });
  });
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
    await file.sync();
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  }
  return bytes;
}
