import { reusedInt32, type ReusedArray } from "../../source/reused-array.js";
import type { Stretch } from "./slabs.js";

/** Rows that are written at a time. */
const TOGETHER = 8_192;
/** Runs up to this long are put in order by insertion. */
const SHORT = 24;

/** Events that wait in stretches of slabs. */
export interface WaitingEvents {
  /** By block of customers, of so many together. */
  readonly groups: readonly (readonly Stretch[])[];
  readonly together: number;
  /** By slab and place: a number that stands for the customer, counted from the first of its block. */
  readonly customersOf: readonly Uint16Array[];
  /** By these numbers: the row, -1 of a customer outside the base. */
  readonly rowOf: Int32Array;
  readonly rows: number;
}

/** Arrays that types of events use one after the other. */
export interface OrderRoom {
  readonly next: ReusedArray<Int32Array>;
  readonly places: ReusedArray<Int32Array>;
  /** The numbers of customers by their rows, of these rows by number. */
  inRows: { readonly rowOf: Int32Array; readonly numbers: Int32Array };
}

export function orderRoom(): OrderRoom {
  const none = new Int32Array(0);
  return { next: reusedInt32(), places: reusedInt32(), inRows: { rowOf: none, numbers: none } };
}

/** Where waiting events go: by customer, those of one customer as they came. */
export class EventPlaces {
  /** By event as it waits, once it is found: its place in the order, past all others for one of a customer outside the base. */
  readonly places: Int32Array;
  /** Events in the order. */
  readonly length: number;
  /** The events of the customer who has most of them. */
  readonly longestRun: number;
  /** The numbers of customers by their rows. */
  readonly #numbers: Int32Array;
  readonly #customersOf: readonly Uint16Array[];
  readonly #together: number;
  /** By the number of a customer, the events there are; later, where the next of them goes, -1 outside the base. */
  readonly #next: Int32Array;
  #placed = 0;

  /** What was made in this room before is of no further use. */
  constructor(waiting: WaitingEvents, room: OrderRoom) {
    const { groups, together, customersOf, rowOf, rows } = waiting;
    const next = room.next(rowOf.length).fill(0);
    let count = 0;
    for (const [block, stretches] of groups.entries()) {
      const counts = next.subarray(block * together);
      for (const { slab, from, to } of stretches) {
        countEach(customersOf[slab] ?? NONE, from, to, counts);
        count += to - from;
      }
    }
    if (room.inRows.rowOf !== rowOf) room.inRows = { rowOf, numbers: numbersInRows(rowOf, rows) };
    const { numbers } = room.inRows;
    const { length, longestRun } = lengthsOf(next, numbers);
    if (length < count)
      for (let customer = 0; customer < rowOf.length; customer++) if (rowOf[customer] === -1) next[customer] = -1;
    this.#numbers = numbers;
    this.#customersOf = customersOf;
    this.#together = together;
    this.#next = next;
    this.places = room.places(count);
    this.length = length;
    this.longestRun = longestRun;
  }

  /** Writes whose events they are; to be asked for once, before any is placed. */
  customersTo(customers: Int32Array): void {
    const rows = this.#numbers.length;
    let event = 0;
    for (let row = 0; row < rows; row += TOGETHER) {
      event = writeRows(this.#numbers, row, Math.min(row + TOGETHER, rows), this.#next, customers, event);
    }
  }

  /** Finds the places of the stretches of the next block, as many events as these have. */
  place(block: number, stretches: readonly Stretch[]): void {
    const next = this.#next.subarray(block * this.#together);
    for (const { slab, from, to } of stretches) {
      placeEach(this.#customersOf[slab] ?? NONE, from, to, next, this.places, this.#placed, this.length);
      this.#placed += to - from;
    }
  }
}

const NONE = new Uint16Array(0);

// Functions of their own for one stretch: they are soon called often, and then compiled as a whole.

function countEach(customers: Uint16Array, from: number, to: number, counts: Int32Array): void {
  for (let place = from; place < to; place++) {
    const customer = customers[place] ?? 0;
    counts[customer] = (counts[customer] ?? 0) + 1;
  }
}

function lengthsOf(counts: Int32Array, numbers: Int32Array): { readonly length: number; readonly longestRun: number } {
  let [length, longestRun] = [0, 0];
  for (let row = 0; row < numbers.length; row++) {
    const count = counts[numbers[row] ?? 0] ?? 0;
    length += count;
    if (count > longestRun) longestRun = count;
  }
  return { length, longestRun };
}

/** Writes the row of each event of some rows, and to `next` the first event of each of these. */
function writeRows(
  numbers: Int32Array,
  from: number,
  to: number,
  next: Int32Array,
  customers: Int32Array,
  first: number,
): number {
  let event = first;
  for (let row = from; row < to; row++) {
    const number = numbers[row] ?? 0;
    const end = event + (next[number] ?? 0);
    next[number] = event;
    while (event < end) customers[event++] = row;
  }
  return event;
}

function placeEach(
  customers: Uint16Array,
  from: number,
  to: number,
  next: Int32Array,
  places: Int32Array,
  first: number,
  outside: number,
): void {
  let at = first;
  for (let place = from; place < to; place++) {
    const customer = customers[place] ?? 0;
    const event = next[customer] ?? -1;
    if (event < 0) {
      places[at++] = outside;
      continue;
    }
    next[customer] = event + 1;
    places[at++] = event;
  }
}

function numbersInRows(rowOf: Int32Array, rows: number): Int32Array {
  const numbers = new Int32Array(rows);
  for (let number = 0; number < rowOf.length; number++) {
    const row = rowOf[number] ?? -1;
    if (row >= 0) numbers[row] = number;
  }
  return numbers;
}

type Numbers = Int32Array | Float64Array;

/** Puts the events of each customer in the order of instant and sequence; equal ones stay as they are. */
export function orderInTime(customers: Int32Array, at: Numbers, sequence: Numbers, order: Int32Array): void {
  const length = order.length;
  for (let start = 0; start < length;) {
    const customer = customers[start];
    let end = start + 1;
    let sorted = true;
    while (end < length && customers[end] === customer) {
      if (isAfter(at, sequence, end - 1, end)) sorted = false;
      end++;
    }
    if (!sorted) {
      if (end - start <= SHORT) insert(at, sequence, order, start, end);
      else mergeSort(at, sequence, order, start, end);
    }
    start = end;
  }
}

function isAfter(at: Numbers, sequence: Numbers, a: number, b: number): boolean {
  const first = at[a] ?? 0;
  const second = at[b] ?? 0;
  return first > second || (first === second && (sequence[a] ?? 0) > (sequence[b] ?? 0));
}

function insert(at: Numbers, sequence: Numbers, order: Int32Array, start: number, end: number): void {
  for (let index = start + 1; index < end; index++) {
    const instant = at[index] ?? 0;
    const number = sequence[index] ?? 0;
    const place = order[index] ?? 0;
    let to = index;
    while (to > start) {
      const before = at[to - 1] ?? 0;
      if (before < instant || (before === instant && (sequence[to - 1] ?? 0) <= number)) break;
      at[to] = before;
      sequence[to] = sequence[to - 1] ?? 0;
      order[to] = order[to - 1] ?? 0;
      to--;
    }
    at[to] = instant;
    sequence[to] = number;
    order[to] = place;
  }
}

/** Merges sorted stretches, each time twice as long. */
function mergeSort(at: Numbers, sequence: Numbers, order: Int32Array, start: number, end: number): void {
  const count = end - start;
  let from = Int32Array.from({ length: count }, (_, index) => start + index);
  let to = new Int32Array(count);
  for (let width = 1; width < count; width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      const middle = Math.min(low + width, count);
      const high = Math.min(low + 2 * width, count);
      let left = low;
      let right = middle;
      for (let out = low; out < high; out++) {
        const takesRight = left >= middle || (right < high && isAfter(at, sequence, from[left] ?? 0, from[right] ?? 0));
        to[out] = from[takesRight ? right++ : left++] ?? 0;
      }
    }
    [from, to] = [to, from];
  }
  rearrange(at, from, start);
  rearrange(sequence, from, start);
  rearrange(order, from, start);
}

function rearrange(values: Numbers, from: Int32Array, start: number): void {
  const old = values.slice(start, start + from.length);
  for (let index = 0; index < from.length; index++) values[start + index] = old[(from[index] ?? 0) - start] ?? 0;
}
