import { AudienceError } from "../../issue/issue.js";
import type { DataFile, DirectFile } from "../../source/data-file.js";
import { badFile } from "./form.js";

/** Where a saved base comes from: a `Blob` or `File`, its bytes, its pieces in order, or a file. */
export type SavedBaseSource = DataFile | DirectFile | Uint8Array | AsyncIterable<Uint8Array>;

/** The bytes of a saved base from the first to the last. */
export interface SavedBytes {
  readonly size: number;
  /** Fills the target with the bytes that come next. Calls wait for one another. */
  fill(target: Uint8Array): Promise<void>;
}

/** Bytes of a file that are read at a time. */
const WINDOW = 16 * 2 ** 20;

/** @throws AudienceError `bad_file` of what cannot be read, here and in `fill` */
export async function savedBytes(source: SavedBaseSource): Promise<SavedBytes> {
  const bytes = await readable(bytesOf(source));
  return { size: bytes.size, fill: (target) => readable(bytes.fill(target)) };
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof AudienceError ? error : badFile("The saved base cannot be read.", error);
  }
}

async function bytesOf(source: SavedBaseSource): Promise<SavedBytes> {
  if (source instanceof Uint8Array) return fromChunks(source.length, [source]);
  if (Symbol.asyncIterator in source) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    return fromChunks(
      chunks.reduce((total, { length }) => total + length, 0),
      chunks,
    );
  }
  if ("readInto" in source) return fromDirect(source);
  return fromWindows(source);
}

function fromDirect(file: DirectFile): SavedBytes {
  let position = 0;
  return {
    size: file.size,
    fill(target) {
      const start = position;
      position += target.length;
      return file.readInto(target, start);
    },
  };
}

/** Lets chunks go as they are used up. */
function fromChunks(size: number, chunks: readonly Uint8Array[]): SavedBytes {
  const left = chunks.toReversed();
  return {
    size,
    async fill(target) {
      for (let filled = 0; filled < target.length;) {
        const chunk = left.pop();
        if (chunk === undefined) throw cutShort();
        const taken = chunk.subarray(0, target.length - filled);
        target.set(taken, filled);
        filled += taken.length;
        if (taken.length < chunk.length) left.push(chunk.subarray(taken.length));
      }
    },
  };
}

/** Reads the next window while the last one is used. */
function fromWindows(file: DataFile): SavedBytes {
  const { size } = file;
  let requested = 0;
  const request = async (): Promise<Uint8Array> => {
    const start = requested;
    requested = Math.min(size, start + WINDOW);
    return new Uint8Array(await file.slice(start, requested).arrayBuffer());
  };
  let window: Uint8Array = new Uint8Array(0);
  let next: Promise<Uint8Array> | undefined;
  let turn = Promise.resolve();
  const fill = async (target: Uint8Array): Promise<void> => {
    for (let filled = 0; filled < target.length;) {
      if (window.length === 0) {
        window = await (next ?? request());
        if (window.length === 0) throw cutShort();
        next = request();
        // Told when it is waited for, or never where nobody asks for it.
        next.catch(() => undefined);
      }
      const taken = window.subarray(0, target.length - filled);
      target.set(taken, filled);
      filled += taken.length;
      window = window.subarray(taken.length);
    }
  };
  return {
    size,
    fill(target) {
      turn = turn.then(() => fill(target));
      return turn;
    },
  };
}

function cutShort(): Error {
  return badFile("The saved base ends before its end: it became shorter while it was read.");
}
