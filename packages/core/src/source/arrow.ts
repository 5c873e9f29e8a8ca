import type * as flechette from "@uwdata/flechette";
import type { Batch, Table as ArrowData } from "@uwdata/flechette";
import { refuse } from "../issue/issue.js";
import { arrowMessages, type ArrowBytes, type ArrowMessage } from "./arrow-messages.js";
import { lz4Frame } from "./arrow-codecs.js";
import type { DataFile, DirectFile } from "./data-file.js";
import { ReadBuffers } from "./read-buffers.js";
import { rawColumnOf, type SliceReader } from "./arrow-columns.js";
import type { ColumnBatch, ColumnTable } from "./table.js";

/** Rows read at a time: what is read of them stays in the processor's cache, and others get their turn in between. */
const SLICE = 65_536;
/** Batches of a file are taken together up to this many bytes, so that a dictionary they share is decoded once. */
const TOGETHER = 16 * 1024 * 1024;
/** Batches of a piece are taken together up to this many bytes. */
const PIECE = 2 * 1024 * 1024;

type Flechette = typeof flechette;

/**
 * Reads Arrow IPC, in the file or the stream format, as its bytes come. The table can be read once.
 *
 * @throws AudienceError `bad_file` where it is no Arrow or is damaged
 */
export async function openArrow(source: ArrowBytes, name: string): Promise<ColumnTable> {
  const library = await import("@uwdata/flechette");
  const buffers = new ReadBuffers();
  const messages = arrowMessages(source, name, buffers);
  const first = await messages.next();
  if (first.done === true || first.value.kind !== "schema") {
    throw refuse("bad_file", "", `${name} cannot be read as Arrow: it does not begin with a schema.`);
  }
  const schema = first.value;
  const { fields } = (await decoded(library, [schema.bytes], name)).schema;
  const size = source instanceof Uint8Array ? source.length : "size" in source ? source.size : undefined;
  return {
    kind: "columns",
    columns: fields.map((field) => field.name),
    batches: async function* (columns) {
      const readers = columns.map((column) => {
        const place = fields.findIndex((field) => field.name === column);
        return { place, read: rawColumnOf(library, fields[place]?.type ?? { typeId: 0 }) };
      });
      for await (const { bytes, end, own } of readAhead(groups(schema, messages))) {
        const share = size === undefined || size === 0 ? undefined : Math.min(1, end / size);
        const data = await decoded(library, bytes, name);
        yield* slices(data, readers, share, name);
        buffers.give(own);
      }
    },
  };
}

/** Rows of a table that can be read by themselves, as a stream. */
export interface ArrowPiece {
  readonly bytes: readonly Uint8Array[];
  /** The buffers that hold a batch of the piece and nothing else: they can be used again. */
  readonly own: readonly ArrayBufferLike[];
  /** Rows of the pieces before, and in this one. */
  readonly before: number;
  readonly rows: number;
  /** 0 to 1 of the table that is read with this one. */
  readonly share: number;
}

/** The pieces of a table, at most as long as its batches or some megabytes. @throws AudienceError as `openArrow` */
export async function* arrowPieces(
  source: Uint8Array | DataFile | DirectFile,
  name: string,
  buffers: ReadBuffers,
): AsyncGenerator<ArrowPiece> {
  const messages = arrowMessages(source, name, buffers);
  const first = await messages.next();
  if (first.done === true || first.value.kind !== "schema") return;
  const size = source instanceof Uint8Array ? source.length : source.size;
  let before = 0;
  for await (const { bytes, own, end, rows } of readAhead(groups(first.value, messages, PIECE))) {
    yield { bytes, own, before, rows, share: Math.min(1, end / size) };
    before += rows;
  }
}

/** Fetches the next value while the one before is worked on. */
async function* readAhead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = values.next();
  for (;;) {
    const come = await coming;
    if (come.done === true) return;
    coming = values.next();
    // Told of when it is asked for.
    coming.catch(() => undefined);
    yield come.value;
  }
}

/** Messages that make a whole together: the schema, the dictionaries so far, and batches with what lies between them. */
async function* groups(
  schema: ArrowMessage,
  messages: AsyncGenerator<ArrowMessage>,
  together = TOGETHER,
): AsyncGenerator<{
  readonly bytes: Uint8Array[];
  readonly own: ArrayBufferLike[];
  readonly end: number;
  readonly rows: number;
}> {
  const dictionaries = new Map<number, Uint8Array[]>();
  const before = (): Uint8Array[] => [schema.bytes, ...[...dictionaries.values()].flat()];
  let group = before();
  let own: ArrayBufferLike[] = [];
  let held = 0;
  let end = 0;
  let rows = 0;
  for await (const message of messages) {
    ({ end } = message);
    if (message.kind === "schema" || message.kind === "other") continue;
    group.push(message.bytes);
    if (message.dictionary !== undefined) {
      const { id, isDelta } = message.dictionary;
      dictionaries.set(id, isDelta ? [...(dictionaries.get(id) ?? []), message.bytes] : [message.bytes]);
      continue;
    }
    own.push(...ownBuffer(message.bytes));
    held += message.bytes.length;
    rows += message.rows;
    if (held < together) continue;
    yield { bytes: group, own, end, rows };
    group = before();
    own = [];
    held = 0;
    rows = 0;
  }
  if (held > 0) yield { bytes: group, own, end, rows };
}

/** The buffer of bytes that are all it holds. */
function ownBuffer({ buffer, byteLength }: Uint8Array): ArrayBufferLike[] {
  return buffer.byteLength === byteLength ? [buffer] : [];
}

async function decoded(library: Flechette, bytes: Uint8Array[], name: string): Promise<ArrowData> {
  const decode = (): ArrowData => library.tableFromIPC(bytes, { useBigInt: true, useBigIntTimestamp: true });
  try {
    try {
      return decode();
    } catch (cause) {
      if (!(await knowCodecs(library))) throw cause;
      return decode();
    }
  } catch (cause) {
    throw damaged(name, cause);
  }
}

function damaged(name: string, cause: unknown): Error {
  return refuse("bad_file", "", `${name} is damaged: a batch of it cannot be read as Arrow.`, undefined, { cause });
}

/** Makes compressed batches readable; false where they were already. */
async function knowCodecs({ CompressionType, getCompressionCodec, setCompressionCodec }: Flechette): Promise<boolean> {
  if (getCompressionCodec(CompressionType.ZSTD) !== null) return false;
  const { decompressZstd } = await import("hyparquet-compressors");
  const encode = (bytes: Uint8Array): Uint8Array => bytes;
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: lz4Frame, encode });
  setCompressionCodec(CompressionType.ZSTD, {
    decode: (bytes, length) => decompressZstd(bytes, new Uint8Array(length)),
    encode,
  });
  return true;
}

function* slices(
  { children }: ArrowData,
  readers: readonly { readonly place: number; readonly read: SliceReader }[],
  share: number | undefined,
  name: string,
): Generator<ColumnBatch> {
  const columns = readers.map(({ place, read }) => ({ batches: children[place]?.data ?? [], read }));
  const batches: readonly Batch<unknown>[] = children[0]?.data ?? [];
  for (const [index, { length }] of batches.entries()) {
    for (let from = 0; from < length; from += SLICE) {
      const to = Math.min(from + SLICE, length);
      try {
        yield {
          length: to - from,
          share,
          columns: columns.map(({ batches: own, read }) => {
            const batch: Batch<unknown> | undefined = own[index];
            return batch === undefined ? { kind: "values", values: [] } : read(batch, from, to);
          }),
        };
      } catch (cause) {
        throw damaged(name, cause);
      }
    }
  }
}
