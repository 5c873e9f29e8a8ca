// `customers` and `amounts` are the addresses of the whole columns; the customer `first` has the first counter.

export function countSelected(customers: usize, events: usize, from: i32, to: i32, first: i32, counters: usize): void {
  counters -= (<usize>first) << 2;
  for (let index = from; index < to; index++) {
    const base = customers + ((<usize>index) << 7);
    for (let left = load<i32>(events + ((<usize>index) << 2)); left !== 0; left &= left - 1) {
      const at = counters + ((<usize>load<u32>(base + ((<usize>ctz(left)) << 2))) << 2);
      store<i32>(at, load<i32>(at) + 1);
    }
  }
}

export function sumSelected32(
  customers: usize,
  events: usize,
  from: i32,
  to: i32,
  first: i32,
  amounts: usize,
  sums: usize,
): void {
  sums -= (<usize>first) << 3;
  for (let index = from; index < to; index++) {
    const offset = (<usize>index) << 7;
    for (let left = load<i32>(events + ((<usize>index) << 2)); left !== 0; left &= left - 1) {
      const event = offset + ((<usize>ctz(left)) << 2);
      const at = sums + ((<usize>load<u32>(customers + event)) << 3);
      store<f64>(at, load<f64>(at) + <f64>load<i32>(amounts + event));
    }
  }
}

export function sumSelected64(
  customers: usize,
  events: usize,
  from: i32,
  to: i32,
  first: i32,
  amounts: usize,
  sums: usize,
): void {
  sums -= (<usize>first) << 3;
  for (let index = from; index < to; index++) {
    const offset = (<usize>index) << 7;
    for (let left = load<i32>(events + ((<usize>index) << 2)); left !== 0; left &= left - 1) {
      const event = offset + ((<usize>ctz(left)) << 2);
      const at = sums + ((<usize>load<u32>(customers + event)) << 3);
      store<f64>(at, load<f64>(at) + load<f64>(amounts + (event << 1)));
    }
  }
}
