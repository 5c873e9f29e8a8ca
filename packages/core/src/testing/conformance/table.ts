import * as z from "zod/mini";
import { readCatalog } from "../../catalog/define.js";
import { parseDefinition } from "../../definition/parse.js";
import type { Definition } from "../../definition/language.js";
import type { ReferencedAudience } from "../../definition/references.js";
import type { World } from "../world.js";

/** A value as a composition shows it, or the ends of a band. */
export type CellValue = string | number | boolean | null | readonly [low: number | null, high: number | null];

/** What a case promises: who is in, the canonical form, or how the definition is refused. */
export type Expectation =
  | { readonly members: readonly string[] }
  | {
      /** The attribute whose composition is taken of the definition's members. */
      readonly attribute: string;
      /** In no order. `null` is "(no value)"; a band is its two ends, `null` where it is open. */
      readonly cells: readonly (readonly [value: CellValue, count: number, base: number])[];
    }
  | { readonly canonical: string; readonly hash: string }
  | {
      readonly error: string;
      readonly path: string;
      /** Whether it can be kept as a draft all the same; absent where the case does not say. */
      readonly draft?: boolean;
    };

/** One promise of the language, pinned by data. */
export interface ConformanceCase {
  /** `area/name`, unique. */
  readonly id: string;
  /** The rule it pins: an id of the language reference, such as `attr.missing`. */
  readonly clause: string;
  readonly note?: string;
  /** Made anew at each call; cases of one world share it. */
  readonly world: () => World;
  /** JSON text or a value, as `parseDefinition` takes it. */
  readonly definition: unknown;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly expect: Expectation;
}

const audienceSchema = z.union([
  z.strictObject({
    id: z.string(),
    name: z.string(),
    status: z.enum(["draft", "live", "archived"]),
    definition: z.unknown(),
  }),
  z.strictObject({
    id: z.string(),
    name: z.string(),
    status: z.enum(["draft", "live", "archived"]),
    ids: z.array(z.string()),
  }),
]);

const worldSchema = z.strictObject({
  catalog: z.unknown(),
  customers: z.array(
    z.strictObject({
      id: z.union([z.string(), z.number()]),
      attributes: z.exactOptional(z.record(z.string(), z.unknown())),
    }),
  ),
  events: z._default(
    z.array(
      z.strictObject({
        customer: z.union([z.string(), z.number()]),
        type: z.string(),
        at: z.string(),
        properties: z.exactOptional(z.record(z.string(), z.unknown())),
        sequence: z.exactOptional(z.number()),
      }),
    ),
    [],
  ),
  tags: z._default(
    z.array(
      z.strictObject({
        customer: z.union([z.string(), z.number()]),
        tag: z.string(),
        at: z.exactOptional(z.string()),
      }),
    ),
    [],
  ),
  audiences: z._default(z.array(audienceSchema), []),
});

const end = z.nullable(z.number());
const cellValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.tuple([end, end])]);

const expectSchema = z.union([
  z.array(z.string()),
  z.strictObject({ attribute: z.string(), cells: z.array(z.tuple([cellValue, z.number(), z.number()])) }),
  z.strictObject({ error: z.string(), path: z.string(), draft: z.exactOptional(z.boolean()) }),
  z.strictObject({ canonical: z.string(), hash: z.string() }),
]);

/** A file of cases. A case gives a whole `definition`, or the `conditions` of its root and what is not usual about it. */
const tableSchema = z.strictObject({
  worlds: z.record(z.string(), worldSchema),
  cases: z.array(
    z.strictObject({
      id: z.string(),
      clause: z.string(),
      note: z.exactOptional(z.string()),
      world: z.string(),
      asOf: z._default(z.string(), "2024-06-30T12:00:00Z"),
      timeZone: z.exactOptional(z.string()),
      match: z._default(z.enum(["all", "any"]), "all"),
      conditions: z._default(z.array(z.unknown()), []),
      /** The conditions are written this many times over. */
      repeat: z._default(z.number(), 1),
      definition: z.optional(z.unknown()),
      expect: expectSchema,
    }),
  ),
});

/** Reads a file of the table. */
export function readTable(json: unknown): ConformanceCase[] {
  const { worlds, cases } = z.parse(tableSchema, json);
  const made = new Map<string, World>();
  return cases.map(({ id, clause, note, world, asOf, timeZone, match, conditions, repeat, definition, expect }) => ({
    id,
    clause,
    ...(note === undefined ? {} : { note }),
    world: () => worldNamed(world),
    definition: definition ?? {
      version: 1,
      ...(timeZone === undefined ? {} : { timeZone }),
      root: { kind: "group", match, conditions: Array.from({ length: repeat }, () => conditions).flat() },
    },
    asOf: Date.parse(asOf),
    expect: Array.isArray(expect) ? { members: expect } : expect,
  }));

  function worldNamed(name: string): World {
    const written = worlds[name];
    if (written === undefined) throw new TypeError(`No world ${name}`);
    const world = made.get(name) ?? makeWorld(written);
    made.set(name, world);
    return world;
  }
}

function makeWorld({ catalog, audiences, ...data }: z.infer<typeof worldSchema>): World {
  return { catalog: readCatalog(catalog), ...data, audiences: audiences.map(audienceOf) };
}

function audienceOf(written: z.infer<typeof audienceSchema>): ReferencedAudience {
  return "ids" in written ? written : { ...written, definition: definitionOf(written.definition) };
}

function definitionOf(written: unknown): Definition {
  return parseDefinition(written);
}
