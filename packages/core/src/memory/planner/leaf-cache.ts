import type { Space } from "../kernels/space.js";

/** Bitmaps of conditions that were costly to evaluate, the longest unused given up first. */
export class LeafCache {
  readonly #space: Space;
  readonly #budget: number;
  readonly #leaves = new Map<string, Int32Array>();
  /** Given up while somebody may still read them. */
  readonly #gone: Int32Array[] = [];
  #bytes = 0;

  /** `budget` in bytes; 0 keeps nothing. */
  constructor(space: Space, budget: number) {
    this.#space = space;
    this.#budget = budget;
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Int32Array | undefined {
    const words = this.#leaves.get(key);
    if (words === undefined) return undefined;
    this.#leaves.delete(key);
    this.#leaves.set(key, words);
    return words;
  }

  /** Takes over the words; they may be read until the next `sweep`, and longer while they are kept. Says whether they are. */
  put(key: string, words: Int32Array): boolean {
    this.#forget(key);
    if (words.byteLength > this.#budget) {
      this.#gone.push(words);
      return false;
    }
    this.#leaves.set(key, words);
    this.#bytes += words.byteLength;
    for (const oldest of this.#leaves.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#forget(oldest);
    }
    return true;
  }

  /** Something has changed: nothing that is kept holds any more. */
  clear(): void {
    for (const key of [...this.#leaves.keys()]) this.#forget(key);
  }

  /** To be called when nobody evaluates: gives back the room of what was given up. */
  sweep(): void {
    for (const words of this.#gone.splice(0)) this.#space.free(words);
  }

  #forget(key: string): void {
    const words = this.#leaves.get(key);
    if (words === undefined) return;
    this.#leaves.delete(key);
    this.#bytes -= words.byteLength;
    this.#gone.push(words);
  }
}
