import type { ArrowPiece } from "../../source/arrow.js";

/** A piece as the stream it is. */
export async function* streamOf({ bytes }: ArrowPiece): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

/** The buffers that hold one message of a piece and nothing else: they can be moved to another thread. */
export function ownBuffers({ bytes }: ArrowPiece): ArrayBuffer[] {
  return bytes.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength >= LARGE ? [buffer] : [],
  );
}

/** Smaller ones are dictionaries at times, which other pieces need, too. */
const LARGE = 2 ** 20;
