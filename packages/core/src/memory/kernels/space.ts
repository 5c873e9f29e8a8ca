import { Blocks } from "./blocks.js";
import type { Kernels } from "./kernels.js";
import { plainKernels } from "./plain.js";

/** The arrays a space hands out. */
export type SpaceView = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** `bytes` is the room for arrays inside the memory: address space that is taken up only as it is written to. */
export interface SpaceOptions {
  readonly bytes: number;
  /** False: no WebAssembly, all arrays on the heap. Where WebAssembly cannot run that is so anyway. */
  readonly wasm?: boolean | undefined;
  /** True: a memory that can be shared with a worker, in Node and in pages that are cross-origin isolated. */
  readonly shared?: boolean | undefined;
}

/**
 * Where columns, bitmaps and events lie: one WebAssembly memory that never grows, so that its views stay good, and the
 * kernels that run on it. What finds no room inside lies on the heap: slower, never wrong. An array has the length asked
 * for: ask for `paddedRows` or `paddedWords`.
 */
export class Space {
  readonly kernels: Kernels;
  /** The memory to share with a worker; undefined when all lies on the heap. */
  readonly memory: WebAssembly.Memory | undefined;
  /** The bytes the memory has for arrays. */
  readonly capacity: number;
  readonly #blocks: Blocks;
  #untouchedFrom: number;

  private constructor(kernels: Kernels, memory?: WebAssembly.Memory, from = 0, to = memory?.buffer.byteLength ?? 0) {
    this.kernels = kernels;
    this.memory = memory;
    this.capacity = to - from;
    this.#blocks = new Blocks(from, to);
    this.#untouchedFrom = from;
  }

  /** A space inside WebAssembly where it can run, else one on the heap. */
  static async create(options: SpaceOptions): Promise<Space> {
    if (options.wasm === false) return Space.heap();
    const { wasmMemory } = await import("./wasm.js");
    const inside = await wasmMemory(options.bytes, options.shared ?? false);
    return inside === undefined ? Space.heap() : new Space(inside.kernels, inside.memory, inside.from);
  }

  /**
   * A part of a shared memory, from one address (a multiple of 64) up to another, for a thread that has it for itself. It
   * is all zeros, and has room for arrays but for its first 64 KB.
   */
  static async part(memory: WebAssembly.Memory, from: number, to: number): Promise<Space> {
    const { SCRATCH, wasmKernels } = await import("./wasm.js");
    return new Space((await wasmKernels(memory, from)) ?? plainKernels, memory, from + SCRATCH, to);
  }

  /** A space without WebAssembly. */
  static heap(): Space {
    return new Space(plainKernels);
  }

  /** The bytes taken inside the memory. */
  get used(): number {
    return this.#blocks.used;
  }

  /** Zeros, as are those of the other kinds. */
  uint8(length: number): Uint8Array {
    const { buffer, at } = this.#room(length);
    return new Uint8Array(buffer, at, length);
  }

  uint16(length: number): Uint16Array {
    const { buffer, at } = this.#room(length * 2);
    return new Uint16Array(buffer, at, length);
  }

  int32(length: number): Int32Array {
    const { buffer, at } = this.#room(length * 4);
    return new Int32Array(buffer, at, length);
  }

  float64(length: number): Float64Array {
    const { buffer, at } = this.#room(length * 8);
    return new Float64Array(buffer, at, length);
  }

  /** Gives an array back, which nobody reads or writes from then on. One on the heap is left to the garbage collector. */
  free(view: SpaceView): void {
    if (view.buffer === this.memory?.buffer) this.#blocks.free(view.byteOffset);
  }

  /** Makes arrays of their own of those that lie within another one, the rest of which is given back. */
  split(whole: SpaceView, views: readonly SpaceView[]): void {
    const inside = views.filter(({ buffer, byteLength }) => buffer === this.memory?.buffer && byteLength > 0);
    const parts = inside.map(({ byteOffset, byteLength }) => ({ at: byteOffset, bytes: byteLength }));
    this.#blocks.split(whole.byteOffset, parts);
  }

  /** Where that many zeros lie: inside the memory, or in a buffer of their own when it has no room. */
  #room(bytes: number): { buffer: ArrayBufferLike; at: number } {
    const at = bytes === 0 ? undefined : this.#blocks.take(bytes);
    if (this.memory === undefined || at === undefined) return { buffer: new ArrayBuffer(bytes), at: 0 };
    const buffer = this.memory.buffer;
    const used = Math.min(at + bytes, this.#untouchedFrom) - at;
    // Bytes of shared memory are filled one by one, thirty times slower.
    if (used > 0) new Float64Array(buffer, at, Math.ceil(used / 8)).fill(0);
    this.#untouchedFrom = Math.max(this.#untouchedFrom, at + bytes);
    return { buffer, at };
  }
}
