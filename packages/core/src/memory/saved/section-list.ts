import type { SpaceView } from "../kernels/space.js";
import { checksum } from "./checksum.js";
import { aligned } from "./form.js";
import type { SectionEntry } from "./header.js";

/** Arrays on their way into a file. */
export class SectionList {
  /** The bytes of each with their padding. */
  readonly bytes: Uint8Array[] = [];
  readonly #named: Pick<SectionEntry, "name" | "type" | "length">[] = [];

  /** The number of a new section with the first `length` elements of an array; where it is shorter, zeros follow. */
  add(name: string, array: SpaceView, length = array.length): number {
    const { BYTES_PER_ELEMENT: width } = array;
    const size = aligned(length * width);
    const own = new Uint8Array(array.buffer, array.byteOffset, Math.min(length, array.length) * width);
    let bytes = own;
    if (own.length < size) {
      bytes = new Uint8Array(size);
      bytes.set(own);
    }
    this.bytes.push(bytes);
    return this.#named.push({ name, type: typeOf(array), length }) - 1;
  }

  /** What the header says of the sections. `breathe` is called between them. */
  async entries(breathe: () => Promise<void>): Promise<readonly SectionEntry[]> {
    const entries: SectionEntry[] = [];
    let offset = 0;
    for (const [index, named] of this.#named.entries()) {
      const bytes = this.bytes[index] ?? new Uint8Array(0);
      entries.push({ ...named, offset, checksum: written(checksum(bytes)) });
      offset += bytes.length;
      await breathe();
    }
    return entries;
  }
}

/** A checksum as the header has it. */
export function written(sum: bigint): string {
  return sum.toString(16).padStart(16, "0");
}

function typeOf(array: SpaceView): SectionEntry["type"] {
  if (array instanceof Uint8Array) return "uint8";
  if (array instanceof Uint16Array) return "uint16";
  return array instanceof Int32Array ? "int32" : "float64";
}
