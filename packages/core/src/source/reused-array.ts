/** Gives an array of a length that is used again: what was written to the one before is gone. */
export type ReusedArray<A> = (length: number) => A;

export function reusedInt32(): ReusedArray<Int32Array> {
  let room = new Int32Array(0);
  return (length) => {
    if (room.length < length) room = new Int32Array(length);
    return room.length === length ? room : room.subarray(0, length);
  };
}

export function reusedFloat64(): ReusedArray<Float64Array> {
  let room = new Float64Array(0);
  return (length) => {
    if (room.length < length) room = new Float64Array(length);
    return room.length === length ? room : room.subarray(0, length);
  };
}

export function reusedUint8(): ReusedArray<Uint8Array> {
  let room = new Uint8Array(0);
  return (length) => {
    if (room.length < length) room = new Uint8Array(length);
    return room.length === length ? room : room.subarray(0, length);
  };
}
