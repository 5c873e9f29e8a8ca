import type { ArrowPiece } from "../../source/arrow.js";

/** A piece as the stream it is. */
export async function* streamOf({ bytes }: ArrowPiece): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
