import { alike, put, take, type Gathering, type Values } from "../columns/gathering.js";

/** Runs up to this long are put in order by insertion. */
const SHORT = 24;

/** Events that are put in order together: their values stay in a cache near the processor. */
const TOGETHER = 65_536;

/**
 * Events by customer, those of one customer as they came. They get there in two steps, first to those of neighbouring
 * customers and then each to its own place, because to go to places far apart takes several times as long.
 */
export class EventOrder implements Gathering {
  /** Of each event in the order: where it is after the first step. */
  readonly order: Int32Array;
  readonly customers: Int32Array;
  /** Where each event goes in the first step; past the others where it has no customer. */
  readonly #near: Int32Array;
  /** For values after the first step, one column after the other. */
  #room = new ArrayBuffer(0);

  /** `rows` gives the customers of events as they came, -1 for one that is not known; it is the order's own from now on. */
  constructor(rows: Int32Array, customerCount: number, room: (length: number) => Int32Array) {
    let shift = 0;
    while ((customerCount >>> shift) * TOGETHER > rows.length) shift++;
    const blocks = blocksOf(rows, (customerCount >>> shift) + 1, shift);
    const length = blocks.at(-1) ?? 0;
    const customers = room(length);
    goNear(rows, customers, blocks, shift);
    const starts = new Int32Array(customerCount + 1);
    for (let place = 0; place < length; place++) {
      const next = (customers[place] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let row = 0; row < customerCount; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
    const order = new Int32Array(length);
    for (let place = 0; place < length; place++) {
      const row = customers[place] ?? 0;
      const position = starts[row] ?? 0;
      starts[row] = position + 1;
      order[position] = place;
    }
    // By now a customer's start is where the next one's was.
    for (let row = 0, from = 0; row < customerCount; row++) {
      const to = starts[row] ?? 0;
      while (from < to) customers[from++] = row;
    }
    this.customers = customers;
    this.order = order;
    this.#near = rows;
  }

  get length(): number {
    return this.order.length;
  }

  takesAll(length: number): boolean {
    return length === this.length && length === this.#near.length;
  }

  into<V extends Values>(from: V, out: V): void {
    const bytes = (this.length + 1) * from.BYTES_PER_ELEMENT;
    if (this.#room.byteLength < bytes) this.#room = new ArrayBuffer(bytes);
    const near = alike(from, this.length + 1, this.#room);
    put(from, this.#near, near);
    take(near, this.order, out);
  }
}

/** Where the events of each block of neighbouring customers begin, and the end of the last. */
function blocksOf(rows: Int32Array, count: number, shift: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? -1;
    if (row >= 0) starts[(row >>> shift) + 1] = (starts[(row >>> shift) + 1] ?? 0) + 1;
  }
  for (let block = 0; block < count; block++) starts[block + 1] = (starts[block + 1] ?? 0) + (starts[block] ?? 0);
  return starts;
}

/** The first step: takes the customers of events along, and leaves where each event went. */
function goNear(rows: Int32Array, customers: Int32Array, blocks: Int32Array, shift: number): void {
  const next = blocks.slice();
  const past = blocks.at(-1) ?? 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? -1;
    if (row < 0) {
      rows[place] = past;
      continue;
    }
    const position = next[row >>> shift] ?? 0;
    next[row >>> shift] = position + 1;
    customers[position] = row;
    rows[place] = position;
  }
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
