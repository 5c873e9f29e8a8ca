import { describe, expect, test } from "vitest";
import { formatIn } from "../format/format.js";
import { shared } from "../messages/english/shared.js";
import { partLabel } from "./part-label.js";

const format = formatIn("en", "Europe/Berlin");
type Cell = Parameters<typeof partLabel>[0];
type Of = Parameters<typeof partLabel>[1];
const label = (cell: Cell, attribute: Of) => partLabel(cell, attribute, shared, format);
const band = (low: number | undefined, high: number | undefined): Cell => ({ value: undefined, band: { low, high } });

describe("a part is called", () => {
  test.each<[string, Cell, Of]>([
    ["Gold", { value: "gold" }, { type: "text", values: { gold: "Gold" } }],
    ["gold", { value: "gold" }, { type: "text" }],
    ["constructor", { value: "constructor" }, { type: "text", values: {} }],
    ["(no value)", { value: undefined }, { type: "text" }],
    ["yes", { value: true }, { type: "boolean" }],
    ["no", { value: false }, { type: "boolean" }],
    ["1,234.5", { value: 1234.5 }, { type: "number", scale: 1 }],
    ["1 Mar 2026", { value: "2026-03-01" }, { type: "date" }],
    ["1 Mar 2026, 00:30", { value: "2026-02-28T23:30:00Z" }, { type: "datetime" }],
  ])("%s", (expected, cell, attribute) => {
    expect(label(cell, attribute)).toBe(expected);
  });

  test.each<[string, Cell, Of]>([
    ["under 18", band(undefined, 18), { type: "number", scale: 0 }],
    ["18 to 24", band(18, 25), { type: "number", scale: 0 }],
    ["1", band(1, 2), { type: "number", scale: 0 }],
    ["65 and over", band(65, undefined), { type: "number", scale: 0 }],
    ["0.5 to under 1.5", band(0.5, 1.5), { type: "number", scale: 1 }],
    ["before 1 Jan 2024", band(undefined, 19_723), { type: "date" }],
    ["1 Jan 2024 to 31 Dec 2024", band(19_723, 20_089), { type: "date" }],
    ["1 Mar 2026 to 31 Mar 2026", band(1_772_319_600_000, 1_774_994_400_000), { type: "datetime" }],
    ["1 Mar 2026 and later", band(1_772_319_600_000, undefined), { type: "datetime" }],
    ["€50.00 to under €100.00", band(50, 100), { type: "number", scale: 0, currency: "EUR" }],
  ])("%s, by its band", (expected, cell, attribute) => {
    expect(label(cell, attribute)).toBe(expected);
  });
});
