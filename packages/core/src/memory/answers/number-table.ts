const FIRST_SIZE = 64;

const asDouble = new Float64Array(1);
const asWords = new Int32Array(asDouble.buffer);

/** Different numbers in the order of their first coming, with how often each came. */
export class NumberTable {
  #numbers = new Float64Array(FIRST_SIZE);
  #counts = new Int32Array(FIRST_SIZE);
  #size = 0;
  /** Places and one by the hash of their number or in the next free slot, 0 where it is free. */
  #slots = new Int32Array(FIRST_SIZE * 2);

  /** Different numbers that came. */
  get size(): number {
    return this.#size;
  }

  numberAt(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  countAt(place: number): number {
    return this.#counts[place] ?? 0;
  }

  /** By place. */
  get counts(): Int32Array {
    return this.#counts.subarray(0, this.#size);
  }

  /** Counts a number. */
  add(number: number): void {
    const slot = this.#slotOf(number);
    let place = (this.#slots[slot] ?? 0) - 1;
    if (place < 0) {
      place = this.#size++;
      this.#slots[slot] = place + 1;
      this.#numbers[place] = number;
      if (this.#size === this.#numbers.length) this.#grow();
    }
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
  }

  /** The place of a number, -1 of one that never came. */
  find(number: number): number {
    return (this.#slots[this.#slotOf(number)] ?? 0) - 1;
  }

  #slotOf(number: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(number) & mask;
    for (;;) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place < 0 || this.#numbers[place] === number) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const length = this.#numbers.length * 2;
    const [numbers, counts] = [this.#numbers, this.#counts];
    this.#numbers = new Float64Array(length);
    this.#numbers.set(numbers);
    this.#counts = new Int32Array(length);
    this.#counts.set(counts);
    this.#slots = new Int32Array(length * 2);
    for (let place = 0; place < this.#size; place++) this.#slots[this.#slotOf(numbers[place] ?? 0)] = place + 1;
  }
}

function hashOf(number: number): number {
  asDouble[0] = number;
  const mixed = Math.imul((asWords[0] ?? 0) ^ Math.imul(asWords[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
