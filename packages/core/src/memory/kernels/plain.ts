import { followed } from "./followed.js";
import type { Kernels } from "./kernels.js";
import { onesIn } from "./plain-count.js";
import { plainJoin } from "./plain-join.js";

/**
 * The kernels in JavaScript: where WebAssembly is missing or forbidden, or an array lies outside its memory. Each kind of
 * array has loops of its own, because one loop that meets several kinds runs
 * ten times slower. `Number(a >= b)` is an instruction where a condition would be a branch: four times slower on data in
 * no order.
 */
export const plainKernels: Kernels = {
  and(out, outAt, a, aAt, words) {
    let any = 0;
    let some = 0;
    for (let place = 0; place < words; place += 16) {
      let to = (outAt + place) & 0x3ffffff0;
      let from = (aAt + place) & 0x3ffffff0;
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & (a[from++] ?? 0);
    }
    return any | some;
  },

  or(out, outAt, a, aAt, words) {
    let any = 0;
    let some = 0;
    for (let place = 0; place < words; place += 16) {
      let to = (outAt + place) & 0x3ffffff0;
      let from = (aAt + place) & 0x3ffffff0;
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) | (a[from++] ?? 0);
    }
    return any | some;
  },

  andNot(out, outAt, a, aAt, words) {
    let any = 0;
    let some = 0;
    for (let place = 0; place < words; place += 16) {
      let to = (outAt + place) & 0x3ffffff0;
      let from = (aAt + place) & 0x3ffffff0;
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      any |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
      some |= out[to] = (out[to++] ?? 0) & ~(a[from++] ?? 0);
    }
    return any | some;
  },

  copy(out, outAt, a, aAt, words) {
    out.set(a.subarray(aAt, aAt + words), outAt);
  },

  clear(out, at, words) {
    out.fill(0, at, at + words);
  },

  count: onesIn,

  join: plainJoin,

  countAnd(a, aAt, b, bAt, words) {
    let total = 0;
    for (let index = 0; index < words; index += 2) {
      const first = (a[aAt + index] ?? 0) & (b[bAt + index] ?? 0);
      const second = (a[aAt + index + 1] ?? 0) & (b[bAt + index + 1] ?? 0);
      total += onesOfTwo(first, second);
    }
    return total;
  },

  overlaps(sets, many, words, counts) {
    for (let a = 0; a < many; a++) {
      for (let b = a + 1; b < many; b++) {
        const at = a * many + b;
        counts[at] = (counts[at] ?? 0) + plainKernels.countAnd(sets, a * words, sets, b * words, words);
      }
    }
  },

  inSet8(codes, flags, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 8) {
        const first = at + shift;
        word |=
          (((flags[codes[first + 0] ?? 0] ?? 0) << 0) |
            ((flags[codes[first + 1] ?? 0] ?? 0) << 1) |
            ((flags[codes[first + 2] ?? 0] ?? 0) << 2) |
            ((flags[codes[first + 3] ?? 0] ?? 0) << 3) |
            ((flags[codes[first + 4] ?? 0] ?? 0) << 4) |
            ((flags[codes[first + 5] ?? 0] ?? 0) << 5) |
            ((flags[codes[first + 6] ?? 0] ?? 0) << 6) |
            ((flags[codes[first + 7] ?? 0] ?? 0) << 7)) <<
          shift;
      }
      out[at >>> 5] = word;
    }
  },
  inSet16(codes, flags, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 8) {
        const first = at + shift;
        word |=
          (((flags[codes[first + 0] ?? 0] ?? 0) << 0) |
            ((flags[codes[first + 1] ?? 0] ?? 0) << 1) |
            ((flags[codes[first + 2] ?? 0] ?? 0) << 2) |
            ((flags[codes[first + 3] ?? 0] ?? 0) << 3) |
            ((flags[codes[first + 4] ?? 0] ?? 0) << 4) |
            ((flags[codes[first + 5] ?? 0] ?? 0) << 5) |
            ((flags[codes[first + 6] ?? 0] ?? 0) << 6) |
            ((flags[codes[first + 7] ?? 0] ?? 0) << 7)) <<
          shift;
      }
      out[at >>> 5] = word;
    }
  },
  inSet32(codes, flags, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 8) {
        const first = at + shift;
        word |=
          (((flags[codes[first + 0] ?? 0] ?? 0) << 0) |
            ((flags[codes[first + 1] ?? 0] ?? 0) << 1) |
            ((flags[codes[first + 2] ?? 0] ?? 0) << 2) |
            ((flags[codes[first + 3] ?? 0] ?? 0) << 3) |
            ((flags[codes[first + 4] ?? 0] ?? 0) << 4) |
            ((flags[codes[first + 5] ?? 0] ?? 0) << 5) |
            ((flags[codes[first + 6] ?? 0] ?? 0) << 6) |
            ((flags[codes[first + 7] ?? 0] ?? 0) << 7)) <<
          shift;
      }
      out[at >>> 5] = word;
    }
  },
  range8(data, low, high, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 4) {
        const a = data[at + shift] ?? 0;
        const b = data[at + shift + 1] ?? 0;
        const c = data[at + shift + 2] ?? 0;
        const d = data[at + shift + 3] ?? 0;
        const four =
          (Number(a >= low) & Number(a <= high)) |
          ((Number(b >= low) & Number(b <= high)) << 1) |
          ((Number(c >= low) & Number(c <= high)) << 2) |
          ((Number(d >= low) & Number(d <= high)) << 3);
        word |= four << shift;
      }
      out[at >>> 5] = word;
    }
  },

  range32(data, low, high, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 4) {
        const a = data[at + shift] ?? 0;
        const b = data[at + shift + 1] ?? 0;
        const c = data[at + shift + 2] ?? 0;
        const d = data[at + shift + 3] ?? 0;
        const four =
          (Number(a >= low) & Number(a <= high)) |
          ((Number(b >= low) & Number(b <= high)) << 1) |
          ((Number(c >= low) & Number(c <= high)) << 2) |
          ((Number(d >= low) & Number(d <= high)) << 3);
        word |= four << shift;
      }
      out[at >>> 5] = word;
    }
  },

  range64(data, low, high, out, row, rows) {
    for (let at = row; at < row + rows; at += 32) {
      let word = 0;
      for (let shift = 0; shift < 32; shift += 4) {
        const a = data[at + shift] ?? NaN;
        const b = data[at + shift + 1] ?? NaN;
        const c = data[at + shift + 2] ?? NaN;
        const d = data[at + shift + 3] ?? NaN;
        const four =
          (Number(a >= low) & Number(a <= high)) |
          ((Number(b >= low) & Number(b <= high)) << 1) |
          ((Number(c >= low) & Number(c <= high)) << 2) |
          ((Number(d >= low) & Number(d <= high)) << 3);
        word |= four << shift;
      }
      out[at >>> 5] = word;
    }
  },

  keep32(data, low, high, bits, word, words) {
    for (let index = word; index < word + words; index++) {
      let left = bits[index] ?? 0;
      if (left === 0) continue;
      let kept = 0;
      for (; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        const value = data[(index << 5) + bit] ?? 0;
        kept |= (Number(value >= low) & Number(value <= high)) << bit;
      }
      bits[index] = kept;
    }
  },

  keep64(data, low, high, bits, word, words) {
    for (let index = word; index < word + words; index++) {
      let left = bits[index] ?? 0;
      if (left === 0) continue;
      let kept = 0;
      for (; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        const value = data[(index << 5) + bit] ?? NaN;
        kept |= (Number(value >= low) & Number(value <= high)) << bit;
      }
      bits[index] = kept;
    }
  },

  setBits(out, positions, from, to) {
    for (let index = from; index < to; index++) {
      const row = positions[index] ?? 0;
      out[row >>> 5] = (out[row >>> 5] ?? 0) | (1 << row);
    }
  },

  clearBits(out, positions, from, to) {
    for (let index = from; index < to; index++) {
      const row = positions[index] ?? 0;
      out[row >>> 5] = (out[row >>> 5] ?? 0) & ~(1 << row);
    }
  },

  countSelected(customers, events, fromWord, toWord, firstCustomer, counters) {
    for (let index = fromWord; index < toWord; index++) {
      for (let left = events[index] ?? 0; left !== 0; left &= left - 1) {
        const counter = (customers[(index << 5) + 31 - Math.clz32(left & -left)] ?? 0) - firstCustomer;
        counters[counter] = (counters[counter] ?? 0) + 1;
      }
    }
  },

  sumSelected32(customers, events, fromWord, toWord, firstCustomer, amounts, sums) {
    for (let index = fromWord; index < toWord; index++) {
      for (let left = events[index] ?? 0; left !== 0; left &= left - 1) {
        const event = (index << 5) + 31 - Math.clz32(left & -left);
        const sum = (customers[event] ?? 0) - firstCustomer;
        sums[sum] = (sums[sum] ?? 0) + (amounts[event] ?? 0);
      }
    }
  },

  sumSelected64(customers, events, fromWord, toWord, firstCustomer, amounts, sums) {
    for (let index = fromWord; index < toWord; index++) {
      for (let left = events[index] ?? 0; left !== 0; left &= left - 1) {
        const event = (index << 5) + 31 - Math.clz32(left & -left);
        const sum = (customers[event] ?? 0) - firstCustomer;
        sums[sum] = (sums[sum] ?? 0) + (amounts[event] ?? 0);
      }
    }
  },

  countOfBlock(customers, events, fromWord, toWord, counters) {
    for (let index = fromWord; index < toWord; index++) {
      for (let left = events[index] ?? 0; left !== 0; left &= left - 1) {
        const counter = customers[(index << 5) + 31 - Math.clz32(left & -left)] ?? 0;
        const count = counters[counter] ?? 0;
        counters[counter] = count + Number(count !== 255);
      }
    }
  },

  sumOfBlock(customers, events, fromWord, toWord, amounts, sums) {
    for (let index = fromWord; index < toWord; index++) {
      for (let left = events[index] ?? 0; left !== 0; left &= left - 1) {
        const event = (index << 5) + 31 - Math.clz32(left & -left);
        const sum = customers[event] ?? 0;
        sums[sum] = (sums[sum] ?? 0) + (amounts[event] ?? 0);
      }
    }
  },

  withMarked(starts, bits, from, to, out) {
    let begin = starts[from] ?? 0;
    for (let first = from; first < to; first += 32) {
      let found = 0;
      for (let place = 0; place < 32; place++) {
        const end = starts[first + place + 1] ?? 0;
        const last = end >>> 5;
        let word = begin >>> 5;
        let some = (bits[word] ?? 0) & (-1 << (begin & 31));
        while (some === 0 && word < last) some = bits[++word] ?? 0;
        if (word === last) some &= ~(-1 << (end & 31));
        found |= Number(some !== 0) << place;
        begin = end;
      }
      out[first >>> 5] = found;
    }
  },

  followed,
};

/** The bits set in two words: pairs and fours by each, eights and the fold by both at once. */
function onesOfTwo(first: number, second: number): number {
  const a = first - ((first >>> 1) & 0x55555555);
  const b = second - ((second >>> 1) & 0x55555555);
  const fours = (a & 0x33333333) + ((a >>> 2) & 0x33333333) + (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  return Math.imul((fours & 0x0f0f0f0f) + ((fours >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}
