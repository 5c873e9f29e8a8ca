import { paddedWords } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";

/** Free ones that are kept for the next evaluation; a breakdown takes one for each condition. */
const KEPT = 32;

/** Bitmaps of all rows that evaluations write to and give back. What stands in one is what was left there. */
export class Registers {
  readonly #space: Space;
  readonly #free: Int32Array[] = [];
  #words = 0;

  constructor(space: Space) {
    this.#space = space;
  }

  /** From now on for this many rows; those handed out before are not taken back. */
  resize(rows: number): void {
    const words = paddedWords(rows);
    if (words === this.#words) return;
    for (const register of this.#free.splice(0)) this.#space.free(register);
    this.#words = words;
  }

  take(): Int32Array {
    return this.#free.pop() ?? this.#space.int32(this.#words);
  }

  giveBack(register: Int32Array): void {
    if (register.length === this.#words && this.#free.length < KEPT) this.#free.push(register);
    else this.#space.free(register);
  }

  borrow<T>(use: (register: Int32Array) => T): T {
    const register = this.take();
    const result = use(register);
    this.giveBack(register);
    return result;
  }
}
