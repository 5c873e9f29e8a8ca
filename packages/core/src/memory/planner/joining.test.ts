import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { NOTHING_BEYOND, type NumericColumn } from "../columns/columns.js";
import { NumberIndex } from "../index/number-index.js";
import { sizeOf, type RoughSet, type RowSet } from "../index/row-set.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { Joining } from "./joining.js";
import { Programme, weighed } from "./programme.js";
import { Registers } from "./registers.js";
import { joinStep, leafStep, type Step } from "./steps.js";
import type { SetTerm } from "./terms.js";

const ROWS = 5_000;

/** A set as it is drawn: of numbers or of rows, in one of the forms an index gives. */
type Drawn =
  | { readonly of: "range"; readonly column: Named; readonly low: number; readonly high: number }
  | { readonly of: "rows"; readonly every: number; readonly form: "bits" | "list" }
  | { readonly of: "nobody" };

interface DrawnLeaf {
  readonly negated: boolean;
  readonly match: "all" | "any";
  readonly sets: readonly Drawn[];
}

type DrawnStep = DrawnLeaf | { readonly kind: "all" | "any"; readonly parts: readonly DrawnStep[] };

/** Wide ones and narrow ones, within the numbers and past them. */
const range: fc.Arbitrary<Drawn> = fc
  .record({
    column: fc.constantFrom<Named[]>("few", "many", "everyone"),
    low: fc.oneof(fc.integer({ min: -5, max: 105 }), fc.constant(-Infinity)),
    width: fc.oneof(
      fc.integer({ min: 0, max: 100 }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.constant(Infinity),
    ),
  })
  .map(({ column, low, width }) => ({ of: "range", column, low, high: low === -Infinity ? width : low + width }));

const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 3, arbitrary: range },
  {
    weight: 3,
    arbitrary: fc.record({
      of: fc.constant("rows" as const),
      every: fc.integer({ min: 1, max: 40 }),
      form: fc.constantFrom("bits" as const, "list" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Drawn>({ of: "nobody" }) },
);

const leaf: fc.Arbitrary<DrawnStep> = fc.record({
  negated: fc.boolean(),
  match: fc.constantFrom("all" as const, "any" as const),
  sets: fc.array(drawn, { minLength: 1, maxLength: 4 }),
});

const { step: drawnSteps } = fc.letrec<{ step: DrawnStep }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      parts: fc.array(tie("step"), { maxLength: 4 }),
    }),
  ),
}));

/** Numbers from 0 to 100 in no order; every ninth is missing, but of one column none. */
const number = {
  few: (row: number) => (row * 37) % 101,
  many: (row: number) => ((row * 1_619) % 9_973) / 99.73,
  everyone: (row: number) => ((row * 1_733) % 9_967) / 99.67,
};

type Named = keyof typeof number;

function has(name: Named, row: number): boolean {
  return name === "everyone" || row % 9 !== 0;
}

function includes(set: Drawn, row: number): boolean {
  if (set.of === "nobody") return false;
  if (set.of === "rows") return row % set.every === 0;
  const value = number[set.column](row);
  return has(set.column, row) && set.low <= value && value <= set.high;
}

function meets(step: DrawnStep, row: number): boolean {
  if ("kind" in step) {
    return step.kind === "all"
      ? step.parts.every((part) => meets(part, row))
      : step.parts.some((part) => meets(part, row));
  }
  const { match, sets, negated } = step;
  const inside = match === "all" ? sets.every((set) => includes(set, row)) : sets.some((set) => includes(set, row));
  return inside !== negated;
}

describe.each([true, false])("with WebAssembly %s", (wasm) => {
  let space: Space;
  let indexes: Readonly<Record<Named, NumberIndex>>;
  const columns: Partial<Record<Named, NumericColumn>> = {};

  function indexed(name: Named): NumberIndex {
    const data = space.float64(paddedRows(ROWS));
    const valid = Bitmap.in(space, ROWS);
    for (let row = 0; row < ROWS; row++) {
      if (!has(name, row)) continue;
      data[row] = number[name](row);
      valid.add(row);
    }
    const column: NumericColumn = {
      kind: "numeric",
      type: "number",
      valid,
      data,
      scale: undefined,
      beyond: NOTHING_BEYOND,
    };
    columns[name] = column;
    return new NumberIndex(column, ROWS, space);
  }

  beforeAll(async () => {
    space = await Space.create({ bytes: 32 * 2 ** 20, wasm });
    indexes = { few: indexed("few"), many: indexed("many"), everyone: indexed("everyone") };
  });

  function ready(set: Drawn): RowSet | RoughSet {
    if (set.of === "nobody") return { kind: "none" };
    if (set.of === "range") {
      const data = columns[set.column]?.data ?? new Float64Array(0);
      return indexes[set.column].range(set.low, set.high, data, new Set(), ROWS);
    }
    const rows = Int32Array.from({ length: Math.ceil(ROWS / set.every) }, (_, place) => place * set.every);
    if (set.form === "list") return { kind: "list", rows, from: 0, to: rows.length };
    const bitmap = new Bitmap(ROWS);
    for (const row of rows) bitmap.add(row);
    return { kind: "bits", words: bitmap.words, size: rows.length };
  }

  function stepOf(step: DrawnStep): Step<SetTerm> {
    if ("kind" in step) return joinStep(step.kind, step.parts.map(stepOf));
    return leafStep({ kind: "sets", match: step.match, sets: step.sets.map(ready) }, step.negated);
  }

  test("a range of an index has as many rows as it says", () => {
    fc.assert(
      fc.property(range, (set) => {
        let size = 0;
        for (let row = 0; row < ROWS; row++) if (includes(set, row)) size++;
        expect(sizeOf(ready(set))).toBe(size);
      }),
    );
  });

  test("sets are joined as they are when each row is looked at, in one pass and block by block", async () => {
    const registers = new Registers(space);
    registers.resize(ROWS);
    await fc.assert(
      fc.asyncProperty(drawnSteps, fc.boolean(), async (drawnStep, whole) => {
        const base = Bitmap.in(space, ROWS);
        for (let row = 0; row < ROWS; row++) if (whole || row % 5 !== 0) base.add(row);
        const held: Int32Array[] = [];
        const hold = (): Int32Array => {
          const register = registers.take();
          held.push(register);
          return register;
        };
        const expected: number[] = [];
        for (let row = 0; row < ROWS; row++) if (base.has(row) && meets(drawnStep, row)) expected.push(row);
        const step = stepOf(drawnStep);
        const joining = new Joining(space.kernels, base.words, whole, hold);
        const out = hold();
        expect(joining.run(step, out)).toBe(expected.length);
        expect([...new Bitmap(ROWS, out).rows()]).toEqual(expected);
        expect(joining.run(step)).toBe(expected.length);

        const mend = (set: RowSet | RoughSet): RowSet =>
          set.kind === "rough" || set.kind === "loose"
            ? { kind: "bits", words: joining.wordsOf(set), size: sizeOf(set) }
            : set;
        const programme = new Programme(space.kernels, base.words, registers);
        const written = hold();
        expect(await programme.run(weighed(step, ROWS, mend), written, new Pacer(undefined))).toBe(expected.length);
        expect([...new Bitmap(ROWS, written).rows()]).toEqual(expected);
        for (const register of held) registers.giveBack(register);
        space.free(base.words);
      }),
      { numRuns: 150 },
    );
  });
});
