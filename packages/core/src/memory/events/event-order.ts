/** Runs up to this long are put in order by insertion. */
const SHORT = 24;

/**
 * Places of the events of known customers, by customer, those of one customer as they came; `rows` gives the customer of
 * a place, -1 for one that is not known. Into `customers` go the customers in the same order.
 */
export function orderByCustomer(
  rows: Int32Array,
  customerCount: number,
  room: (length: number) => Int32Array,
): { readonly order: Int32Array; readonly customers: Int32Array } {
  const next = new Int32Array(customerCount + 1);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? -1;
    if (row >= 0) next[row + 1] = (next[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < customerCount; row++) next[row + 1] = (next[row + 1] ?? 0) + (next[row] ?? 0);
  const length = next[customerCount] ?? 0;
  const order = new Int32Array(length);
  const customers = room(length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? -1;
    if (row < 0) continue;
    const position = next[row] ?? 0;
    next[row] = position + 1;
    order[position] = place;
    customers[position] = row;
  }
  return { order, customers };
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
