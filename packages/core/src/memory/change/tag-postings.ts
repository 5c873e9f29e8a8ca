import type { TagRecord } from "../../source/records.js";
import type { Population, TagPostings } from "../population.js";

/** The postings with more behind them, in the same arrays where these have room. Those given are of no further use. */
function withPostings(
  { customers, at }: TagPostings,
  rows: readonly number[],
  instants: readonly number[],
): TagPostings {
  const length = customers.length + rows.length;
  const longer = grown(customers, length, 4);
  longer.set(rows, customers.length);
  if (at.length === 0 && instants.every(Number.isNaN)) return { customers: longer, at };
  const times = grown(at, length, 8).fill(NaN, at.length);
  times.set(instants, customers.length);
  return { customers: longer, at: times };
}

/** The postings without those of some rows, in the same arrays. Those given are of no further use. */
function withoutRows({ customers, at }: TagPostings, gone: ReadonlySet<number>): TagPostings {
  let left = 0;
  for (let index = 0; index < customers.length; index++) {
    const row = customers[index] ?? 0;
    if (gone.has(row)) continue;
    customers[left] = row;
    at[left++] = at[index] ?? NaN;
  }
  customers.fill(0, left);
  at.fill(0, left);
  return { customers: customers.subarray(0, left), at: at.subarray(0, left) };
}

const NO_POSTINGS: TagPostings = { customers: new Int32Array(0), at: new Float64Array(0) };

/** Buffers that hold one array and room behind it. */
const roomy = new WeakSet<ArrayBufferLike>();

function grown<A extends Int32Array | Float64Array>(array: A, length: number, bytes: 4 | 8): A;
function grown(array: Int32Array | Float64Array, length: number, bytes: 4 | 8): Int32Array | Float64Array {
  const { buffer } = array;
  const fits = roomy.has(buffer) && length * bytes <= buffer.byteLength;
  const room = fits ? buffer : new ArrayBuffer((length + (length >>> 3) + 8) * bytes);
  const longer = bytes === 4 ? new Int32Array(room, 0, length) : new Float64Array(room, 0, length);
  if (!fits) longer.set(array);
  roomy.add(room);
  return longer;
}

/** The tags with those of customers of the base. */
export function withTags(
  { roster, tags, derived }: Population,
  records: readonly TagRecord[],
): { readonly tags: ReadonlyMap<string, TagPostings>; readonly count: number } {
  const added = new Map<string, { readonly rows: number[]; readonly instants: number[] }>();
  let count = 0;
  for (const { customer, tag, at = NaN } of records) {
    const row = roster.find(customer);
    if (row === undefined) continue;
    const known = added.get(tag) ?? { rows: [], instants: [] };
    added.set(tag, known);
    known.rows.push(row);
    known.instants.push(at);
    count++;
  }
  const next = new Map(tags);
  for (const [tag, { rows, instants }] of added) {
    next.set(tag, withPostings(tags.get(tag) ?? NO_POSTINGS, rows, instants));
    const latest = instants.reduce((so, at) => (at > so ? at : so), -Infinity);
    derived.tagSets.added(tag, rows, latest);
  }
  return { tags: next, count };
}

/** The tags without those of some rows. */
export function withoutTagsOf(
  { tags, derived }: Population,
  rows: readonly number[],
): ReadonlyMap<string, TagPostings> {
  const gone = new Set(rows);
  const next = new Map<string, TagPostings>();
  for (const [tag, postings] of tags) {
    const left = withoutRows(postings, gone);
    if (left.customers.length < postings.customers.length) derived.tagSets.forget(tag);
    if (left.customers.length > 0) next.set(tag, left);
  }
  return next;
}
