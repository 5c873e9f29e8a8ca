import {
  bool,
  columnFromArray,
  dateDay,
  dictionary,
  float64,
  int32,
  list,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type DataType,
} from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { Node } from "../../definition/language.js";
import type { LoadProgress } from "../../source/records.js";
import { arrowTable, parquetTable, type ColumnMapping } from "../../source/table-source.js";
import type { MemoryAdapter } from "../adapter.js";
import { memoryAdapter, type MemoryAdapterOptions } from "./memory-adapter.js";
import { openDataFolder } from "./open-data-folder.js";

const catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "city", type: "text" },
    { name: "age", type: "number", scale: 0 },
    { name: "spend", type: "number", scale: 2 },
    { name: "member", type: "boolean" },
    { name: "since", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "likes", type: "list" },
  ],
  eventTypes: [
    { name: "buy", properties: [{ name: "amount", type: "number", scale: 2 }] },
    { name: "visit", properties: [{ name: "page", type: "text" }] },
  ],
});

const at = (text: string): Date => new Date(text);
const missing = null;

/** Column by column: what the rows of every form hold. Two customers and two events cannot be read. */
const customers = {
  id: [3, 10, 1, 2, 20, 4],
  city: ["Cologne", "Köln", missing, "", "Köln", "Bonn"],
  age: [30, missing, 41, 18, 0, 7],
  spend: [9.99, 0, missing, 1.005, 12.5, 100],
  member: [true, false, missing, true, true, false],
  since: ["2024-01-01", "1969-12-31", missing, "2020-02-29", "2024-03-31", "2024-01-02"].map((text) =>
    text === null ? null : at(text),
  ),
  seen: ["2024-03-31T00:30:00Z", missing, "1969-12-31T23:59:59.999Z", "2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z"]
    .map((text) => (text === null ? null : at(text)))
    .concat([at("+010000-01-01T00:00:00Z")]),
  likes: [["a", "b"], [], missing, ["b"], ["a"], ["c"]],
};
const events = {
  customer: [1, 3, 99, 10, 1, 20, 3],
  type: ["buy", "visit", "buy", "buy", "call", "buy", "buy"],
  at: ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-01"].map(at),
  amount: [1.5, 0.001, 3, missing, 4, 0.125, 20],
  page: [missing, "home", "x", missing, missing, missing, missing],
};
const tags = {
  customer: [1, 3, 1, 77],
  tag: ["vip", "vip", "new", "vip"],
  at: [missing, at("2024-01-01"), missing, missing],
};

type Columns = Readonly<Record<string, readonly unknown[]>>;

const arrowTypes: Readonly<Record<string, DataType>> = {
  id: int32(),
  customer: int32(),
  city: dictionary(utf8(), int32()),
  age: int32(),
  spend: float64(),
  member: bool(),
  since: dateDay(),
  seen: timestamp(TimeUnit.MICROSECOND, "UTC"),
  likes: list(utf8()),
  type: dictionary(utf8(), int32()),
  at: timestamp(TimeUnit.MILLISECOND, "UTC"),
  amount: float64(),
  page: utf8(),
  tag: utf8(),
  number: int32(),
  years: int32(),
  who: int32(),
  when: timestamp(TimeUnit.MILLISECOND, "UTC"),
  seq: int32(),
};

function arrow(columns: Columns, maxBatchRows = 2): Uint8Array {
  const made = Object.entries(columns).map(([name, values]) => {
    const type = arrowTypes[name] ?? utf8();
    return [name, columnFromArray([...values], type, { maxBatchRows })] as const;
  });
  const bytes = tableToIPC(tableFromColumns(Object.fromEntries(made)), { format: "file" });
  if (bytes === null) throw new Error("No bytes were written.");
  return bytes;
}

const parquetTypes: Readonly<Record<string, "INT32" | "DOUBLE" | "BOOLEAN" | "STRING" | "TIMESTAMP" | "JSON">> = {
  id: "INT32",
  customer: "INT32",
  age: "INT32",
  spend: "DOUBLE",
  amount: "DOUBLE",
  member: "BOOLEAN",
  seen: "TIMESTAMP",
  at: "TIMESTAMP",
};

/** Lists are written as texts with separators, dates as texts. */
function parquet(columns: Columns): Blob {
  const columnData = Object.entries(columns).map(([name, values]) => {
    const data = values.map((value) => {
      if (Array.isArray(value)) return value.join("|");
      return name === "since" && value instanceof Date ? value.toISOString().slice(0, 10) : value;
    });
    return { name, data, type: parquetTypes[name] ?? "STRING", nullable: true };
  });
  return new Blob([parquetWriteBuffer({ columnData, rowGroupSize: 4 })]);
}

function rowsOf(columns: Columns): Record<string, unknown>[] {
  const [first = []] = Object.values(columns);
  return first.map((_, row) => Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of[row]])));
}

const rows: Pick<MemoryAdapterOptions, "customers" | "events" | "tags"> = {
  customers: customers.id.map((id, row) => ({ id, attributes: rowsOf(customers)[row] ?? {} })),
  events: events.customer.map((customer, row) => ({
    customer,
    type: events.type[row] ?? "",
    at: events.at[row] ?? "",
    properties: rowsOf(events)[row] ?? {},
  })),
  tags: tags.customer.map((customer, row) => ({ customer, tag: tags.tag[row] ?? "", at: tags.at[row] ?? undefined })),
};

const asOf = Date.parse("2024-06-01T00:00:00Z");

const questions: readonly Node[] = [
  { kind: "attribute", attribute: "city", operator: "is", value: "Köln" },
  { kind: "attribute", attribute: "city", operator: "hasValue" },
  { kind: "attribute", attribute: "age", operator: "atLeast", value: 18 },
  { kind: "attribute", attribute: "age", operator: "hasValue" },
  { kind: "attribute", attribute: "spend", operator: "between", value: [1, 50] },
  { kind: "attribute", attribute: "member", operator: "is", value: true },
  { kind: "attribute", attribute: "since", operator: "before", value: "2021-01-01" },
  { kind: "attribute", attribute: "seen", operator: "after", value: "2024-03-31T00:29:59Z" },
  { kind: "attribute", attribute: "seen", operator: "hasValue" },
  { kind: "attribute", attribute: "likes", operator: "hasAny", value: ["a"] },
  { kind: "event", event: "buy", measure: { of: "sum", property: "amount" }, operator: "greaterThan", value: 1 },
  { kind: "event", event: "buy", measure: { of: "count" }, operator: "atLeast", value: 1 },
  {
    kind: "event",
    event: "visit",
    where: [{ property: "page", operator: "is", value: "home" }],
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
  },
  { kind: "tag", operator: "hasAny", tags: ["vip"] },
  { kind: "tag", operator: "hasAny", tags: ["vip"], window: { last: 200, unit: "day" } },
];

/** What an adapter answers to all questions, and what it says of its load. */
async function answers(adapter: MemoryAdapter) {
  const found: string[][] = [];
  for (const question of questions) {
    const definition = { version: 1, root: { kind: "group", match: "all", conditions: [question] } };
    const context = { catalog: adapter.catalog(), asOf, audiences: () => undefined };
    const members = await adapter.evaluate(resolvePlan(parseDefinition(definition), context));
    const ids: string[] = [];
    for await (const id of members.ids()) ids.push(id);
    found.push(ids);
  }
  const { rejected, ...report } = adapter.report;
  const refused = rejected.map(({ record, column, reason }) => ({ record, column, reason }));
  return { found, report, refused, dataUntil: await adapter.dataUntil() };
}

describe("tables of files", () => {
  test("are answered from and rejected as the same rows", async () => {
    const expected = await answers(await memoryAdapter({ catalog, ...rows }));
    expect(expected).toMatchObject({
      report: { customers: 4, events: 4, tags: 3, rejectedCount: 4 },
      refused: [
        { record: 4, column: "spend" },
        { record: 6, column: "seen" },
        { record: 5, column: "type" },
        { record: 6, column: "amount" },
      ],
    });
    const fromArrow = await memoryAdapter({
      catalog,
      customers: arrowTable(arrow(customers)),
      events: arrowTable(new Blob([arrow(events).slice()])),
      tags: arrowTable(arrow(tags)),
    });
    expect(await answers(fromArrow)).toEqual(expected);
  });

  test("of Parquet are the same, with lists as texts of one item", async () => {
    const lists = customers.likes.map((list) => list?.slice(0, 1) ?? null);
    const plain = { ...customers, likes: lists };
    const written = rowsOf(plain).map((attributes, row) => ({ id: plain.id[row] ?? 0, attributes }));
    const expected = await answers(await memoryAdapter({ catalog, ...rows, customers: written }));
    const fromParquet = await memoryAdapter({
      catalog,
      customers: parquetTable(parquet(plain)),
      events: parquetTable(parquet(events)),
      tags: parquetTable(parquet(tags)),
    });
    expect(await answers(fromParquet)).toEqual(expected);
  });

  test("may call their columns otherwise, have one type of events, and lack attributes", async () => {
    const mapping: ColumnMapping = { id: "number", attributes: { age: "years" } };
    const adapter = await memoryAdapter({
      catalog,
      customers: arrowTable(arrow({ number: [1, 2], years: [30, 40] }), mapping),
      events: arrowTable(arrow({ who: [1, 1], when: [0, 1_000], amount: [1, 2], seq: [9, 8] }), {
        customer: "who",
        at: "when",
        event: "buy",
        sequence: "seq",
      }),
    });
    expect(adapter.report).toMatchObject({ customers: 2, events: 2, rejectedCount: 0 });
    const { found } = await answers(adapter);
    expect([found[2], found[11]]).toEqual([["1", "2"], ["1"]]);
  });

  test("with an id, an instant or a tag missing reject the row; with its column missing the load", async () => {
    const adapter = await memoryAdapter({
      catalog,
      customers: arrowTable(arrow({ id: [1, missing] })),
      events: arrowTable(arrow({ customer: [missing, 1], type: ["buy", "buy"], at: [at("2024-01-01"), missing] })),
      tags: arrowTable(arrow({ customer: [1, 1], tag: ["", "vip"] })),
    });
    expect(adapter.report.rejected).toEqual([
      { source: "customers", record: 2, column: "id", reason: "is missing" },
      { source: "events", record: 1, column: "customer", reason: "is missing" },
      { source: "events", record: 2, column: "at", reason: "is missing" },
      { source: "tags", record: 1, column: "tag", reason: "is missing" },
    ]);
    const without = memoryAdapter({ catalog, customers: arrowTable(arrow({ age: [1] })) });
    await expect(without).rejects.toMatchObject({ code: "column_missing" });
    const named = memoryAdapter({
      catalog,
      customers: arrowTable(arrow({ id: [1] }), { attributes: { age: "years" } }),
    });
    await expect(named).rejects.toMatchObject({ code: "column_missing" });
  });

  test("with an id twice are refused", async () => {
    const twice = memoryAdapter({ catalog, customers: arrowTable(arrow({ id: [1, 2, 3, 1] })) });
    await expect(twice).rejects.toMatchObject({ code: "duplicate_customer" });
  });

  test("mean one customer by the number and by its text, whichever comes first", async () => {
    const ids = { numbers: [7, 70, 9], texts: ["7", "70", "09"] };
    const events = (customer: readonly unknown[]) =>
      arrow({ customer, type: customer.map(() => "visit"), at: customer.map(() => at("2024-01-01")) });
    const texts = tableToIPC(tableFromColumns({ id: columnFromArray(ids.texts, utf8()) }), { format: "stream" });
    if (texts === null) throw new Error("No bytes were written.");
    const adapter = await memoryAdapter({
      catalog,
      customers: arrowTable(texts),
      events: arrowTable(events(ids.numbers)),
    });
    expect(adapter.report).toMatchObject({ customers: 3, events: 2, unknownCustomers: { events: 1 } });
  });

  test("tell of their progress and can be called off", async () => {
    const told: LoadProgress[] = [];
    const many = Array.from({ length: 200_000 }, (_, row) => row);
    const bytes = arrow({ id: many, age: many }, 150_000);
    await memoryAdapter({ catalog, customers: arrowTable(bytes), onProgress: (now) => told.push(now) });
    expect(told[0]).toMatchObject({ stage: "customers", source: "customers" });
    expect(told[0]?.share).toBeGreaterThan(0);
    const controller = new AbortController();
    const called = memoryAdapter({
      catalog,
      customers: arrowTable(bytes),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(called).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("data folders", () => {
  const attributes = {
    city: { type: "text" },
    age: { type: "number", scale: 0 },
    spend: { type: "number", scale: 2 },
    member: { type: "boolean" },
    since: { type: "date" },
    seen: { type: "datetime" },
    likes: { type: "list" },
  };
  const config = (ending: string) => ({
    timeZone: "Europe/Berlin",
    customers: { file: `customers.${ending}`, id: "id", attributes },
    events: [
      {
        file: `events.${ending}`,
        customer: "customer",
        event: { column: "type" },
        types: ["buy", "visit"],
        at: "at",
        properties: { amount: { type: "number", scale: 2 }, page: { type: "text" } },
      },
    ],
    tags: [{ file: `tags.${ending}`, customer: "customer", tag: "tag", at: "at" }],
  });

  const csvCell = (name: string, value: unknown): string => {
    if (value === null) return "";
    if (Array.isArray(value)) return value.join("|");
    if (!(value instanceof Date)) return JSON.stringify(value).replaceAll('"', "");
    return name === "since" ? value.toISOString().slice(0, 10) : value.toISOString();
  };
  const csv = (columns: Columns): Blob => {
    const lines = rowsOf(columns).map((row) => Object.entries(row).map(([name, value]) => csvCell(name, value)));
    return new Blob([[Object.keys(columns), ...lines].map((line) => line.join(",")).join("\n")]);
  };

  async function opened(ending: string, write: (columns: Columns) => Blob): Promise<unknown> {
    const files: Readonly<Record<string, Columns>> = { customers, events, tags };
    const open = (name: string) => {
      const columns = files[name.split(".")[0] ?? ""];
      return Promise.resolve(columns === undefined ? undefined : write(columns));
    };
    const { adapter } = await openDataFolder({ config: config(ending), open });
    // Texts are told otherwise that they are no instant.
    const { refused, ...others } = await answers(adapter);
    return { ...others, refused: refused.map(({ record, column }) => ({ record, column })) };
  }

  test("of CSV, Parquet and Arrow answer and reject alike", async () => {
    const expected = await opened("csv", csv);
    expect(expected).toMatchObject({
      report: { customers: 4 },
      refused: [{ column: "spend" }, { column: "seen" }, {}, {}, {}],
    });
    expect(await opened("parquet", parquet)).toEqual(expected);
    for (const ending of ["arrow", "arrows", "feather", "ipc"]) {
      expect(await opened(ending, (columns) => new Blob([arrow(columns).slice()]))).toEqual(expected);
    }
  });
});
