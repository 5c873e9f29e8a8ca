import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDefinition } from "../../definition/parse.js";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { referenceCells, referenceMembers } from "../reference/reference.js";
import { conformanceCases } from "./cases.js";
import { testCases, testDataAdapter } from "./test-data-adapter.js";

describe("the conformance table", () => {
  const reference = readFileSync(new URL("../../../../../docs/reference/language.md", import.meta.url), "utf8");
  const clauses = new Set([...reference.matchAll(/^- \[([a-z.-]+)\]/gm)].map(([, clause]) => clause));
  const pinned = new Set(conformanceCases.map(({ clause }) => clause));

  it("pins every clause of the language reference", () => {
    expect(clauses.size).toBeGreaterThan(100);
    expect([...clauses].filter((clause) => clause !== undefined && !pinned.has(clause))).toEqual([]);
  });

  it("names no clause that the reference does not have", () => {
    expect([...pinned].filter((clause) => !clauses.has(clause))).toEqual([]);
  });

  it("has ids of its own for each case", () => {
    expect(new Set(conformanceCases.map(({ id }) => id)).size).toBe(conformanceCases.length);
  });
});

describe("conformance of the reference evaluator", () => {
  testCases(describe, it, {
    members: async (world, definition, asOf) => referenceMembers(world, parseDefinition(definition), asOf),
    cells: async (world, definition, attribute, asOf) => {
      const members = referenceMembers(world, parseDefinition(definition), asOf);
      return referenceCells(world, attribute, asOf).map(({ ids, ...cell }) => ({
        ...cell,
        count: [...ids].filter((id) => members.has(id)).length,
        base: ids.size,
      }));
    },
  });
});

testDataAdapter({
  describe,
  it,
  makeAdapter: ({ catalog, customers, events, tags }) => memoryAdapter({ catalog, customers, events, tags }),
});
