import { wholeRange, type Kernels, type MarkedEvents } from "./kernels.js";
import { plainKernels } from "./plain.js";
import { memoryKindAt, wasmBase64 } from "./wasm-bytes.js";

const PAGE = 65536;

/** Bytes that the kernels of one thread have for themselves. */
export const SCRATCH = PAGE;

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
  return kernels === undefined ? undefined : { memory, kernels, from: SCRATCH };
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
  try {
    const instance = await WebAssembly.instantiate(await moduleFor(memory), { env: { memory } });
    return kernelsOf(instance.exports as Exports, memory.buffer, scratch);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof EvalError) return undefined;
    throw error;
  }
}

const modules = new Map<number, Promise<WebAssembly.Module>>();

/** The compiled module for a private or for a shared memory. */
function moduleFor({ buffer }: WebAssembly.Memory): Promise<WebAssembly.Module> {
  // The two differ in one byte: the flags of the memory's limits.
  const kind = buffer instanceof ArrayBuffer ? 1 : 3;
  let compiled = modules.get(kind);
  if (compiled === undefined) {
    const bytes = Uint8Array.from(atob(wasmBase64), (byte) => byte.charCodeAt(0));
    bytes[memoryKindAt] = kind;
    compiled = WebAssembly.compile(bytes);
    modules.set(kind, compiled);
  }
  return compiled;
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
  readonly join: (groups: number, end: number, out: number, words: number) => number;
  readonly count: (a: number, words: number) => number;
  readonly overlaps: (sets: number, many: number, words: number, counts: number) => void;
  readonly clear: (out: number, words: number) => void;
  readonly copy: (out: number, a: number, words: number) => void;
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
} & {
  readonly countOfBlock: (customers: number, events: number, from: number, to: number, counters: number) => void;
  readonly sumOfBlock: (
    customers: number,
    events: number,
    from: number,
    to: number,
    amounts: number,
    sums: number,
  ) => void;
  readonly withMarked: (starts: number, bits: number, from: number, to: number, out: number) => void;
} & {
  /** The arguments of `followed` in packages/core/kernels/sequences.ts. */
  readonly followed: (...addressesAndBounds: number[]) => void;
};

/** Seconds that are the most a number can tell. */
const FAR = 2 ** 31 - 1;

/** The address of an array that lies elsewhere. */
const OUTSIDE = -1;

function kernelsOf(run: Exports, buffer: ArrayBufferLike, scratch: number): Kernels {
  // To ask an array for its buffer takes longer than to look its address up, and than a kernel takes for a small block.
  const addresses = new WeakMap<ArrayBufferView, number>();
  const addressOf = (view: ArrayBufferView): number => {
    const known = addresses.get(view);
    if (known !== undefined) return known;
    const address = view.buffer === buffer ? view.byteOffset : OUTSIDE;
    addresses.set(view, address);
    return address;
  };
  /** Instants and sequences that are no whole numbers count as outside. */
  const addressesOf = (events: MarkedEvents): readonly [number, number, number, number, number] => {
    const { customers, at, sequence, bits, starts } = events;
    return [
      addressOf(customers),
      at instanceof Int32Array ? addressOf(at) : OUTSIDE,
      sequence instanceof Int32Array ? addressOf(sequence) : OUTSIDE,
      addressOf(bits),
      addressOf(starts),
    ];
  };
  const flagsArea = new Uint8Array(buffer, scratch, PAGE);
  const joined = new Uint32Array(buffer, scratch, PAGE / 4);
  /** The address of flags, which are brought inside when they lie outside and are not too many for that. */
  const addressOfFlags = (flags: Uint8Array): number => {
    const address = addressOf(flags);
    if (address !== OUTSIDE || flags.length > PAGE) return address;
    flagsArea.set(flags);
    return scratch;
  };

  return {
    programme: {
      code: joined,
      run(length, opened, words) {
        // Behind the programme lies what is put aside while something is open: 64 bytes and up to 64 to begin at.
        if (length + (opened + 1) * 16 > joined.length) return undefined;
        return run.join(scratch, scratch + length * 4, 0, words);
      },
    },
    and(out, outAt, a, aAt, words) {
      const [to, from] = [addressOf(out), addressOf(a)];
      if (to < 0 || from < 0) return plainKernels.and(out, outAt, a, aAt, words);
      return run.and(to + outAt * 4, from + aAt * 4, words);
    },
    or(out, outAt, a, aAt, words) {
      const [to, from] = [addressOf(out), addressOf(a)];
      if (to < 0 || from < 0) return plainKernels.or(out, outAt, a, aAt, words);
      return run.or(to + outAt * 4, from + aAt * 4, words);
    },
    andNot(out, outAt, a, aAt, words) {
      const [to, from] = [addressOf(out), addressOf(a)];
      if (to < 0 || from < 0) return plainKernels.andNot(out, outAt, a, aAt, words);
      return run.andNot(to + outAt * 4, from + aAt * 4, words);
    },
    copy(out, outAt, a, aAt, words) {
      const [to, from] = [addressOf(out), addressOf(a)];
      if (to < 0 || from < 0) return plainKernels.copy(out, outAt, a, aAt, words);
      run.copy(to + outAt * 4, from + aAt * 4, words);
    },
    join(groups, words, out) {
      let length = 0;
      let outside = false;
      for (const { sets, leftOut } of groups) {
        joined[length++] = sets.length * 2 + (leftOut ? 1 : 0);
        for (const set of sets) {
          const address = addressOf(set);
          outside ||= address < 0;
          joined[length++] = address;
        }
      }
      const to = out === undefined ? 0 : addressOf(out);
      if (outside || to < 0 || length > joined.length) return plainKernels.join(groups, words, out);
      return run.join(scratch, scratch + length * 4, to, words);
    },
    clear(out, at, words) {
      const to = addressOf(out);
      if (to < 0) return plainKernels.clear(out, at, words);
      run.clear(to + at * 4, words);
    },
    count(a, at, words) {
      const from = addressOf(a);
      return from < 0 ? plainKernels.count(a, at, words) : run.count(from + at * 4, words);
    },
    countAnd(a, aAt, b, bAt, words) {
      const [first, second] = [addressOf(a), addressOf(b)];
      if (first < 0 || second < 0) return plainKernels.countAnd(a, aAt, b, bAt, words);
      return run.countAnd(first + aAt * 4, second + bAt * 4, words);
    },
    overlaps(sets, many, words, counts) {
      const [from, to] = [addressOf(sets), addressOf(counts)];
      if (from < 0 || to < 0) return plainKernels.overlaps(sets, many, words, counts);
      run.overlaps(from, many, words, to);
    },

    inSet8(codes, flags, out, row, rows) {
      const [from, set, to] = [addressOf(codes), addressOfFlags(flags), addressOf(out)];
      if (from < 0 || set < 0 || to < 0) return plainKernels.inSet8(codes, flags, out, row, rows);
      run.inSet8(from + row, set, to + row / 8, rows);
    },
    inSet16(codes, flags, out, row, rows) {
      const [from, set, to] = [addressOf(codes), addressOfFlags(flags), addressOf(out)];
      if (from < 0 || set < 0 || to < 0) return plainKernels.inSet16(codes, flags, out, row, rows);
      run.inSet16(from + row * 2, set, to + row / 8, rows);
    },
    inSet32(codes, flags, out, row, rows) {
      const [from, set, to] = [addressOf(codes), addressOfFlags(flags), addressOf(out)];
      if (from < 0 || set < 0 || to < 0) return plainKernels.inSet32(codes, flags, out, row, rows);
      run.inSet32(from + row * 4, set, to + row / 8, rows);
    },

    range8(data, low, high, out, row, rows) {
      const range = wholeRange(low, high, 0, 255);
      const [from, to] = [addressOf(data), addressOf(out)];
      if (range === undefined || from < 0 || to < 0) return plainKernels.range8(data, low, high, out, row, rows);
      run.range8(from + row, range.low, range.high, to + row / 8, rows);
    },
    range32(data, low, high, out, row, rows) {
      const range = wholeRange(low, high, -0x80000000, 0x7fffffff);
      const [from, to] = [addressOf(data), addressOf(out)];
      if (range === undefined || from < 0 || to < 0) return plainKernels.range32(data, low, high, out, row, rows);
      run.range32(from + row * 4, range.low, range.high, to + row / 8, rows);
    },
    range64(data, low, high, out, row, rows) {
      const [from, to] = [addressOf(data), addressOf(out)];
      if (from < 0 || to < 0) return plainKernels.range64(data, low, high, out, row, rows);
      run.range64(from + row * 8, low, high, to + row / 8, rows);
    },

    keep32(data, low, high, bits, word, words) {
      const range = wholeRange(low, high, -0x80000000, 0x7fffffff);
      const [from, to] = [addressOf(data), addressOf(bits)];
      if (range === undefined || from < 0 || to < 0) return plainKernels.keep32(data, low, high, bits, word, words);
      run.keep32(from + word * 128, range.low, range.high, to + word * 4, words);
    },
    keep64(data, low, high, bits, word, words) {
      const [from, to] = [addressOf(data), addressOf(bits)];
      if (from < 0 || to < 0) return plainKernels.keep64(data, low, high, bits, word, words);
      run.keep64(from + word * 256, low, high, to + word * 4, words);
    },

    setBits(out, positions, from, to) {
      const [bits, first] = [addressOf(out), addressOf(positions)];
      if (bits < 0 || first < 0) return plainKernels.setBits(out, positions, from, to);
      run.setBits(bits, first + from * 4, first + to * 4);
    },
    clearBits(out, positions, from, to) {
      const [bits, first] = [addressOf(out), addressOf(positions)];
      if (bits < 0 || first < 0) return plainKernels.clearBits(out, positions, from, to);
      run.clearBits(bits, first + from * 4, first + to * 4);
    },

    countSelected(customers, events, from, to, first, counters) {
      const [of, set, into] = [addressOf(customers), addressOf(events), addressOf(counters)];
      if (of < 0 || set < 0 || into < 0) {
        return plainKernels.countSelected(customers, events, from, to, first, counters);
      }
      run.countSelected(of, set, from, to, first, into);
    },
    sumSelected32(customers, events, from, to, first, amounts, sums) {
      const [of, set, what, into] = [addressOf(customers), addressOf(events), addressOf(amounts), addressOf(sums)];
      if (of < 0 || set < 0 || what < 0 || into < 0) {
        return plainKernels.sumSelected32(customers, events, from, to, first, amounts, sums);
      }
      run.sumSelected32(of, set, from, to, first, what, into);
    },
    sumSelected64(customers, events, from, to, first, amounts, sums) {
      const [of, set, what, into] = [addressOf(customers), addressOf(events), addressOf(amounts), addressOf(sums)];
      if (of < 0 || set < 0 || what < 0 || into < 0) {
        return plainKernels.sumSelected64(customers, events, from, to, first, amounts, sums);
      }
      run.sumSelected64(of, set, from, to, first, what, into);
    },

    countOfBlock(customers, events, from, to, counters) {
      const [of, set, into] = [addressOf(customers), addressOf(events), addressOf(counters)];
      if (of < 0 || set < 0 || into < 0) return plainKernels.countOfBlock(customers, events, from, to, counters);
      run.countOfBlock(of, set, from, to, into);
    },
    sumOfBlock(customers, events, from, to, amounts, sums) {
      const [of, set, what, into] = [addressOf(customers), addressOf(events), addressOf(amounts), addressOf(sums)];
      if (of < 0 || set < 0 || what < 0 || into < 0) {
        return plainKernels.sumOfBlock(customers, events, from, to, amounts, sums);
      }
      run.sumOfBlock(of, set, from, to, what, into);
    },
    withMarked(starts, bits, from, to, out) {
      const [first, set, into] = [addressOf(starts), addressOf(bits), addressOf(out)];
      if (first < 0 || set < 0 || into < 0) return plainKernels.withMarked(starts, bits, from, to, out);
      run.withMarked(first, set, from, to, into);
    },

    followed(events, others, from, to, low, high, absent, out) {
      const [, at, sequence, bits, starts] = addressesOf(events);
      const [otherCustomers, otherAt, otherSequence, otherBits, otherStarts] = addressesOf(others);
      const into = addressOf(out);
      const years = Math.max(events.lastAt, others.lastAt) - Math.min(events.firstAt, others.firstAt);
      const outside = Math.min(at, sequence, bits, starts, otherCustomers, otherAt, otherSequence) < 0;
      if (outside || otherBits < 0 || otherStarts < 0 || into < 0 || years >= FAR * 1000) {
        return plainKernels.followed(events, others, from, to, low, high, absent, out);
      }
      run.followed(
        at,
        sequence,
        bits,
        starts,
        otherCustomers,
        otherAt,
        otherSequence,
        otherBits,
        otherStarts,
        from,
        to,
        Math.max(Math.ceil(low / 1000), -FAR),
        Math.min(Math.floor(high / 1000), FAR),
        others.all ? 0 : 1,
        absent ? 1 : 0,
        into,
      );
    },
  };
}
