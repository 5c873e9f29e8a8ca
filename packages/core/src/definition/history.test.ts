import { expect, it } from "vitest";
import { emptyDefinition } from "./edit.js";
import { canRedo, canUndo, record, redo, settle, startHistory, undo } from "./history.js";
import type { Definition } from "./language.js";

const named = (timeZone: string): Definition => ({ ...emptyDefinition, timeZone });
const [a, b, c] = [named("a"), named("b"), named("c")] as const;

it("goes back and forth", () => {
  let history = record(record(startHistory(a), b), c);
  expect([canUndo(history), canRedo(history)]).toEqual([true, false]);
  history = undo(history);
  expect(history.present).toBe(b);
  history = undo(history);
  expect(history.present).toBe(a);
  expect(undo(history)).toBe(history);
  history = redo(redo(history));
  expect(history.present).toBe(c);
  expect(redo(history)).toBe(history);
});

it("forgets what was undone once something else is done", () => {
  const history = record(undo(record(startHistory(a), b)), c);
  expect(canRedo(history)).toBe(false);
  expect(undo(history).present).toBe(a);
});

it("undoes changes in a row to the same field as one", () => {
  const typed = record(record(record(startHistory(a), b, "/x"), c, "/x"), named("d"), "/x");
  expect(undo(typed).present).toBe(a);
  expect(undo(record(record(startHistory(a), b, "/x"), c, "/y")).present).toBe(b);
  expect(undo(record(record(startHistory(a), b), c)).present).toBe(b);
  expect(undo(record(settle(record(startHistory(a), b, "/x")), c, "/x")).present).toBe(b);
  const undone = undo(record(startHistory(a), b, "/x"));
  expect(undo(record(undone, c, "/x")).present).toBe(a);
});

it("takes no step where nothing changed", () => {
  const history = startHistory(a);
  expect(record(history, a)).toBe(history);
});

it("keeps the last 200 steps", () => {
  let history = startHistory(a);
  for (let step = 0; step < 300; step++) history = record(history, named(String(step)));
  expect(history.past).toHaveLength(200);
  expect(history.past[0]?.timeZone).toBe("99");
});
