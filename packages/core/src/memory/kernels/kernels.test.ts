import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { paddedRows, paddedWords, ROWS_A_PAGE, WORDS_A_PAGE, type Kernels } from "./kernels.js";
import { plainKernels } from "./plain.js";
import { Space, type SpaceView } from "./space.js";

const INT32 = [0, 1, -1, 2, 25, 34, 1000, -0x80000000, -0x7fffffff, 0x7fffffff, 0x7ffffffe, -4096];
const DOUBLES = [0, -0, 1, -1, 0.5, 1 / 3, 1e300, -1e300, Infinity, -Infinity, NaN, Number.MIN_VALUE, 25, 34];
const BYTES = [0, 1, 2, 15, 16, 17, 31, 32, 63, 64, 127, 128, 129, 200, 254, 255];

/** The kernels and a place for their arrays: inside the memory, inside a shared one, on the heap. */
interface Setting {
  readonly name: string;
  readonly kernels: Kernels;
  readonly space: Space;
}

/** Fills an array of the setting's space, to be given back after the case. */
type Put = <V extends SpaceView>(view: V, values: readonly number[]) => V;

const settings: Setting[] = [];

beforeAll(async () => {
  const wasm = await Space.create({ bytes: 64 * 2 ** 20 });
  const shared = await Space.create({ bytes: 64 * 2 ** 20, shared: true });
  expect(wasm.memory?.buffer).toBeInstanceOf(ArrayBuffer);
  expect(shared.memory?.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(wasm.kernels).not.toBe(plainKernels);
  settings.push({ name: "wasm", kernels: wasm.kernels, space: wasm });
  settings.push({ name: "wasm, shared", kernels: shared.kernels, space: shared });
  settings.push({ name: "plain", kernels: plainKernels, space: Space.heap() });
  settings.push({ name: "plain, on a memory", kernels: plainKernels, space: wasm });
  settings.push({ name: "wasm, arrays on the heap", kernels: wasm.kernels, space: Space.heap() });
});

/** Where the pages worked on begin, how many they are, and what the arrays hold. */
interface Shape {
  readonly before: number;
  readonly pages: number;
  readonly seed: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  before: fc.nat({ max: 2 }),
  pages: fc.nat({ max: 3 }),
  seed: fc.integer(),
});

/** Whole numbers below `most`, the same for a seed in every run. */
function randomOf(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * most);
  };
}

/** Values drawn from a palette, so that the edges come up in every page. */
function drawn(length: number, palette: readonly number[], seed: number): number[] {
  const random = randomOf(seed);
  return Array.from({ length }, () => palette[random(palette.length)] ?? 0);
}

/** Words of which some are empty, some full, some sparse and some dense. */
function wordsDrawn(length: number, seed: number): number[] {
  const random = randomOf(seed);
  const word = (): number => random(2 ** 32) | 0;
  const kinds = [() => 0, () => -1, () => 1 << random(32), () => word() & word() & word(), word, () => word() | word()];
  return Array.from({ length }, () => kinds[random(kinds.length)]?.() ?? 0);
}

/** Runs a case in every setting, with arrays taken from its space and given back. */
function everywhere(run: (setting: Setting, put: Put) => void): void {
  for (const setting of settings) {
    const taken: SpaceView[] = [];
    try {
      run(setting, (view, values) => {
        view.set(values);
        taken.push(view);
        return view;
      });
    } catch (error) {
      throw new Error(`With ${setting.name}`, { cause: error });
    } finally {
      for (const view of taken) setting.space.free(view);
    }
  }
}

const ones = (word: number): number => [...(word >>> 0).toString(2)].filter((digit) => digit === "1").length;
const any = (words: Iterable<number>): number => [...words].reduce((all, word) => all | word, 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const bit = (words: ArrayLike<number>, row: number): boolean => (((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;

test("whole pages hold any number of rows", () => {
  expect([0, 1, 4096, 4097].map(paddedRows)).toEqual([0, 4096, 4096, 8192]);
  expect([0, 1, 4096, 4097].map(paddedWords)).toEqual([0, 128, 128, 256]);
  // More rows than a signed word counts in bytes.
  expect(paddedWords(2 ** 31)).toBe(2 ** 26);
});

test("and, or, and-not and copy write the words asked for, no others, and tell whether anything is left", () => {
  const operations = {
    and: (a: number, b: number) => a & b,
    or: (a: number, b: number) => a | b,
    andNot: (a: number, b: number) => a & ~b,
  };
  fc.assert(
    fc.property(shapes, fc.nat({ max: 2 }), fc.constantFrom("and", "or", "andNot"), (shape, from, name) => {
      const at = shape.before * WORDS_A_PAGE;
      const aAt = from * WORDS_A_PAGE;
      const words = shape.pages * WORDS_A_PAGE;
      const left = wordsDrawn(at + words + WORDS_A_PAGE, shape.seed);
      const right = wordsDrawn(aAt + words, ~shape.seed);
      const combined = left.map((word, index) =>
        index < at || index >= at + words ? word : operations[name](word, right[aAt + index - at] ?? 0),
      );
      const copied = left.map((word, index) => (index < at || index >= at + words ? word : right[aAt + index - at]));
      everywhere(({ kernels, space }, put) => {
        const out = put(space.int32(left.length), left);
        const a = put(space.int32(right.length), right);
        expect(kernels[name](out, at, a, aAt, words)).toBe(any(combined.slice(at, at + words)));
        expect([...out]).toEqual(combined);
        const copy = put(space.int32(left.length), left);
        kernels.copy(copy, at, a, aAt, words);
        expect([...copy]).toEqual(copied);
        expect([...a]).toEqual(right);
      });
    }),
    { numRuns: 40 },
  );
});

test("a single bit left, wherever it lies, is told as something left", () => {
  everywhere(({ kernels, space }, put) => {
    const out = put(space.int32(WORDS_A_PAGE), []);
    const full = put(space.int32(WORDS_A_PAGE), Array<number>(WORDS_A_PAGE).fill(-1));
    for (let row = 0; row < ROWS_A_PAGE; row += 13) {
      out.fill(0);
      out[row >>> 5] = 1 << row;
      expect(kernels.and(out, 0, full, 0, WORDS_A_PAGE)).toBe(1 << row);
      expect(kernels.andNot(out, 0, full, 0, WORDS_A_PAGE)).toBe(0);
    }
  });
});

test("counts are those of the bits, up to all of them", () => {
  fc.assert(
    fc.property(shapes, fc.nat({ max: 2 }), (shape, from) => {
      const at = shape.before * WORDS_A_PAGE;
      const bAt = from * WORDS_A_PAGE;
      const words = shape.pages * WORDS_A_PAGE;
      const left = wordsDrawn(at + words, shape.seed);
      const right = wordsDrawn(bAt + words, ~shape.seed);
      everywhere(({ kernels, space }, put) => {
        const a = put(space.int32(left.length), left);
        const b = put(space.int32(right.length), right);
        expect(kernels.count(a, at, words)).toBe(sum(left.slice(at).map(ones)));
        const both = left.slice(at).map((word, index) => ones(word & (right[bAt + index] ?? 0)));
        expect(kernels.countAnd(a, at, b, bAt, words)).toBe(sum(both));
      });
    }),
    { numRuns: 40 },
  );
  everywhere(({ kernels, space }, put) => {
    const words = 300 * WORDS_A_PAGE;
    const full = put(space.int32(words), Array<number>(words).fill(-1));
    expect(kernels.count(full, 0, words)).toBe(words * 32);
    expect(kernels.countAnd(full, 0, full, 0, words)).toBe(words * 32);
  });
});

test("overlaps add the bits that every two sets share to the counts that are there", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10 }), fc.integer(), (many, pages, seed) => {
      const words = pages * WORDS_A_PAGE;
      const drawn = wordsDrawn(many * words, seed);
      const setAt = (index: number): number[] => drawn.slice(index * words, (index + 1) * words);
      const before = Array.from({ length: many * many }, (_, index) => index);
      const expected = before.map((count, index) => {
        const [a, b] = [Math.floor(index / many), index % many];
        const [first, second] = [setAt(a), setAt(b)];
        return b > a ? count + sum(first.map((word, at) => ones(word & (second[at] ?? 0)))) : count;
      });
      everywhere(({ kernels, space }, put) => {
        const counts = put(space.int32(before.length), before);
        kernels.overlaps(put(space.int32(drawn.length), drawn), many, words, counts);
        expect([...counts]).toEqual(expected);
      });
    }),
    { numRuns: 30 },
  );
  everywhere(({ kernels, space }, put) => {
    const words = 40 * WORDS_A_PAGE;
    const counts = put(space.int32(4), [0, 0, 0, 0]);
    kernels.overlaps(put(space.int32(2 * words), Array<number>(2 * words).fill(-1)), 2, words, counts);
    expect([...counts]).toEqual([0, words * 32, 0, 0]);
  });
});

type Scan = (setting: Setting, put: Put, out: Int32Array, row: number, rows: number) => void;

/** A scan writes the rows of the pages asked for that meet, and nothing elsewhere. */
function expectScan({ before, pages, seed }: Shape, meets: (row: number) => boolean, scan: Scan): void {
  const row = before * ROWS_A_PAGE;
  const rows = pages * ROWS_A_PAGE;
  const had = wordsDrawn(paddedWords(row + rows) + WORDS_A_PAGE, seed);
  const expected = had.map((word, index) => {
    if (index < row / 32 || index >= (row + rows) / 32) return word;
    return any(Array.from({ length: 32 }, (_, bit) => (meets(index * 32 + bit) ? 1 << bit : 0)));
  });
  everywhere((setting, put) => {
    const out = put(setting.space.int32(had.length), had);
    scan(setting, put, out, row, rows);
    expect([...out]).toEqual(expected);
  });
}

const rowsOf = ({ before, pages }: Shape): number => (before + pages) * ROWS_A_PAGE;

test("codes of a byte are found by any set of flags", () => {
  const flagSets = fc.oneof(
    fc.uniqueArray(fc.nat({ max: 15 })),
    fc.uniqueArray(fc.nat({ max: 255 })),
    fc.constant<number[]>([]),
    fc.constant([...Array(256).keys()]),
  );
  fc.assert(
    fc.property(shapes, flagSets, (shape, flagged) => {
      const codes = drawn(rowsOf(shape), [...Array(256).keys()], shape.seed);
      const flags = Array.from({ length: 256 }, (_, code) => Number(flagged.includes(code)));
      expectScan(
        shape,
        (row) => flags[codes[row] ?? 0] === 1,
        ({ kernels, space }, put, out, row, rows) => {
          const data = put(space.uint8(codes.length), codes);
          kernels.inSet8(data, put(space.uint8(256), flags), out, row, rows);
        },
      );
      // Flags may lie on the heap whatever the rest does.
      expectScan(
        shape,
        (row) => flags[codes[row] ?? 0] === 1,
        ({ kernels, space }, put, out, row, rows) => {
          kernels.inSet8(put(space.uint8(codes.length), codes), Uint8Array.from(flags), out, row, rows);
        },
      );
    }),
    { numRuns: 40 },
  );
});

test("codes of two and of four bytes are found by flags of any number", () => {
  fc.assert(
    fc.property(shapes, fc.constantFrom(1, 2, 300, 65536), fc.boolean(), (shape, size, heap) => {
      const random = randomOf(shape.seed);
      const flags = Array.from({ length: size }, () => random(2));
      const codes = Array.from({ length: rowsOf(shape) }, () => random(size));
      const meets = (row: number): boolean => flags[codes[row] ?? 0] === 1;
      expectScan(shape, meets, ({ kernels, space }, put, out, row, rows) => {
        const given = heap ? Uint8Array.from(flags) : put(space.uint8(size), flags);
        kernels.inSet16(put(space.uint16(codes.length), codes), given, out, row, rows);
      });
      expectScan(shape, meets, ({ kernels, space }, put, out, row, rows) => {
        const given = heap ? Uint8Array.from(flags) : put(space.uint8(size), flags);
        kernels.inSet32(put(space.int32(codes.length), codes), given, out, row, rows);
      });
    }),
    { numRuns: 20 },
  );
});

test("more flags than the kernels have room for on the heap are found too", () => {
  const size = 70_000;
  const codes = drawn(ROWS_A_PAGE, [0, 1, 65_535, 65_536, 69_999], 1);
  const flags = Array.from({ length: size }, (_, code) => Number(code === 1 || code === 69_999));
  expectScan(
    { before: 0, pages: 1, seed: 1 },
    (row) => flags[codes[row] ?? 0] === 1,
    ({ kernels, space }, put, out, row, rows) => {
      kernels.inSet32(put(space.int32(codes.length), codes), Uint8Array.from(flags), out, row, rows);
    },
  );
});

/** Bounds at the edges of a palette, between its values, beyond them all, and none at all. */
function boundsFor(palette: readonly number[]): fc.Arbitrary<[number, number]> {
  const edges = [...palette, -0.5, 0.5, 1.5, 255.5, 1e10, -1e10, Infinity, -Infinity, NaN, -0];
  return fc.tuple(fc.constantFrom(...edges), fc.constantFrom(...edges));
}

test("values of every kind are found by a closed range of any bounds", () => {
  fc.assert(
    fc.property(shapes, boundsFor(BYTES), (shape, [low, high]) => {
      const values = drawn(rowsOf(shape), BYTES, shape.seed);
      const meets = (row: number): boolean => (values[row] ?? NaN) >= low && (values[row] ?? NaN) <= high;
      expectScan(shape, meets, ({ kernels, space }, put, out, row, rows) => {
        kernels.range8(put(space.uint8(values.length), values), low, high, out, row, rows);
      });
    }),
  );
  fc.assert(
    fc.property(shapes, boundsFor(INT32), (shape, [low, high]) => {
      const values = drawn(rowsOf(shape), INT32, shape.seed);
      const meets = (row: number): boolean => (values[row] ?? NaN) >= low && (values[row] ?? NaN) <= high;
      expectScan(shape, meets, ({ kernels, space }, put, out, row, rows) => {
        kernels.range32(put(space.int32(values.length), values), low, high, out, row, rows);
      });
    }),
  );
  fc.assert(
    fc.property(shapes, boundsFor(DOUBLES), (shape, [low, high]) => {
      const values = drawn(rowsOf(shape), DOUBLES, shape.seed);
      const meets = (row: number): boolean => (values[row] ?? NaN) >= low && (values[row] ?? NaN) <= high;
      expectScan(shape, meets, ({ kernels, space }, put, out, row, rows) => {
        kernels.range64(put(space.float64(values.length), values), low, high, out, row, rows);
      });
    }),
  );
});

test("NaN lies in no range, and both zeros in one from zero to zero", () => {
  const values = Array.from({ length: ROWS_A_PAGE }, (_, row) => [NaN, 0, -0, 1][row & 3] ?? 0);
  everywhere(({ kernels, space }, put) => {
    const data = put(space.float64(ROWS_A_PAGE), values);
    const out = put(space.int32(WORDS_A_PAGE), []);
    for (const [low, high, word] of [
      [-Infinity, Infinity, 0xeeeeeeee | 0],
      [0, 0, 0x66666666],
      [-0, -0, 0x66666666],
      [NaN, Infinity, 0],
      [1, 0, 0],
    ] as const) {
      kernels.range64(data, low, high, out, 0, ROWS_A_PAGE);
      expect(new Set(out)).toEqual(new Set([word]));
      out.fill(-1);
      kernels.keep64(data, low, high, out, 0, WORDS_A_PAGE);
      expect(new Set(out)).toEqual(new Set([word]));
    }
  });
});

test("of the bits set, those in a range are kept", () => {
  fc.assert(
    fc.property(shapes, boundsFor(INT32), boundsFor(DOUBLES), (shape, [low, high], [least, most]) => {
      const whole = drawn(rowsOf(shape), INT32, shape.seed);
      const doubles = drawn(rowsOf(shape), DOUBLES, shape.seed);
      const had = wordsDrawn(paddedWords(rowsOf(shape)), shape.seed);
      const from = shape.before * WORDS_A_PAGE;
      const words = shape.pages * WORDS_A_PAGE;
      const kept = (values: readonly number[], low: number, high: number): number[] =>
        had.map((word, index) => {
          if (index < from) return word;
          const within = values.slice(index * 32, index * 32 + 32).map((value) => value >= low && value <= high);
          return word & any(within.map((is, bit) => (is ? 1 << bit : 0)));
        });
      const whole32 = kept(whole, low, high);
      const doubles64 = kept(doubles, least, most);
      everywhere(({ kernels, space }, put) => {
        const bits = put(space.int32(had.length), had);
        kernels.keep32(put(space.int32(whole.length), whole), low, high, bits, from, words);
        expect([...bits]).toEqual(whole32);
        bits.set(had);
        kernels.keep64(put(space.float64(doubles.length), doubles), least, most, bits, from, words);
        expect([...bits]).toEqual(doubles64);
      });
    }),
    { numRuns: 40 },
  );
});

test("positions set and clear their bits and leave the rest", () => {
  const rows = 2 * ROWS_A_PAGE;
  const cases = fc.tuple(fc.array(fc.nat({ max: rows - 1 })), fc.nat({ max: 50 }), fc.nat({ max: 50 }), fc.integer());
  fc.assert(
    fc.property(cases, ([some, a, b, seed]) => {
      const from = Math.min(a, b, some.length);
      const to = Math.min(Math.max(a, b), some.length);
      const had = wordsDrawn(rows / 32, seed);
      const named = new Set(some.slice(from, to));
      const withBits = (of: (row: number) => boolean): number[] =>
        had.map((_, index) => any(Array.from({ length: 32 }, (_, bit) => (of(index * 32 + bit) ? 1 << bit : 0))));
      const set = withBits((row) => named.has(row) || bit(had, row));
      const cleared = withBits((row) => !named.has(row) && bit(had, row));
      everywhere(({ kernels, space }, put) => {
        const out = put(space.int32(had.length), had);
        const positions = put(space.int32(some.length), some);
        kernels.setBits(out, positions, from, to);
        expect([...out]).toEqual(set);
        out.set(had);
        kernels.clearBits(out, positions, from, to);
        expect([...out]).toEqual(cleared);
      });
    }),
    { numRuns: 30 },
  );
});

test("events set are counted and summed by customer, in their order", () => {
  const cases = fc.record({ first: fc.nat({ max: 1000 }), seed: fc.integer(), from: fc.nat({ max: 128 }) });
  fc.assert(
    fc.property(cases, fc.nat({ max: 128 }), ({ first, seed, from }, count) => {
      const words = 2 * WORDS_A_PAGE;
      const random = randomOf(seed);
      const size = 300;
      const customers = Array.from({ length: words * 32 }, () => first + random(size)).sort((a, b) => a - b);
      const events = wordsDrawn(words, seed);
      const whole = drawn(words * 32, INT32, seed);
      // Sums of these depend on their order.
      const doubles = drawn(words * 32, [0.1, 1e16, -1e16, 1 / 3, -0, 7], seed);
      const counted = Array.from({ length: size }, (_, index) => index);
      const summed32 = counted.map(() => 0.5);
      const summed64 = counted.map(() => 0);
      for (let event = from * 32; event < (from + count) * 32; event++) {
        if (!bit(events, event)) continue;
        const at = (customers[event] ?? 0) - first;
        counted[at] = (counted[at] ?? 0) + 1;
        summed32[at] = (summed32[at] ?? 0) + (whole[event] ?? 0);
        summed64[at] = (summed64[at] ?? 0) + (doubles[event] ?? 0);
      }
      everywhere(({ kernels, space }, put) => {
        const of = put(space.int32(customers.length), customers);
        const set = put(space.int32(words), events);
        const counters = put(space.int32(size), [...Array(size).keys()]);
        kernels.countSelected(of, set, from, from + count, first, counters);
        expect([...counters]).toEqual(counted);
        const sums = put(space.float64(size), Array<number>(size).fill(0.5));
        kernels.sumSelected32(of, set, from, from + count, first, put(space.int32(whole.length), whole), sums);
        expect([...sums]).toEqual(summed32);
        sums.fill(0);
        kernels.sumSelected64(of, set, from, from + count, first, put(space.float64(doubles.length), doubles), sums);
        expect([...sums]).toEqual(summed64);
      });
    }),
    { numRuns: 30 },
  );
});

test("sets in groups are joined, some of them left out", () => {
  fc.assert(
    fc.property(
      fc.record({ pages: fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(8, 9, 17)), seed: fc.integer() }),
      fc.array(fc.record({ sets: fc.integer({ min: 1, max: 12 }), leftOut: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
      ({ pages, seed }, drawnGroups) => {
        const words = pages * WORDS_A_PAGE;
        const contents = drawnGroups.map(({ sets }, group) =>
          Array.from({ length: sets }, (_, set) => wordsDrawn(words, seed + group * 20 + set)),
        );
        const expected = Array.from({ length: words }, (_, word) =>
          contents.reduce((left, sets, group) => {
            const any = sets.reduce((found, set) => found | (set[word] ?? 0), 0);
            return left & (drawnGroups[group]?.leftOut === true ? ~any : any);
          }, -1),
        );
        const ones = expected.reduce((sum, word) => sum + (word >>> 0).toString(2).replaceAll("0", "").length, 0);
        everywhere(({ kernels, space }, put) => {
          const groups = contents.map((sets, group) => ({
            sets: sets.map((set) => put(space.int32(words), set)),
            leftOut: drawnGroups[group]?.leftOut === true,
          }));
          const out = put(space.int32(words), wordsDrawn(words, seed + 99));
          expect(kernels.join(groups, words, out)).toBe(ones);
          expect([...out]).toEqual(expected);
          expect(kernels.join(groups, words)).toBe(ones);
        });
      },
    ),
  );
});
