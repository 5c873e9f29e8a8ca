import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import type { Attribute, Property } from "../catalog/catalog.js";
import {
  idCount,
  idTexts,
  type ColumnVector,
  type CustomerColumns,
  type EventColumns,
  type TagColumns,
} from "./columns.js";
import { parseDataFolder } from "./config.js";
import { loadFolder, readIds } from "./load-folder.js";
import type { CustomerRecord, EventRecord, StoredValue, TagRecord } from "./records.js";
import { RejectionList } from "./rejections.js";
import type { RecordSink } from "./sink.js";

class Kept implements RecordSink {
  readonly customers: CustomerRecord[] = [];
  readonly appended: CustomerRecord[] = [];
  readonly events: EventRecord[] = [];
  readonly tags: TagRecord[] = [];

  addCustomers(_: readonly Attribute[], records: readonly CustomerRecord[]): void {
    this.customers.push(...records);
  }
  append(_: readonly Attribute[], records: readonly CustomerRecord[]): void {
    this.appended.push(...records);
  }
  addEvents(_: readonly Property[], records: readonly EventRecord[]): void {
    this.events.push(...records);
  }
  addTags(records: readonly TagRecord[]): void {
    this.tags.push(...records);
  }
  addCustomerColumns(attributes: readonly Attribute[], batch: CustomerColumns): void {
    this.customers.push(...recordsOf(attributes, batch));
  }
  appendColumns(attributes: readonly Attribute[], batch: CustomerColumns): void {
    this.appended.push(...recordsOf(attributes, batch));
  }
  addEventColumns(properties: readonly Property[], { customers, values, ...batch }: EventColumns): void {
    const records = recordsOf(properties, { ids: customers, values });
    for (const [row, { id, values: own }] of records.entries()) {
      const type = batch.types.texts[batch.types.codes[row] ?? -1] ?? "";
      const [at = NaN, sequence = NaN] = [batch.at[row], batch.sequences[row]];
      this.events.push({ customer: id, type, at, sequence, values: own });
    }
  }
  addTagColumns({ customers, tags, at }: TagColumns): void {
    for (let row = 0; row < tags.codes.length; row++) {
      const instant = at?.[row] ?? NaN;
      const tag = tags.texts[tags.codes[row] ?? -1] ?? "";
      this.tags.push({ customer: idTexts(customers)(row), tag, at: Number.isNaN(instant) ? undefined : instant });
    }
  }
}

/** A batch of columns, row by row. */
function recordsOf(fields: readonly (Attribute | Property)[], { ids, values }: CustomerColumns): CustomerRecord[] {
  return Array.from({ length: idCount(ids) }, (_, row) => ({
    id: idTexts(ids)(row),
    values: values.map((vector, index) => valueAt(vector, row, fields[index]?.type === "boolean")),
  }));
}

function valueAt(vector: ColumnVector, row: number, isBoolean: boolean): StoredValue {
  if (vector.kind === "values") return vector.values[row];
  if (vector.kind === "texts") return vector.texts[vector.codes[row] ?? -1];
  if (vector.valid !== undefined && vector.valid[row] !== 1) return undefined;
  return isBoolean ? vector.data[row] === 1 : vector.data[row];
}

const opener = (files: Readonly<Record<string, string | ArrayBuffer>>) => (name: string) => {
  const content = files[name];
  return Promise.resolve(content === undefined ? undefined : new Blob([content]));
};

async function load(config: unknown, files: Readonly<Record<string, string | ArrayBuffer>>) {
  const sink = new Kept();
  const found = new RejectionList();
  await loadFolder(parseDataFolder(config), { open: opener(files), sink, rejections: found });
  return { sink, found };
}

const config = {
  timeZone: "Europe/Berlin",
  customers: {
    file: "customers.csv",
    id: "id",
    attributes: { age: { type: "number", scale: 0 }, likes: { type: "list", separator: ";", column: "interests" } },
  },
  append: [{ file: "scores.csv", id: "id", attributes: { score: { type: "number", scale: 2, column: "nps" } } }],
  events: [
    {
      file: "buys.csv",
      customer: "id",
      event: "purchase",
      at: "on",
      properties: { amount: { type: "number", scale: 2 } },
    },
    { file: "other.csv", customer: "id", event: { column: "kind" }, types: ["visit"], at: "on" },
  ],
  tags: [{ file: "tags.csv", customer: "id", tag: "tag", at: "at" }],
};

const files = {
  "customers.csv": "id,age,unused,interests\n1,30,x,a;b\n 2,,x,\nbad,thirty,x,a\n",
  "scores.csv": "id,nps\n1,4.25\n",
  "buys.csv": "id,on,amount\n1,2024-03-31,9.99\n1,2024-02-30,1\n2,2024-03-31 02:30,0.125\n",
  "other.csv": "id,kind,on\n1,visit,2024-01-01T00:00:00Z\n1,call,2024-01-01T00:00:00Z\n",
  "tags.csv": "id,tag,at\n1,vip,\n1,new,2024-01-01\n,lost,\n",
};

describe("a data folder of CSV", () => {
  test("gives typed records; ids and texts as they are, everything else trimmed", async () => {
    const { sink } = await load(config, files);
    expect(sink.customers).toEqual([
      { id: "1", values: [30, ["a", "b"]] },
      { id: " 2", values: [undefined, undefined] },
    ]);
    expect(sink.appended).toEqual([{ id: "1", values: [425] }]);
    expect(sink.events.map(({ type, at, values }) => ({ type, at, values }))).toEqual([
      { type: "purchase", at: Date.parse("2024-03-30T23:00:00Z"), values: [999] },
      { type: "visit", at: Date.parse("2024-01-01T00:00:00Z"), values: [] },
    ]);
    expect(sink.tags).toEqual([
      { customer: "1", tag: "vip", at: undefined },
      { customer: "1", tag: "new", at: Date.parse("2023-12-31T23:00:00Z") },
    ]);
  });

  test("counts and lists every rejected row with its record number, and loads the others", async () => {
    const { found } = await load(config, files);
    expect(found.rejected.map(({ source, record, column }) => [source, record, column])).toEqual([
      ["customers.csv", 3, "age"],
      ["buys.csv", 2, "on"],
      ["buys.csv", 3, "amount"],
      ["other.csv", 2, "kind"],
      ["tags.csv", 3, "id"],
    ]);
    expect(found.rejectedCount).toBe(5);
  });

  test("orders events by their place in the config, then by row", async () => {
    const { sink } = await load(config, files);
    const sequences = sink.events.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(sequences).size).toBe(sequences.length);
  });

  test("fails as a whole where a file or a column is missing, or an appended id stands twice", async () => {
    await expect(load(config, { ...files, "tags.csv": "id,label,at\n" })).rejects.toMatchObject({
      code: "column_missing",
    });
    const { ["tags.csv"]: _, ...others } = files;
    await expect(load(config, others)).rejects.toMatchObject({ code: "bad_file" });
    await expect(load(config, { ...files, "scores.csv": "id,nps\n1,1\n1,2\n" })).rejects.toMatchObject({
      code: "duplicate_customer",
    });
  });

  test("a list of ids keeps each once", async () => {
    const open = opener({ "vip.csv": "id,name\n1,a\n2,b\n,c\n1,a\n" });
    const rejections = new RejectionList();
    expect(await readIds(open, { file: "vip.csv", id: "id" }, rejections.of("vip.csv"))).toEqual(["1", "2"]);
    expect(rejections.rejected).toMatchObject([{ source: "vip.csv", record: 3, column: "id" }]);
  });
});

describe("a data folder of Parquet", () => {
  test("gives the same records as CSV", async () => {
    const customers = parquetWriteBuffer({
      columnData: [
        { name: "id", data: ["1", " 2"], type: "STRING" },
        { name: "age", data: [30, null], type: "INT32" },
        { name: "interests", data: ["a;b", null], type: "STRING" },
      ],
    });
    const instants = ["2024-03-30T23:00:00Z"].map((text) => new Date(text));
    const buys = parquetWriteBuffer({
      columnData: [
        { name: "id", data: ["1"], type: "STRING" },
        { name: "on", data: instants, type: "TIMESTAMP" },
        { name: "amount", data: [9.99], type: "DOUBLE" },
      ],
    });
    const parquet = {
      ...config,
      customers: { ...config.customers, file: "customers.parquet" },
      events: [{ ...config.events[0], file: "buys.parquet" }],
    };
    const { sink } = await load(parquet, { ...files, "customers.parquet": customers, "buys.parquet": buys });
    const { sink: csv } = await load(config, files);
    expect(sink.customers).toEqual(csv.customers);
    expect(sink.events).toEqual(csv.events.slice(0, 1).map((event) => ({ ...event, sequence: 1 })));
  });

  test("that is no Parquet is refused", async () => {
    const parquet = { customers: { file: "c.parquet", id: "id" } };
    await expect(load(parquet, { "c.parquet": "PAR1 nonsense PAR1" })).rejects.toMatchObject({ code: "bad_file" });
  });
});

describe("a config", () => {
  test.each([
    [{ customers: { file: "c.csv", id: "id" }, colour: "red" }, "bad_config", "/colour"],
    [{ customers: { file: "../c.csv", id: "id" } }, "bad_config", "/customers/file"],
    [{ customers: { file: "/etc/passwd", id: "id" } }, "bad_config", "/customers/file"],
    [
      { customers: { file: "c.csv", id: "id", attributes: { a: { type: "number", scales: 2 } } } },
      "bad_config",
      "/customers/attributes/a/scales",
    ],
    ["{", "bad_config", ""],
    [
      '{ "customers": { "file": "c.csv", "id": "id", "attributes": { "__proto__": { "type": "text" } } } }',
      "bad_config",
      "/customers/attributes/__proto__",
    ],
    [
      { ...config, append: [{ ...config.append[0], attributes: { age: { type: "text" } } }] },
      "name_clash",
      "/append/0/attributes/age",
    ],
    [
      { customers: { file: "c.csv", id: "id", attributes: { "rfm.x": { type: "text" } } } },
      "name_clash",
      "/customers/attributes/rfm.x",
    ],
    [
      { ...config, computed: { spend: { event: "purchase", measure: { of: "count", colour: "red" } } } },
      "bad_catalog",
      "/computed/spend/measure/colour",
    ],
    [
      {
        ...config,
        audiences: [
          { id: "a", name: "A", definition: {} },
          { id: "a", name: "B", definition: {} },
        ],
      },
      "name_clash",
      "/audiences/1/id",
    ],
  ])("%j is refused with its path", (input, code, path) => {
    expect(() => parseDataFolder(input)).toThrow(expect.objectContaining({ code, path }));
  });

  test("may say bands and composition of a property, where they mean nothing", () => {
    const properties = { amount: { type: "number", scale: 2, bands: [10, 100], composition: false } };
    const { catalog } = parseDataFolder({ ...config, events: [{ ...config.events[0], properties }] });
    expect(catalog.eventTypes).toMatchObject([{ properties: [{ name: "amount", type: "number", scale: 2 }] }]);
  });

  test("gives every event type the properties of a file whose types are open", () => {
    const kinds = { file: "e.csv", customer: "id", event: { column: "kind" }, at: "on" };
    const events = [
      config.events[0],
      { ...kinds, properties: { amount: { type: "number", scale: 2 }, shop: { type: "text" } } },
    ];
    const { catalog } = parseDataFolder({ ...config, events });
    expect(catalog.eventTypes).toMatchObject([
      { name: "purchase", properties: [{ name: "amount" }, { name: "shop" }] },
    ]);
    const clashing = [config.events[0], { ...kinds, properties: { amount: { type: "text" } } }];
    expect(() => parseDataFolder({ ...config, events: clashing })).toThrow(
      expect.objectContaining({ code: "name_clash" }),
    );
  });

  test("may write its names in any normal form", async () => {
    const events = [
      { ...config.events[0], event: "cafe\u0301", properties: { "e\u0301": { type: "text", column: "amount" } } },
    ];
    const { sink } = await load({ ...config, events, append: [] }, files);
    expect(parseDataFolder({ ...config, events }).catalog.eventTypes).toEqual([
      { name: "caf\u00e9", properties: [{ name: "\u00e9", type: "text" }] },
    ]);
    expect(sink.events.map(({ type }) => type)).toEqual(["caf\u00e9", "caf\u00e9"]);
  });

  test("whose base comes from the events needs no customers file", () => {
    const folder = parseDataFolder({
      customers: { from: "events" },
      events: [{ file: "e.csv", customer: "id", event: { column: "kind" }, at: "on" }],
    });
    expect(folder.customers).toBeUndefined();
    expect(folder.catalog.otherEvents).toEqual({ properties: [] });
  });
});
