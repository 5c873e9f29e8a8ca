import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { CodeData, NumberData } from "./columns.js";
import { alike, type Gathering } from "./gathering.js";
import type { GrowingNumbers } from "./growing-numbers.js";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** Numbers where they belong, in the narrowest array that holds them all as they are. */
export function gatherNumbers({ data, length }: GrowingNumbers, gathering: Gathering, space: Space): NumberData {
  if (gathering.takesAll(length)) {
    const written = data.subarray(0, length);
    const gathered = numbersOf(written, gathering.length, space);
    if (gathered instanceof Uint8Array) gathering.into(new Uint8Array(written), gathered);
    else if (gathered instanceof Int32Array) gathering.into(asInt32(written), gathered);
    else gathering.into(asFloat64(written), gathered);
    return gathered;
  }
  const taken = alike(data, gathering.length);
  gathering.into(data, taken);
  const gathered = numbersOf(taken, gathering.length, space);
  gathered.set(taken);
  return gathered;
}

/** Numbers where they belong, as doubles. */
export function gatherDoubles({ data }: GrowingNumbers, gathering: Gathering, space: Space): Float64Array {
  const gathered = space.float64(paddedRows(gathering.length));
  gathering.into(asFloat64(data), gathered);
  return gathered;
}

function asInt32(numbers: Int32Array | Float64Array): Int32Array {
  return numbers instanceof Int32Array ? numbers : new Int32Array(numbers);
}

function asFloat64(numbers: Int32Array | Float64Array): Float64Array {
  return numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
}

/** An array for as many numbers, as wide as these need. */
function numbersOf(numbers: Int32Array | Float64Array, length: number, space: Space): NumberData {
  let low = 0;
  let high = 0;
  let whole = true;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    if (number < low) low = number;
    if (number > high) high = number;
    if (!Number.isInteger(number)) whole = false;
  }
  return numbersFor(whole, low, high, paddedRows(length), space);
}

/** An array for numbers from `low` to `high`. */
export function numbersFor(whole: boolean, low: number, high: number, length: number, space: Space): NumberData {
  if (whole && low >= 0 && high <= 255) return space.uint8(length);
  if (whole && low >= INT32_MIN && high <= INT32_MAX) return space.int32(length);
  return space.float64(length);
}

/** Codes where they belong, counted from `first`, as wide as a dictionary of this size needs; 0 where there is none. */
export function gatherCodes(
  codes: Int32Array,
  gathering: Gathering,
  texts: number,
  space: Space,
  first: 0 | 1,
): CodeData {
  const gathered = codesFor(texts, paddedRows(gathering.length), space);
  const narrow = alike(gathered, codes.length);
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    narrow[index] = code < first ? 0 : code - first;
  }
  gathering.into(narrow, gathered);
  return gathered;
}

/** An array for codes of a dictionary with this many texts. */
export function codesFor(texts: number, length: number, space: Space): CodeData {
  if (texts <= 2 ** 8) return space.uint8(length);
  if (texts <= 2 ** 16) return space.uint16(length);
  return space.int32(length);
}
