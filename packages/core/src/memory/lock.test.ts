import { expect, test } from "vitest";
import { Lock } from "./lock.js";

function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
}

test("readers read at once, a change waits for them and later readers wait for the change", async () => {
  const lock = new Lock();
  const [first, second] = [gate(), gate()];
  const told: string[] = [];
  const reads = [
    lock.read(async () => {
      told.push("a begins");
      await first.opened;
      told.push("a ends");
    }),
    lock.read(async () => {
      told.push("b begins");
      await second.opened;
      told.push("b ends");
    }),
  ];
  const change = lock.change(() => told.push("change"));
  const late = lock.read(async () => told.push("late"));
  second.open();
  await reads[1];
  expect(told).toEqual(["a begins", "b begins", "b ends"]);
  first.open();
  await Promise.all([...reads, change, late]);
  expect(told).toEqual(["a begins", "b begins", "b ends", "a ends", "change", "late"]);
});

test("work that fails gives its place to the next", async () => {
  const lock = new Lock();
  await expect(lock.change(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(lock.read(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await lock.change(() => "yes")).toBe("yes");
});
