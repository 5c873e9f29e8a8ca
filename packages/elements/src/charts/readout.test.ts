import { describe, expect, test } from "vitest";
import { readoutPlace, type ReadoutRoom } from "./readout.js";

const room = { width: 800, height: 400 };
const at = (changed: Partial<ReadoutRoom>): ReadoutRoom => ({
  x: 400,
  y: 100,
  width: 150,
  height: 120,
  room,
  drawn: () => undefined,
  ...changed,
});

describe("a readout", () => {
  test("stands on the side with more room, under what it reads", () => {
    expect(readoutPlace(at({ x: 100 }))).toEqual({ left: 112, top: 112 });
    expect(readoutPlace(at({ x: 700 }))).toEqual({ left: 538, top: 112 });
  });

  test("goes above where there is no room below", () => {
    expect(readoutPlace(at({ x: 100, y: 350 }))).toEqual({ left: 112, top: 218 });
  });

  test("keeps clear of what is drawn, and takes the other side where only that is free", () => {
    expect(readoutPlace(at({ x: 100, drawn: () => ({ top: 90, bottom: 200 }) }))).toEqual({ left: 112, top: 212 });
    const steep = (left: number) => (left < 100 ? undefined : { top: 0, bottom: 400 });
    expect(readoutPlace(at({ x: 300, drawn: steep }))).toMatchObject({ left: 312, top: 280 });
    expect(readoutPlace(at({ x: 260, drawn: (left) => (left > 200 ? { top: 0, bottom: 400 } : undefined) }))).toEqual({
      left: 98,
      top: 112,
    });
  });

  test("keeps clear of what it reads", () => {
    expect(readoutPlace(at({ x: 100, reach: 40 }))).toMatchObject({ left: 152 });
    expect(readoutPlace(at({ x: 700, reach: 40 }))).toMatchObject({ left: 498 });
  });

  test("covers what stands on the ground rather than what is written above it", () => {
    expect(readoutPlace(at({ x: 100, drawn: () => ({ top: 60, bottom: 400 }) }))).toMatchObject({ top: 0 });
  });

  test.each([0, 40, 160, 170])("stays inside a narrow chart: at %d of 170", (x) => {
    const { left } = readoutPlace(at({ x, room: { width: 170, height: 400 } }));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + 150).toBeLessThanOrEqual(170);
  });
});
