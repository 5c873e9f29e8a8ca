import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { CodeData, NumberData } from "./columns.js";
import { alike, type Gathering, type Values } from "./gathering.js";
import type { GrowingNumbers } from "./growing-numbers.js";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** Numbers where they belong, as narrow as they were written. */
export function gatherNumbers({ data }: GrowingNumbers, gathering: Gathering, space: Space): NumberData {
  const rows = paddedRows(gathering.length);
  if (data instanceof Uint8Array) return gathered(data, space.uint8(rows), gathering);
  if (data instanceof Int32Array) return gathered(data, space.int32(rows), gathering);
  return gathered(data, space.float64(rows), gathering);
}

/** Numbers where they belong, as doubles. */
export function gatherDoubles({ data }: GrowingNumbers, gathering: Gathering, space: Space): Float64Array {
  const doubles = data instanceof Float64Array ? data : new Float64Array(data);
  return gathered(doubles, space.float64(paddedRows(gathering.length)), gathering);
}

function gathered<V extends Values>(from: V, out: V, gathering: Gathering): V {
  gathering.into(from, out);
  return out;
}

/** An array for numbers from `low` to `high`. */
export function numbersFor(whole: boolean, low: number, high: number, length: number, space: Space): NumberData {
  if (whole && low >= 0 && high <= 255) return space.uint8(length);
  if (whole && low >= INT32_MIN && high <= INT32_MAX) return space.int32(length);
  return space.float64(length);
}

/** Codes where they belong, as wide as a dictionary of this size needs. */
export function gatherCodes(codes: NumberData, gathering: Gathering, texts: number, space: Space): CodeData {
  const out = codesFor(texts, paddedRows(gathering.length), space);
  if (codes instanceof Uint8Array && out instanceof Uint8Array) return gathered(codes, out, gathering);
  if (codes instanceof Int32Array && out instanceof Int32Array) return gathered(codes, out, gathering);
  const alikeCodes = alike(out, codes.length);
  alikeCodes.set(codes);
  return gathered(alikeCodes, out, gathering);
}

/** An array for codes of a dictionary with this many texts. */
export function codesFor(texts: number, length: number, space: Space): CodeData {
  if (texts <= 2 ** 8) return space.uint8(length);
  if (texts <= 2 ** 16) return space.uint16(length);
  return space.int32(length);
}
