import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import {
  batchType,
  bool,
  Column,
  columnFromArray,
  dateDay,
  dictionary,
  float64,
  int16,
  int32,
  int8,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  timestamp,
  TimeUnit,
  uint8,
  utf8,
} from "@uwdata/flechette";
import { categories, cities, genders, states, tags, tiers, typeNames } from "./shape.mjs";

/** Rows of a record batch. */
const BATCH = 1_048_576;

export function writeCustomers(file, made) {
  const count = made.age.length;
  write(file, {
    id: column(
      Int32Array.from({ length: count }, (_, row) => row + 1),
      int32(),
    ),
    gender: texts(made.gender, genders, int8()),
    age: column(made.age, int8(), (value) => value >= 0),
    home_state: texts(made.home_state, states, int8()),
    home_city: texts(made.home_city, cities, int16()),
    loyalty_tier: texts(made.loyalty_tier, tiers, int8()),
    signup_date: column(made.signup_date, dateDay()),
    email_opt_in: bits(made.email_opt_in),
    score: column(made.score, float64(), (value) => !Number.isNaN(value)),
    lifetime_spend: column(fromCents(made.lifetime_spend), float64()),
    purchase_count: column(made.purchase_count, int32()),
    last_purchase_date: column(made.last_purchase_date, dateDay(), (value) => value >= 0),
  });
}

export function writeTags(file, { customers, codes }) {
  write(file, { customer: column(customers, int32()), tag: texts(codes, tags, uint8()) });
}

export function writeEvents(file, made) {
  write(file, {
    customer: column(made.customers, int32()),
    type: texts(made.types, typeNames, uint8()),
    ts: column(BigInt64Array.from(made.seconds, BigInt), timestamp(TimeUnit.SECOND, "UTC")),
    category: texts(made.categories, categories, uint8()),
    amount: column(fromCents(made.amounts), float64(), (value) => value >= 0),
  });
}

export function readArrow(file) {
  return tableFromIPC(readFileSync(file));
}

function write(file, columns) {
  const descriptor = openSync(file, "w");
  const bytes = tableToIPC(tableFromColumns(columns), { format: "file" });
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, Math.min(1 << 28, bytes.length - at));
  closeSync(descriptor);
}

function fromCents(cents) {
  return Float64Array.from(cents, (value) => value / 100);
}

function column(values, type, isPresent) {
  const Batch = batchType(type);
  return new Column(
    slices(values).map(
      (slice) => new Batch({ length: slice.length, type, values: slice, ...presence(slice, isPresent) }),
    ),
    type,
  );
}

/** Codes into a list of texts, -1 missing. */
function texts(codes, list, indices) {
  const values = columnFromArray(list, utf8());
  const type = dictionary(values.type, indices);
  const Batch = batchType(type);
  const batches = slices(codes).map((slice) => {
    const present = presence(slice, (code) => code >= 0);
    const held = present.nullCount === 0 ? slice : slice.map((code) => Math.max(code, 0));
    return new Batch({ length: slice.length, type, values: held, ...present }).setDictionary(values);
  });
  return new Column(batches, type);
}

function bits(flags) {
  const type = bool();
  const Batch = batchType(type);
  return new Column(
    slices(flags).map(
      (slice) =>
        new Batch({
          length: slice.length,
          type,
          nullCount: 0,
          validity: new Uint8Array(0),
          values: packed(slice, Boolean),
        }),
    ),
    type,
  );
}

function slices(values) {
  const cut = [];
  for (let from = 0; from < values.length; from += BATCH) cut.push(values.subarray(from, from + BATCH));
  return cut;
}

function presence(slice, isPresent) {
  if (isPresent === undefined) return { nullCount: 0, validity: new Uint8Array(0) };
  const validity = packed(slice, isPresent);
  let nullCount = 0;
  for (const value of slice) if (!isPresent(value)) nullCount += 1;
  return nullCount === 0 ? { nullCount, validity: new Uint8Array(0) } : { nullCount, validity };
}

function packed(slice, isSet) {
  const bytes = new Uint8Array(8 * Math.ceil(slice.length / 64));
  for (let row = 0; row < slice.length; row++) if (isSet(slice[row])) bytes[row >> 3] |= 1 << (row & 7);
  return bytes;
}
