import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import type { Definition, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerInput, EventInput, TagInput } from "../../source/records.js";
import type { MemoryAdapter } from "../adapter.js";
import { memoryAdapter } from "../load/memory-adapter.js";
import { checksum } from "./checksum.js";
import { aligned, START_LENGTH } from "./form.js";
import { headerSchema, type SavedHeader } from "./header.js";
import { openSavedBase } from "./open-saved-base.js";
import { written } from "./section-list.js";
import type { SavedBaseSource } from "./source.js";

const asOf = Date.UTC(2026, 0, 31);
const catalog = defineCatalog({
  timeZone: "Europe/Paris",
  attributes: [
    { name: "city", type: "text", label: "City" },
    { name: "age", type: "number", bands: [18, 35] },
    { name: "spend", type: "number", scale: 2 },
    { name: "born", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "member", type: "boolean" },
    { name: "likes", type: "list" },
  ],
  otherEvents: {
    properties: [
      { name: "amount", type: "number", scale: 0 },
      { name: "shop", type: "text" },
    ],
  },
  tags: [{ name: "vip", label: "VIP" }],
});

const customers: CustomerInput[] = [
  { id: "b", attributes: { city: "Lyon", age: 17.5, spend: 10.25, born: "2000-02-29", likes: ["x", "y"] } },
  { id: "a", attributes: { city: "Köln", age: 18, spend: 0.1, seen: "2026-01-01T00:00:00.5Z", member: false } },
  { id: "é", attributes: { city: "東京", age: -3, member: true, likes: ["y", "\uFEFFz"] } },
  { id: "\u{1F600}", attributes: { city: "\uFEFFLyon" } },
  { id: 4 },
];
const events: EventInput[] = [
  { customer: "a", type: "purchase", at: "2026-01-05T00:00:00Z", properties: { amount: 1, shop: "Lyon" } },
  { customer: "a", type: "purchase", at: "2026-01-06T00:00:00.250Z", properties: { amount: 70_000 } },
  { customer: "b", type: "purchase", at: "2026-01-07T00:00:00Z", properties: { amount: -2, shop: "Köln" } },
  { customer: "é", type: "visit", at: "2026-01-07T00:00:00Z", properties: { shop: "Lyon" } },
  { customer: "nobody", type: "visit", at: "2026-01-07T00:00:00Z" },
];
const tags: TagInput[] = [
  { customer: "a", tag: "vip" },
  { customer: "é", tag: "vip", at: "2026-01-03T00:00:00Z" },
  { customer: "b", tag: "odd\u0000name" },
];
const nodes: Node[] = [
  { kind: "attribute", attribute: "city", operator: "is", value: "Lyon" },
  { kind: "attribute", attribute: "city", operator: "contains", value: "\uFEFF" },
  { kind: "attribute", attribute: "age", operator: "atLeast", value: 17.5 },
  { kind: "attribute", attribute: "spend", operator: "lessThan", value: 10 },
  { kind: "attribute", attribute: "seen", operator: "hasValue" },
  { kind: "attribute", attribute: "likes", operator: "hasAny", value: ["y"] },
  { kind: "tag", operator: "hasAny", tags: ["vip"] },
  { kind: "tag", operator: "hasAny", tags: ["vip"], window: { last: 60, unit: "day" } },
  { kind: "event", event: "purchase", measure: { of: "sum", property: "amount" }, operator: "atLeast", value: 1 },
  {
    kind: "event",
    event: "visit",
    where: [{ property: "shop", operator: "is", value: "Lyon" }],
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
  },
];

function load(options: { wasm?: boolean; indexes?: "eager" | "lazy" | "none" } = {}): Promise<MemoryAdapter> {
  return memoryAdapter({ catalog, customers, events, tags, ...options });
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function idsOf(adapter: MemoryAdapter, node: Node): Promise<readonly string[]> {
  const definition: Definition = parseDefinition({
    version: 1,
    root: { kind: "group", match: "all", conditions: [node] },
  });
  const plan = resolvePlan(definition, { catalog: adapter.catalog(), asOf, audiences: () => undefined });
  const ids: string[] = [];
  for await (const id of (await adapter.evaluate(plan)).ids()) ids.push(id);
  return ids;
}

async function answersOf(adapter: MemoryAdapter): Promise<unknown> {
  const ids: (readonly string[])[] = [];
  for (const node of nodes) ids.push(await idsOf(adapter, node));
  return {
    ids,
    size: await adapter.baseSize(),
    dataUntil: await adapter.dataUntil(),
    catalog: adapter.catalog(),
    report: adapter.report,
    tags: await adapter.tagCounts?.(asOf),
  };
}

/** The file with another header, its sums made right: what only somebody who means harm would write. */
function withHeader(file: Uint8Array<ArrayBuffer>, change: (header: SavedHeader) => object): Uint8Array<ArrayBuffer> {
  const start = new DataView(file.buffer.slice(0, START_LENGTH));
  const length = start.getUint32(12, true);
  const text = new TextDecoder().decode(file.subarray(START_LENGTH, START_LENGTH + length));
  const changed = new TextEncoder().encode(JSON.stringify(change(headerSchema.parse(JSON.parse(text)))));
  const padded = new Uint8Array(aligned(changed.length));
  padded.set(changed);
  const rest = file.subarray(START_LENGTH + aligned(length));
  start.setUint32(12, changed.length, true);
  start.setBigUint64(16, BigInt(START_LENGTH + padded.length + rest.length), true);
  start.setBigUint64(24, checksum(padded), true);
  const forged = new Uint8Array(START_LENGTH + padded.length + rest.length);
  forged.set(signed(start));
  forged.set(padded, START_LENGTH);
  forged.set(rest, START_LENGTH + padded.length);
  return forged;
}

function signed(start: DataView<ArrayBuffer>): Uint8Array {
  start.setBigUint64(56, 0n, true);
  start.setBigUint64(56, checksum(new Uint8Array(start.buffer)), true);
  return new Uint8Array(start.buffer);
}

describe("a base that was saved", () => {
  test.each([
    ["with WebAssembly, opened without", true, false],
    ["without WebAssembly, opened with it", false, true],
  ])("%s gives the same answers", async (_, wasm, opened) => {
    const adapter = await load({ wasm });
    const expected = await answersOf(adapter);
    const reopened = await openSavedBase(adapter.save(), { wasm: opened });
    expect(await answersOf(reopened)).toEqual(expected);
  });

  test.each(["eager", "lazy", "none"] as const)(
    "with its indexes, opened %s, gives the same answers",
    async (indexes) => {
      const adapter = await load({ indexes: "eager" });
      const expected = await answersOf(adapter);
      expect(await answersOf(await openSavedBase(adapter.save(), { indexes }))).toEqual(expected);
      expect(await answersOf(await openSavedBase(adapter.save({ indexes: false }), { indexes }))).toEqual(expected);
    },
  );

  test("is the same file when it is saved again", async () => {
    const file = await bytesOf((await load({ indexes: "eager" })).save());
    const again = await bytesOf((await openSavedBase(file)).save());
    expect([again.length, checksum(again)]).toEqual([file.length, checksum(file)]);
  });

  test("opens from a blob, bytes, pieces and a file that fills arrays", async () => {
    const adapter = await load();
    const expected = await answersOf(adapter);
    const file = await bytesOf(adapter.save());
    const sources: SavedBaseSource[] = [
      file,
      new Blob([file]),
      (async function* () {
        for (let at = 0; at < file.length; at += 1_001) yield file.subarray(at, at + 1_001);
      })(),
      {
        size: file.length,
        readInto: async (target: Uint8Array, start: number) => target.set(file.subarray(start, start + target.length)),
      },
    ];
    for (const source of sources) expect(await answersOf(await openSavedBase(source))).toEqual(expected);
  });

  test("has what was appended, and takes more", async () => {
    const adapter = await memoryAdapter({ catalog, customers, events });
    await adapter.append?.([{ name: "score", type: "number" }], [{ id: "a", attributes: { score: 1.5 } }]);
    const reopened = await openSavedBase(adapter.save());
    const score: Node = { kind: "attribute", attribute: "score", operator: "atLeast", value: 1 };
    expect(await idsOf(reopened, score)).toEqual(["a"]);
    await reopened.append?.([{ name: "rank", type: "text" }], [{ id: "é", attributes: { rank: "x" } }]);
    const rank: Node = { kind: "attribute", attribute: "rank", operator: "is", value: "x" };
    expect(await idsOf(await openSavedBase(reopened.save()), rank)).toEqual(["é"]);
  });

  test("tells how far it is read, and stops when it is told to", async () => {
    const file = await bytesOf((await load()).save());
    const shares: number[] = [];
    await openSavedBase(file, { onProgress: ({ share }) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.5);
    const signal = AbortSignal.abort();
    await expect(openSavedBase(file, { signal })).rejects.toMatchObject({ code: "aborted" });
    await expect(bytesOf((await load()).save({ signal }))).rejects.toMatchObject({ code: "aborted" });
  });

  test("of no customers opens", async () => {
    const empty = await memoryAdapter({ catalog });
    const reopened = await openSavedBase(empty.save());
    expect([await reopened.baseSize(), await reopened.dataUntil()]).toEqual([0, undefined]);
  });
});

describe("a file that is not what was saved", () => {
  test("is refused for any byte that was flipped, the part named", async () => {
    const file = await bytesOf((await load()).save());
    const header = START_LENGTH + new DataView(file.buffer).getUint32(12, true);
    const anywhere = fc.oneof(fc.nat(START_LENGTH - 1), fc.nat(aligned(header) - 1), fc.nat(file.length - 1));
    await fc.assert(
      fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = new Uint8Array(file);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const named =
          at < 8 ? /no saved base/ : at < START_LENGTH ? /start/ : at < aligned(header) ? /header/ : /section "/;
        const opening = openSavedBase(damaged);
        await expect(opening).rejects.toThrow(named);
        await expect(opening).rejects.toMatchObject({ code: "bad_file" });
      }),
      { numRuns: 300 },
    );
  });

  test("is refused wherever it is cut, and with anything behind it", async () => {
    const file = await bytesOf((await load()).save());
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
        await expect(openSavedBase(file.slice(0, length))).rejects.toMatchObject({ code: "bad_file" });
      }),
      { numRuns: 100 },
    );
    const longer = new Uint8Array(file.length + 64);
    longer.set(file);
    await expect(openSavedBase(longer)).rejects.toMatchObject({ code: "bad_file" });
  });

  test("is refused where its source has fewer bytes than it tells", async () => {
    const file = await bytesOf((await load()).save());
    const blob = new Blob([file]);
    const half = { size: file.length, slice: (from: number, to: number) => blob.slice(from, Math.min(to, 4_096)) };
    await expect(openSavedBase(half)).rejects.toMatchObject({ code: "bad_file" });
    const failing = { size: file.length, readInto: () => Promise.reject(new Error("gone")) };
    await expect(openSavedBase(failing)).rejects.toMatchObject({ code: "bad_file" });
  });

  test("of another form is refused with what to do", async () => {
    const file = await bytesOf((await load()).save());
    const start = new DataView(file.buffer, 0, START_LENGTH);
    start.setUint32(8, 7, true);
    start.setBigUint64(56, 0n, true);
    start.setBigUint64(56, checksum(file.subarray(0, START_LENGTH)), true);
    await expect(openSavedBase(file)).rejects.toMatchObject({
      code: "unsupported_version",
      message: "This base was saved in form 7; this release reads form 1.",
      hint: "Load the data again and save it with this release.",
    });
  });

  test("is refused where somebody made it lie, its sums right", async () => {
    const file = await bytesOf((await load({ indexes: "eager" })).save());
    const section = (changes: object) => (header: SavedHeader) => ({
      ...header,
      sections: header.sections.map((entry, index) => (index === 3 ? { ...entry, ...changes } : entry)),
    });
    const customer = (changes: object) => (header: SavedHeader) => ({
      ...header,
      customers: { ...header.customers, ...changes },
    });
    const event = (changes: object) => (header: SavedHeader) => ({
      ...header,
      events: header.events.map((table) => ({ ...table, ...changes })),
    });
    const lies = [
      (header: SavedHeader) => ({ ...header, catalog: { attributes: [{ name: "", type: "text" }] } }),
      (header: SavedHeader) => ({ ...header, catalog: { attributes: [] } }),
      (header: SavedHeader) => ({ ...header, more: 1 }),
      (header: SavedHeader) => ({ ...header, dictionaries: [] }),
      (header: SavedHeader) => ({ ...header, columns: [] }),
      customer({ rows: 2 ** 40 }),
      customer({ rows: 6 }),
      customer({ sorted: 6 }),
      customer({ base: 0 }),
      event({ length: 2 ** 45 }),
      event({ length: 40_000 }),
      event({ length: 2 }),
      section({ length: 2 ** 52 }),
      section({ offset: 0 }),
      section({ type: "float64" }),
    ];
    for (const lie of lies) {
      await expect(openSavedBase(withHeader(file, lie)), String(lie)).rejects.toMatchObject({ code: "bad_file" });
    }
    expect(await answersOf(await openSavedBase(withHeader(file, (header) => header)))).toEqual(
      await answersOf(await load()),
    );
  });

  test("is refused where an array points outside another", async () => {
    const many = Array.from({ length: 200 }, (_, index) => `c${100 + index}`);
    const adapter = await memoryAdapter({
      catalog,
      customers: many.map((id, index) => ({ id, attributes: { city: id, age: index, likes: [id] } })),
      events: many.map((customer, index) => ({
        customer,
        type: "visit",
        at: index * 1_000,
        properties: { shop: "x" },
      })),
      tags: many.map((customer) => ({ customer, tag: "vip" })),
      indexes: "eager",
    });
    const file = await bytesOf(adapter.save());
    const pointing = [/codes$/, /ends$/, /order$/, /customers$/, /texts, starts$/, /ids, starts$/, /living$/, /valid$/];
    for (const name of pointing) {
      const bytes = new Uint8Array(file);
      const forged = withHeader(bytes, (header) => {
        const at = header.sections.findIndex((section) => name.test(section.name));
        const entry = header.sections[at];
        if (entry === undefined) throw new Error(`no section ${String(name)}`);
        const first = START_LENGTH + aligned(new DataView(file.buffer).getUint32(12, true));
        const own = bytes.subarray(first + entry.offset, first + (header.sections[at + 1]?.offset ?? Infinity));
        own.fill(0xff, 0, 4).fill(0xff, -4);
        const sections = header.sections.with(at, { ...entry, checksum: written(checksum(own)) });
        return { ...header, sections };
      });
      await expect(openSavedBase(forged), String(name)).rejects.toMatchObject({ code: "bad_file" });
    }
  });
});

test("the memory of a base is told column by column", async () => {
  const adapter = await load({ indexes: "eager", wasm: true });
  const { columns, events: types, total, space, ids, tags: ofTags } = await adapter.memory();
  expect(columns.map(({ name }) => name)).toEqual(catalog.attributes.map(({ name }) => name));
  for (const { bytes, indexBytes } of columns) expect([bytes > 0, indexBytes > 0]).toEqual([true, true]);
  expect(types.map(({ type, events: count }) => [type, count])).toEqual([
    ["purchase", 3],
    ["visit", 1],
  ]);
  expect(ids).toBeGreaterThan(0);
  expect(ofTags).toBeGreaterThan(0);
  expect(total).toBeGreaterThan(types.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(space.used).toBeLessThan(space.capacity);
});
