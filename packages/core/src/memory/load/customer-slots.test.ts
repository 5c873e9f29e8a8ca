import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints, sortByCodePoints } from "../../adapter/code-point-order.js";
import { CustomerSlots } from "./customer-slots.js";
import { sortedTexts } from "./text-order.js";

const wholeNumbers = fc.oneof(
  fc.nat(50),
  fc.nat({ max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: -1_000, max: -1 }),
);
const ids = fc.array(
  fc.oneof(
    wholeNumbers.map(String),
    fc.string({ unit: "binary", minLength: 1, maxLength: 4 }),
    fc.constantFrom("007", "0", "00", "1e3", "-0"),
  ),
  {
    maxLength: 200,
  },
);

/** Numbers that come one by one, in batches that may go on where others ended. */
const runs = fc
  .tuple(fc.constantFrom(0, 1, 60, 90, 10 ** 13), fc.constantFrom(1, 30))
  .map(([first, length]) => Array.from({ length }, (_, place) => first + place));

test("every id has one slot, whichever way it comes, and ids stand in code-point order", () => {
  fc.assert(
    fc.property(ids, fc.array(fc.oneof(fc.array(wholeNumbers, { maxLength: 200 }), runs)), (texts, batches) => {
      const slots = new CustomerSlots();
      const byId = new Map<string, number>();
      const take = (id: string, slot: number): void => {
        expect(slot).toBe(byId.get(id) ?? byId.size);
        byId.set(id, slot);
      };
      for (const numbers of batches) {
        const data = numbers.every((number) => (number | 0) === number)
          ? Int32Array.from(numbers)
          : Float64Array.from(numbers);
        for (const [row, slot] of slots.ofMany({ kind: "integers", data }).entries()) take(String(numbers[row]), slot);
      }
      for (const id of texts) take(id, slots.of(id));
      const codes = Int32Array.from(texts, (_, row) => row);
      for (const [row, slot] of slots.ofMany({ kind: "texts", codes, texts }).entries()) take(texts[row] ?? "", slot);
      expect(slots.size).toBe(byId.size);
      const isKept = (slot: number): boolean => slot % 3 !== 0;
      const inOrder = slots.inOrder(isKept);
      const expected = sortByCodePoints([...byId].filter(([, slot]) => isKept(slot)).map(([id]) => id));
      expect(Array.from(expected, (_, row) => inOrder.ids.at(row))).toEqual(expected);
      expect(inOrder.ids.length).toBe(expected.length);
      expect([...inOrder.slots]).toEqual(expected.map((id) => byId.get(id)));
    }),
    { numRuns: 300 },
  );
});

test("many texts are put in the order of their code points", () => {
  const count = 20_000;
  const mixed = (seed: number): number => Math.imul(seed ^ (seed >>> 7), 0x9e3779b1) >>> 0;
  const makes: readonly ((index: number) => string)[] = [
    (index) => `customer-${String(mixed(index))}`,
    (index) => `c${"x".repeat(index % 9)}${mixed(index).toString(36)}`,
    (index) => "same beginning ".repeat(2) + "tail of some length".slice(0, index % 19) + String(index % 500),
    (index) => (index % 997 === 0 ? `ü${index}` : `u${index}`),
    (index) => `a${"\0".repeat(index % 4)}${index % 50 === 0 ? "" : index}`,
  ];
  for (const make of makes) {
    const texts = Array.from({ length: count }, (_, index) => make(index));
    expect(sortedTexts([...texts])).toEqual(sortByCodePoints([...texts]));
  }
});

test("numbers far apart are found again", () => {
  const slots = new CustomerSlots();
  const numbers = Float64Array.from({ length: 5_000 }, (_, index) => index * 19_999_999_973);
  const first = slots.ofMany({ kind: "integers", data: numbers }).slice();
  expect(slots.ofMany({ kind: "integers", data: numbers.toReversed() })).toEqual(first.toReversed());
});

test("an id is found where it stands among whole numbers, and one that is none between them", () => {
  const whole = fc.oneof(fc.nat(2_000), fc.nat({ max: 10 ** 14 - 1 }));
  fc.assert(
    fc.property(fc.uniqueArray(whole), fc.array(fc.oneof(whole.map(String), fc.string())), (numbers, sought) => {
      const slots = new CustomerSlots();
      slots.ofMany({ kind: "integers", data: Float64Array.from(numbers) });
      const { ids } = slots.inOrder(() => true);
      for (const id of [...sought, ...numbers.map(String)]) {
        const standing = ids.seek(id);
        for (let row = 0; row < ids.length; row++) {
          expect(Math.sign(standing(row))).toBe(Math.sign(compareCodePoints(ids.at(row), id)));
        }
      }
    }),
    { numRuns: 50 },
  );
});
