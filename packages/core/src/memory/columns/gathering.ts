import type { CodeData, NumberData } from "./columns.js";

/** Arrays of values of one, two, four or eight bytes. */
export type Values = NumberData | CodeData;

/** Takes values from where they were written to where they belong. */
export interface Gathering {
  /** The values that are taken. */
  readonly length: number;
  /** Whether it takes all of `length` written values, and nothing else. */
  takesAll(length: number): boolean;
  /** Writes the values, in their order, to the start of `out`: 0 for one that was never written. Both are of one kind. */
  into<V extends Values>(from: V, out: V): void;
}

/** Values from the places of a list, one after the other. */
export function gatheringOf(order: Int32Array | Gathering): Gathering {
  if (!(order instanceof Int32Array)) return order;
  let below: boolean | undefined;
  return {
    length: order.length,
    takesAll: (length) => order.length === length && (below ??= areBelow(order, length)),
    into: (from, out) => take(from, order, out),
  };
}

function areBelow(places: Int32Array, length: number): boolean {
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? -1;
    if (place < 0 || place >= length) return false;
  }
  return true;
}

/** `out[i] = from[order[i]]`. */
export function take(from: Values, order: Int32Array, out: Values): void {
  // A loop for each kind of array: one loop for all of them would be several times slower.
  if (from instanceof Uint8Array && out instanceof Uint8Array) {
    for (let index = 0; index < order.length; index++) out[index] = from[order[index] ?? 0] ?? 0;
  } else if (from instanceof Int32Array && out instanceof Int32Array) {
    for (let index = 0; index < order.length; index++) out[index] = from[order[index] ?? 0] ?? 0;
  } else if (from instanceof Float64Array && out instanceof Float64Array) {
    for (let index = 0; index < order.length; index++) out[index] = from[order[index] ?? 0] ?? 0;
  } else {
    for (let index = 0; index < order.length; index++) out[index] = from[order[index] ?? 0] ?? 0;
  }
}

/** An array of the same kind. */
export function alike<V extends Values>(values: V, length: number): V;
export function alike(values: Values, length: number): Values {
  if (values instanceof Uint8Array) return new Uint8Array(length);
  if (values instanceof Uint16Array) return new Uint16Array(length);
  return values instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
}
