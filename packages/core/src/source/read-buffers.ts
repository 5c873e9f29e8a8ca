/** Smaller ones are made anew. */
const LARGE = 2 ** 20;
/** Buffers that wait at a time. */
const MOST = 8;

/** Buffers that bytes of a file are read to, again and again: memory that was written to before is quicker to write to. */
export class ReadBuffers {
  readonly #waiting: ArrayBufferLike[] = [];
  readonly #shared: boolean;
  /** Those made. Where others do so, none waits here for nothing. */
  #made = 0;

  /** Shared ones are read by several threads where they are: what is moved instead counts as new memory on each arrival. */
  constructor(shared = false) {
    this.#shared = shared;
  }

  /** One of this length. What stands in it means nothing. */
  take(bytes: number): ArrayBufferLike {
    const place = this.#waiting.findIndex(({ byteLength }) => byteLength === bytes);
    const [waiting] = place < 0 ? [] : this.#waiting.splice(place, 1);
    if (waiting !== undefined) return waiting;
    this.#made++;
    return this.#shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  }

  /** Takes back what nobody reads any more. */
  give(buffers: readonly ArrayBufferLike[]): void {
    if (this.#made === 0) return;
    for (const buffer of buffers) {
      if (buffer.byteLength >= LARGE && this.#waiting.push(buffer) > MOST) this.#waiting.shift();
    }
  }
}
