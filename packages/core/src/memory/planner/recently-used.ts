/** Values by key, those unused for the longest given up when all take more than their room. */
export class RecentlyUsed<V> {
  readonly #budget: number;
  readonly #bytesOf: (value: V) => number;
  readonly #gaveUp: (value: V) => void;
  readonly #values = new Map<string, V>();
  #bytes = 0;

  /** `budget` in bytes; 0 keeps nothing. `gaveUp` is told of every value that is kept no longer, or never was. */
  constructor(budget: number, bytesOf: (value: V) => number, gaveUp: (value: V) => void = () => undefined) {
    this.#budget = budget;
    this.#bytesOf = bytesOf;
    this.#gaveUp = gaveUp;
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** Whether the value is kept from now on. */
  put(key: string, value: V): boolean {
    this.#forget(key);
    const bytes = this.#bytesOf(value);
    if (bytes > this.#budget) {
      this.#gaveUp(value);
      return false;
    }
    this.#values.set(key, value);
    this.#bytes += bytes;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#forget(oldest);
    }
    return true;
  }

  clear(): void {
    for (const key of [...this.#values.keys()]) this.#forget(key);
  }

  #forget(key: string): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#bytes -= this.#bytesOf(value);
    this.#gaveUp(value);
  }
}
