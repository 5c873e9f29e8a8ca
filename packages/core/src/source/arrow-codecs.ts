const LZ4_FRAME_MAGIC = 0x184d2204;

/** Decompresses an LZ4 frame, whose blocks may refer to those before them. */
export function lz4Frame(bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== LZ4_FRAME_MAGIC) throw new RangeError("The data is no LZ4 frame.");
  const flags = view.getUint8(4);
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  const output = new Uint8Array(length);
  let written = 0;
  for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
    at += 4;
    const stored = size & 0x7fffffff;
    const block = bytes.subarray(at, at + stored);
    if (size === stored) {
      written = lz4Block(block, output, written);
    } else {
      output.set(block, written);
      written += stored;
    }
    at += stored + blockChecksum;
  }
  if (written !== length) throw new RangeError("The LZ4 frame has another length than it says.");
  return output;
}

/** Decompresses a block behind what is written already; gives the new end. */
function lz4Block(block: Uint8Array, output: Uint8Array, written: number): number {
  let from = 0;
  let to = written;
  const lengthOf = (nibble: number): number => {
    if (nibble < 15) return nibble;
    let length = nibble;
    let byte: number;
    do length += byte = block[from++] ?? 0;
    while (byte === 255);
    return length;
  };
  while (from < block.length) {
    const token = block[from++] ?? 0;
    const literals = lengthOf(token >> 4);
    output.set(block.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from >= block.length) break;
    const distance = (block[from] ?? 0) | ((block[from + 1] ?? 0) << 8);
    from += 2;
    const end = to + lengthOf(token & 15) + 4;
    if (distance === 0 || distance > to || end > output.length) throw new RangeError("The LZ4 block is damaged.");
    // Byte by byte: a match may reach into what it is itself writing.
    for (; to < end; to++) output[to] = output[to - distance] ?? 0;
  }
  return to;
}
