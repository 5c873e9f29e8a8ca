import { wholeRange, type Kernels } from "./kernels.js";
import { plainKernels } from "./plain.js";
import { memoryKindAt, wasmBase64 } from "./wasm-bytes.js";

const PAGE = 65536;

/** All 4 GB that can be addressed but the last page, so that the address past an array is one too. */
const MOST_PAGES = 65535;

/** A memory, its kernels, and the address at which the room for arrays begins. */
interface WasmMemory {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  readonly from: number;
}

/**
 * A new memory with room for `bytes`, or for as much as the machine gives; undefined where WebAssembly or its vectors
 * are missing, or the page's policy forbids them.
 */
export async function wasmMemory(bytes: number, shared: boolean): Promise<WasmMemory | undefined> {
  if (typeof WebAssembly === "undefined") return undefined;
  const memory = newMemory(Math.min(1 + Math.ceil(bytes / PAGE), MOST_PAGES), shared);
  if (memory === undefined) return undefined;
  const kernels = await wasmKernels(memory, 0);
  return kernels === undefined ? undefined : { memory, kernels, from: PAGE };
}

/** A memory of that many pages, or of a half, a quarter and so on when the machine has not as much. */
function newMemory(pages: number, shared: boolean): WebAssembly.Memory | undefined {
  for (let some = pages; some > 1; some >>>= 1) {
    try {
      return new WebAssembly.Memory({ initial: some, maximum: some, shared });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}

/**
 * The kernels on a memory that exists already. Each thread has its own, with 64 KB from `scratch` on for itself. They
 * leave to the plain ones what lies outside the memory.
 */
export async function wasmKernels(memory: WebAssembly.Memory, scratch: number): Promise<Kernels | undefined> {
  const bytes = Uint8Array.from(atob(wasmBase64), (byte) => byte.charCodeAt(0));
  // The modules for a private and for a shared memory differ in this one byte: the flags of the memory's limits.
  bytes[memoryKindAt] = memory.buffer instanceof ArrayBuffer ? 1 : 3;
  try {
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    return kernelsOf(instance.exports as Exports, memory.buffer, scratch);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof EvalError) return undefined;
    throw error;
  }
}

/** The functions of the module: addresses in bytes, the rest as in `Kernels`. */
type Exports = {
  readonly [name in "and" | "or" | "andNot" | "countAnd"]: (a: number, b: number, words: number) => number;
} & {
  readonly [name in "inSet8" | "inSet16" | "inSet32"]: (
    codes: number,
    flags: number,
    out: number,
    rows: number,
  ) => void;
} & {
  readonly [name in "range8" | "range32" | "range64" | "keep32" | "keep64"]: (
    data: number,
    low: number,
    high: number,
    bits: number,
    length: number,
  ) => void;
} & {
  readonly [name in "setBits" | "clearBits"]: (out: number, from: number, to: number) => void;
} & {
  readonly count: (a: number, words: number) => number;
  readonly countSelected: (
    customers: number,
    events: number,
    from: number,
    to: number,
    first: number,
    counters: number,
  ) => void;
} & {
  readonly [name in "sumSelected32" | "sumSelected64"]: (
    customers: number,
    events: number,
    from: number,
    to: number,
    first: number,
    amounts: number,
    sums: number,
  ) => void;
};

function kernelsOf(run: Exports, buffer: ArrayBufferLike, scratch: number): Kernels {
  const inside = (view: ArrayBufferView): boolean => view.buffer === buffer;
  const flagsArea = new Uint8Array(buffer, scratch, PAGE);
  /** The address of flags, brought inside when they lie outside; undefined when they are too many for that. */
  const flagsInside = (flags: Uint8Array): number | undefined => {
    if (inside(flags)) return flags.byteOffset;
    if (flags.length > PAGE) return undefined;
    flagsArea.set(flags);
    return scratch;
  };

  return {
    and(out, outAt, a, aAt, words) {
      if (!inside(out) || !inside(a)) return plainKernels.and(out, outAt, a, aAt, words);
      return run.and(out.byteOffset + outAt * 4, a.byteOffset + aAt * 4, words);
    },
    or(out, outAt, a, aAt, words) {
      if (!inside(out) || !inside(a)) return plainKernels.or(out, outAt, a, aAt, words);
      return run.or(out.byteOffset + outAt * 4, a.byteOffset + aAt * 4, words);
    },
    andNot(out, outAt, a, aAt, words) {
      if (!inside(out) || !inside(a)) return plainKernels.andNot(out, outAt, a, aAt, words);
      return run.andNot(out.byteOffset + outAt * 4, a.byteOffset + aAt * 4, words);
    },
    copy: plainKernels.copy.bind(plainKernels),
    count(a, at, words) {
      return inside(a) ? run.count(a.byteOffset + at * 4, words) : plainKernels.count(a, at, words);
    },
    countAnd(a, aAt, b, bAt, words) {
      if (!inside(a) || !inside(b)) return plainKernels.countAnd(a, aAt, b, bAt, words);
      return run.countAnd(a.byteOffset + aAt * 4, b.byteOffset + bAt * 4, words);
    },

    inSet8(codes, flags, out, row, rows) {
      const at = inside(codes) && inside(out) ? flagsInside(flags) : undefined;
      if (at === undefined) return plainKernels.inSet8(codes, flags, out, row, rows);
      run.inSet8(codes.byteOffset + row, at, out.byteOffset + row / 8, rows);
    },
    inSet16(codes, flags, out, row, rows) {
      const at = inside(codes) && inside(out) ? flagsInside(flags) : undefined;
      if (at === undefined) return plainKernels.inSet16(codes, flags, out, row, rows);
      run.inSet16(codes.byteOffset + row * 2, at, out.byteOffset + row / 8, rows);
    },
    inSet32(codes, flags, out, row, rows) {
      const at = inside(codes) && inside(out) ? flagsInside(flags) : undefined;
      if (at === undefined) return plainKernels.inSet32(codes, flags, out, row, rows);
      run.inSet32(codes.byteOffset + row * 4, at, out.byteOffset + row / 8, rows);
    },

    range8(data, low, high, out, row, rows) {
      const range = wholeRange(low, high, 0, 255);
      if (range === undefined || !inside(data) || !inside(out)) {
        return plainKernels.range8(data, low, high, out, row, rows);
      }
      run.range8(data.byteOffset + row, range.low, range.high, out.byteOffset + row / 8, rows);
    },
    range32(data, low, high, out, row, rows) {
      const range = wholeRange(low, high, -0x80000000, 0x7fffffff);
      if (range === undefined || !inside(data) || !inside(out)) {
        return plainKernels.range32(data, low, high, out, row, rows);
      }
      run.range32(data.byteOffset + row * 4, range.low, range.high, out.byteOffset + row / 8, rows);
    },
    range64(data, low, high, out, row, rows) {
      if (!inside(data) || !inside(out)) return plainKernels.range64(data, low, high, out, row, rows);
      run.range64(data.byteOffset + row * 8, low, high, out.byteOffset + row / 8, rows);
    },

    keep32(data, low, high, bits, word, words) {
      const range = wholeRange(low, high, -0x80000000, 0x7fffffff);
      if (range === undefined || !inside(data) || !inside(bits)) {
        return plainKernels.keep32(data, low, high, bits, word, words);
      }
      run.keep32(data.byteOffset + word * 128, range.low, range.high, bits.byteOffset + word * 4, words);
    },
    keep64(data, low, high, bits, word, words) {
      if (!inside(data) || !inside(bits)) return plainKernels.keep64(data, low, high, bits, word, words);
      run.keep64(data.byteOffset + word * 256, low, high, bits.byteOffset + word * 4, words);
    },

    setBits(out, positions, from, to) {
      if (!inside(out) || !inside(positions)) return plainKernels.setBits(out, positions, from, to);
      run.setBits(out.byteOffset, positions.byteOffset + from * 4, positions.byteOffset + to * 4);
    },
    clearBits(out, positions, from, to) {
      if (!inside(out) || !inside(positions)) return plainKernels.clearBits(out, positions, from, to);
      run.clearBits(out.byteOffset, positions.byteOffset + from * 4, positions.byteOffset + to * 4);
    },

    countSelected(customers, events, from, to, first, counters) {
      if (!inside(customers) || !inside(events) || !inside(counters)) {
        return plainKernels.countSelected(customers, events, from, to, first, counters);
      }
      run.countSelected(customers.byteOffset, events.byteOffset, from, to, first, counters.byteOffset);
    },
    sumSelected32(customers, events, from, to, first, amounts, sums) {
      if (!inside(customers) || !inside(events) || !inside(amounts) || !inside(sums)) {
        return plainKernels.sumSelected32(customers, events, from, to, first, amounts, sums);
      }
      const at = amounts.byteOffset;
      run.sumSelected32(customers.byteOffset, events.byteOffset, from, to, first, at, sums.byteOffset);
    },
    sumSelected64(customers, events, from, to, first, amounts, sums) {
      if (!inside(customers) || !inside(events) || !inside(amounts) || !inside(sums)) {
        return plainKernels.sumSelected64(customers, events, from, to, first, amounts, sums);
      }
      const at = amounts.byteOffset;
      run.sumSelected64(customers.byteOffset, events.byteOffset, from, to, first, at, sums.byteOffset);
    },
  };
}
