/** A value that is edited, with the way back and forth. */
export interface EditHistory<T> {
  readonly present: T;
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** How many steps back are kept. */
const depth = 200;

export function begin<T>(present: T): EditHistory<T> {
  return { present, past: [], future: [] };
}

/** The next value; the same value again is no step. */
export function edit<T>(history: EditHistory<T>, next: T): EditHistory<T> {
  if (next === history.present) return history;
  return { present: next, past: [...history.past, history.present].slice(-depth), future: [] };
}

export function undo<T>(history: EditHistory<T>): EditHistory<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { present, past: history.past.slice(0, -1), future: [history.present, ...history.future] };
}

export function redo<T>(history: EditHistory<T>): EditHistory<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { present, past: [...history.past, history.present], future };
}
