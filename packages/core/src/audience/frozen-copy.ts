import { deepFreeze } from "../definition/freeze.js";

/** A frozen copy of plain data that shares nothing with the original. */
export function frozenCopy<T>(value: T): T {
  return deepFreeze(structuredClone(value));
}
