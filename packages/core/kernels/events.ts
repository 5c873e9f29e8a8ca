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

/** As `countSelected`, of customers told from the first of their block; 255 is the most that is counted. */
export function countOfBlock(customers: usize, events: usize, from: i32, to: i32, counters: usize): void {
  for (let index = from; index < to; index++) {
    const base = customers + ((<usize>index) << 6);
    for (let left = load<i32>(events + ((<usize>index) << 2)); left !== 0; left &= left - 1) {
      const at = counters + <usize>load<u16>(base + ((<usize>ctz(left)) << 1));
      const count = load<u8>(at);
      store<u8>(at, count + u8(count !== 255));
    }
  }
}

/** As `sumSelected32`, of customers told from the first of their block, in sums of 32 bits. */
export function sumOfBlock(customers: usize, events: usize, from: i32, to: i32, amounts: usize, sums: usize): void {
  for (let index = from; index < to; index++) {
    const base = customers + ((<usize>index) << 6);
    const what = amounts + ((<usize>index) << 7);
    let left = load<i32>(events + ((<usize>index) << 2));
    if (left === -1) {
      for (let place: usize = 0; place < 32; place++) {
        const at = sums + ((<usize>load<u16>(base + (place << 1))) << 2);
        store<i32>(at, load<i32>(at) + load<i32>(what + (place << 2)));
      }
    } else {
      for (; left !== 0; left &= left - 1) {
        const place = <usize>ctz(left);
        const at = sums + ((<usize>load<u16>(base + (place << 1))) << 2);
        store<i32>(at, load<i32>(at) + load<i32>(what + (place << 2)));
      }
    }
  }
}
