import type { Definition } from "./language.js";

/** What was, what is and what was undone: a value, changed by making another. */
export interface History<T = Definition> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was to, where further ones to the same are one step with it. */
  readonly merging: string | undefined;
}

/** Steps that can be undone; earlier ones are forgotten. */
const maxSteps = 200;

/** A history that begins with this definition. */
export function startHistory<T>(present: T): History<T> {
  return Object.freeze({ past: [], present, future: [], merging: undefined });
}

/**
 * Makes a definition the present one and forgets what was undone. Changes in a row that carry the same `merge` key (the
 * pointer of a field that is typed into) are undone as one.
 */
export function record<T>(history: History<T>, present: T, merge?: string): History<T> {
  if (present === history.present) return history;
  const isSame = merge !== undefined && merge === history.merging;
  const past = isSame ? history.past : [...history.past, history.present].slice(-maxSteps);
  return Object.freeze({ past, present, future: [], merging: merge });
}

/** Ends a row of changes: the next one is a step of its own, whatever its key. */
export function settle<T>(history: History<T>): History<T> {
  return history.merging === undefined ? history : Object.freeze({ ...history, merging: undefined });
}

export function canUndo(history: History<unknown>): boolean {
  return history.past.length > 0;
}

export function canRedo(history: History<unknown>): boolean {
  return history.future.length > 0;
}

/** One step back; the same history where there is none. */
export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return Object.freeze({
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    merging: undefined,
  });
}

/** One step forth again; the same history where there is none. */
export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return Object.freeze({ past: [...history.past, history.present], present, future, merging: undefined });
}
