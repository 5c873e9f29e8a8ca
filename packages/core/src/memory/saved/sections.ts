import type { Pacer } from "../pacer.js";
import type { SpaceView } from "../kernels/space.js";
import { checksum } from "./checksum.js";
import { aligned, damaged, inconsistent } from "./form.js";
import type { SectionEntry } from "./header.js";
import { written } from "./section-list.js";
import type { SavedBytes } from "./source.js";

const WIDTHS = { uint8: 1, uint16: 2, int32: 4, float64: 8 } as const;

/** The arrays of a saved base, each handed out once and with what its reader expects of it. */
export class Sections {
  readonly #entries: readonly SectionEntry[];
  readonly #arrays: (SpaceView | undefined)[];

  constructor(entries: readonly SectionEntry[], arrays: SpaceView[]) {
    this.#entries = entries;
    this.#arrays = arrays;
  }

  /** The array of a section. `length` is in elements. @throws AudienceError `bad_file` */
  take(section: number, length?: number): SpaceView {
    const array = this.#arrays[section];
    if (array === undefined) throw inconsistent(`section ${section} is missing or is used twice`);
    if (length !== undefined && array.length !== length) throw this.odd(section, `${length} elements are expected`);
    this.#arrays[section] = undefined;
    return array;
  }

  bytes(section: number, length?: number): Uint8Array {
    const array = this.take(section, length);
    if (array instanceof Uint8Array) return array;
    throw this.odd(section, "bytes are expected");
  }

  integers(section: number, length?: number): Int32Array {
    const array = this.take(section, length);
    if (array instanceof Int32Array) return array;
    throw this.odd(section, "whole numbers of 32 bits are expected");
  }

  doubles(section: number, length?: number): Float64Array {
    const array = this.take(section, length);
    if (array instanceof Float64Array) return array;
    throw this.odd(section, "doubles are expected");
  }

  /** The refusal of what a section holds. */
  odd(section: number, what: string): Error {
    return inconsistent(`the section "${this.#entries[section]?.name ?? ""}": ${what}`);
  }
}

/** The bytes of all sections. @throws AudienceError `bad_file` where one does not follow the other */
export function lengthOf(entries: readonly SectionEntry[]): number {
  let end = 0;
  for (const { name, type, length, offset } of entries) {
    if (offset !== end) throw inconsistent(`the section "${name}" does not follow the one before it`);
    end += aligned(length * WIDTHS[type]);
    if (!Number.isSafeInteger(end)) throw inconsistent(`the section "${name}" is too long`);
  }
  return end;
}

/** Where a section is read to. */
export type Room = (section: number, bytes: number) => Uint8Array;

/** Reads each section into its room, and looks at its checksum while the next one is read. */
export async function readSections(
  entries: readonly SectionEntry[],
  file: SavedBytes,
  room: Room,
  pacer: Pacer,
  told: (bytes: number) => void,
): Promise<Sections> {
  const read = async (section: number): Promise<Uint8Array | undefined> => {
    const entry = entries[section];
    if (entry === undefined) return undefined;
    const bytes = room(section, aligned(entry.length * WIDTHS[entry.type]));
    await file.fill(bytes);
    return bytes;
  };
  const arrays: SpaceView[] = [];
  let next = read(0);
  for (const [index, entry] of entries.entries()) {
    const bytes = await next;
    if (bytes === undefined) break;
    next = read(index + 1);
    // Told when it is waited for, or never where this section is refused.
    next.catch(() => undefined);
    if (written(checksum(bytes)) !== entry.checksum) throw damaged(`the section "${entry.name}"`);
    arrays.push(viewOf(bytes, entry));
    told(bytes.length);
    await pacer.breathe();
  }
  return new Sections(entries, arrays);
}

/** The array in these bytes, its padding left out. */
function viewOf({ buffer, byteOffset }: Uint8Array, { type, length }: SectionEntry): SpaceView {
  switch (type) {
    case "uint8":
      return new Uint8Array(buffer, byteOffset, length);
    case "uint16":
      return new Uint16Array(buffer, byteOffset, length);
    case "int32":
      return new Int32Array(buffer, byteOffset, length);
    case "float64":
      return new Float64Array(buffer, byteOffset, length);
  }
}
