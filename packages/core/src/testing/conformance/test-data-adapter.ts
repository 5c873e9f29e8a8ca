import type { CompositionCell, DataAdapter, Membership } from "../../adapter/adapter.js";
import { checkDefinition } from "../../definition/check.js";
import { canonicalText, definitionHash } from "../../definition/canonical.js";
import { parseDefinition } from "../../definition/parse.js";
import type { AudienceLookup } from "../../definition/references.js";
import { AudienceError, type Issue } from "../../issue/issue.js";
import { resolveComposition } from "../../plan/column.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { World } from "../world.js";
import { conformanceCases } from "./cases.js";
import type { CellValue, ConformanceCase } from "./table.js";

/** What a case came to, in the form of its expectation. */
export type Outcome = ConformanceCase["expect"];

/** An adapter, or any other evaluator. */
export interface Evaluator {
  members(world: World, definition: unknown, asOf: number): Promise<Iterable<string>>;
  cells(world: World, definition: unknown, attribute: string, asOf: number): Promise<readonly CompositionCell[]>;
}

export interface DataAdapterSuite {
  /** Of the test runner: `describe` and `it` of Vitest, Mocha or `node:test`. */
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
  /** An adapter that holds the world's customers, events and tags. Cases of one world share one adapter. */
  readonly makeAdapter: (world: World) => Promise<DataAdapter>;
  /** Called for each adapter made, when all cases are through. */
  readonly after?: (body: () => Promise<void>) => unknown;
  readonly closeAdapter?: (adapter: DataAdapter) => Promise<void>;
}

/** Runs the whole conformance table against an adapter; each case is a test of its own. */
export function testDataAdapter({ describe, it, makeAdapter, after, closeAdapter }: DataAdapterSuite): void {
  const adapters = new Map<World, Promise<DataAdapter>>();
  describe("conformance of the data adapter", () => {
    const adapterOf = (world: World): Promise<DataAdapter> => {
      const made = adapters.get(world) ?? makeAdapter(world);
      adapters.set(world, made);
      return made;
    };
    const membership = async (world: World, definition: unknown, asOf: number): Promise<Membership> => {
      const adapter = await adapterOf(world);
      const options = { catalog: adapter.catalog(), asOf, audiences: lookupOf(world) };
      return adapter.evaluate(resolvePlan(parseDefinition(definition), options));
    };
    testCases(describe, it, {
      async members(world, definition, asOf) {
        const ids: string[] = [];
        for await (const id of (await membership(world, definition, asOf)).ids()) ids.push(id);
        return ids;
      },
      async cells(world, definition, attribute, asOf) {
        const adapter = await adapterOf(world);
        const composition = resolveComposition(attribute, { catalog: adapter.catalog(), asOf });
        return (await adapter.compose(await membership(world, definition, asOf), composition)).cells;
      },
    });
    after?.(async () => {
      for (const adapter of adapters.values()) await closeAdapter?.(await adapter);
    });
  });
}

/** Runs the table against any evaluator. */
export function testCases(
  describe: DataAdapterSuite["describe"],
  it: DataAdapterSuite["it"],
  evaluator: Evaluator,
): void {
  const areas = new Map<string, ConformanceCase[]>();
  for (const one of conformanceCases) {
    const area = one.id.slice(0, one.id.indexOf("/"));
    areas.set(area, [...(areas.get(area) ?? []), one]);
  }
  for (const [area, cases] of areas) {
    describe(area, () => {
      for (const one of cases) {
        it(`${one.id} [${one.clause}]`, async () => {
          const difference = await differenceOf(one, evaluator);
          if (difference !== undefined) throw new Error(difference);
        });
      }
    });
  }
}

/** How an evaluator departs from a case, in a sentence; undefined where it does not. */
export async function differenceOf(one: ConformanceCase, evaluator: Evaluator): Promise<string | undefined> {
  const expected = JSON.stringify(inOrder(one.expect));
  const actual = JSON.stringify(inOrder(await outcomeOf(one, evaluator)));
  const why = one.note === undefined ? "" : ` (${one.note})`;
  return actual === expected ? undefined : `${one.id}: expected ${expected}, found ${actual}${why}`;
}

async function outcomeOf(
  { world: make, definition, asOf, expect }: ConformanceCase,
  evaluator: Evaluator,
): Promise<Outcome> {
  const world = make();
  if ("canonical" in expect) {
    const parsed = parseDefinition(definition);
    return { canonical: canonicalText(parsed), hash: definitionHash(parsed) };
  }
  const refusal = refusalOf(definition, world);
  if (refusal !== undefined) {
    const { code, path, draft } = refusal;
    return { error: code, path, ...("draft" in expect ? { draft } : {}) };
  }
  if ("cells" in expect) {
    const { attribute } = expect;
    return { attribute, cells: (await evaluator.cells(world, definition, attribute, asOf)).map(writtenCell) };
  }
  return { members: [...(await evaluator.members(world, definition, asOf))] };
}

function refusalOf(definition: unknown, world: World): { code: string; path: string; draft: boolean } | undefined {
  try {
    const issues = checkDefinition(parseDefinition(definition), {
      catalog: world.catalog,
      audiences: lookupOf(world),
    });
    const first = issues.find((issue: Issue) => issue.severity === "error");
    return first === undefined ? undefined : { code: first.code, path: first.path, draft: true };
  } catch (error) {
    if (error instanceof AudienceError) return { code: error.code, path: error.path, draft: false };
    throw error;
  }
}

/** Finds the audiences of a world. */
export function lookupOf(world: World): AudienceLookup {
  return (id) => world.audiences?.find((audience) => audience.id === id);
}

function writtenCell({ value, band, count, base }: CompositionCell): readonly [CellValue, number, number] {
  return [band === undefined ? (value ?? null) : [band.low ?? null, band.high ?? null], count, base];
}

/** Members and cells are sets: their order says nothing. */
function inOrder(outcome: Outcome): Outcome {
  if ("members" in outcome) return { members: [...outcome.members].sort() };
  if (!("cells" in outcome)) return outcome;
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return { attribute: outcome.attribute, cells: [...outcome.cells].sort(byText) };
}
