import { refuse } from "../issue/issue.js";
import type { DataFile, DirectFile } from "./data-file.js";
import { ReadBuffers } from "./read-buffers.js";

/** One message of an Arrow stream. */
export interface ArrowMessage {
  readonly kind: "schema" | "dictionary" | "batch" | "other";
  /** The whole of it, where it begins at a multiple of 8. */
  readonly bytes: Uint8Array;
  /** The bytes read up to its end. */
  readonly end: number;
  /** Of a dictionary: which one, and whether it is a sequel of what came before. */
  readonly dictionary: { readonly id: number; readonly isDelta: boolean } | undefined;
  /** Of a batch. */
  readonly rows: number;
}

const MAGIC = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];
const KINDS: readonly ArrowMessage["kind"][] = ["other", "schema", "dictionary", "batch"];
/** No schema is longer: what says so is no stream of the old form. */
const SCHEMA_BYTES = 8 * 1024 * 1024;
/** Read at a time where less is asked for. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * The messages of Arrow IPC, in the stream or the file format, as its bytes come. The file format is the stream between
 * two marks, with an index at the end that is not needed here.
 *
 * @throws AudienceError `bad_file` where it is no Arrow, or ends too early
 */
export async function* arrowMessages(
  source: ArrowBytes,
  name: string,
  buffers = new ReadBuffers(),
): AsyncGenerator<ArrowMessage> {
  const reader = new ByteReader(source, buffers);
  const cut = (): Error => refuse("bad_file", "", `${name} is damaged: it ends in the middle of its data.`);
  const start = await reader.peek(8);
  const isFile = start.length === 8 && MAGIC.every((byte, at) => start[at] === byte);
  if (isFile) await reader.take(8);
  else if (!beginsStream(start)) throw refuse("bad_file", "", `${name} cannot be read as Arrow.`);
  for (;;) {
    const prefix = await reader.peek(8);
    if (prefix.length === 0 && !isFile) return;
    const [first = 0, second = 0] = prefix.length < 8 ? [] : int32s(prefix);
    // Before 2019 the length stood alone, without a mark of four bytes 255 before it.
    const prefixed = first === -1;
    const metadata = prefixed ? second : first;
    if (prefix.length < 8) {
      if (!isFile && prefix.length === 4 && new DataView(prefix.buffer, prefix.byteOffset).getInt32(0) === 0) return;
      throw cut();
    }
    if (metadata === 0) {
      if (isFile && !(await reader.endsWith(MAGIC))) throw cut();
      return;
    }
    const head = (prefixed ? 8 : 4) + metadata;
    if (metadata < 0) throw refuse("bad_file", "", `${name} is damaged: a message has no length.`);
    const header = await reader.peek(head);
    if (header.length < head) throw cut();
    const message = messageOf(header.subarray(head - metadata));
    if (message === undefined) throw refuse("bad_file", "", `${name} is damaged: a message cannot be read.`);
    const bytes = await reader.take(head + message.body);
    if (bytes.length < head + message.body) throw cut();
    yield { kind: message.kind, dictionary: message.dictionary, rows: message.rows, bytes, end: reader.position };
  }
}

/** Bytes of an Arrow file: all at once, a file read in pieces, or pieces as they come. */
export type ArrowBytes = Uint8Array | DataFile | DirectFile | AsyncIterable<Uint8Array>;

function beginsStream(start: Uint8Array): boolean {
  if (start.length < 8) return false;
  const [first = 0, second = 0] = int32s(start);
  return first === -1 ? second > 0 : first > 0 && first < SCHEMA_BYTES;
}

function int32s(bytes: Uint8Array): [number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getInt32(0, true), view.getInt32(4, true)];
}

interface MessageHead {
  readonly kind: ArrowMessage["kind"];
  readonly body: number;
  readonly dictionary: ArrowMessage["dictionary"];
  readonly rows: number;
}

/** What the FlatBuffers table before a message says of it. */
function messageOf(metadata: Uint8Array): MessageHead | undefined {
  const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  const fieldsOf = (table: number): ((field: number) => number) => {
    const fields = table - view.getInt32(table, true);
    const size = view.getInt16(fields, true);
    return (field) => {
      const place = field < size ? view.getInt16(fields + field, true) : 0;
      return place === 0 ? 0 : table + place;
    };
  };
  const int64 = (at: number): number =>
    at === 0 ? 0 : view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  try {
    const place = fieldsOf(view.getInt32(0, true));
    const [kindAt, headerAt] = [place(6), place(8)];
    const kind = KINDS[kindAt === 0 ? 0 : view.getUint8(kindAt)] ?? "other";
    const body = int64(place(10));
    if (!Number.isSafeInteger(body) || body < 0) return undefined;
    const rest = { kind, body, rows: 0, dictionary: undefined };
    if (kind !== "dictionary" && kind !== "batch") return rest;
    const header = fieldsOf(headerAt + view.getInt32(headerAt, true));
    if (kind === "batch") return { ...rest, rows: int64(header(4)) };
    const deltaAt = header(8);
    return { ...rest, dictionary: { id: int64(header(4)), isDelta: deltaAt !== 0 && view.getUint8(deltaAt) !== 0 } };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads bytes one after the other, whatever pieces they come in. */
class ByteReader {
  /** What is read from any place. */
  readonly #file: DataFile | DirectFile | undefined;
  readonly #buffers: ReadBuffers;
  readonly #next: () => Promise<Uint8Array | undefined>;
  #held: Uint8Array = new Uint8Array();
  /** Bytes of `#held` that were taken. */
  #taken = 0;
  #position = 0;

  constructor(source: ArrowBytes, buffers: ReadBuffers) {
    this.#buffers = buffers;
    this.#file = isFile(source) ? source : undefined;
    this.#next = isFile(source) ? () => Promise.resolve(undefined) : piecesOf(source);
  }

  get position(): number {
    return this.#position;
  }

  /** The next bytes, fewer at the end; they are not taken. */
  async peek(length: number): Promise<Uint8Array> {
    await this.#hold(length);
    return this.#held.subarray(this.#taken, this.#taken + length);
  }

  /** Takes the next bytes, fewer at the end, in an array whose data is aligned to 8 bytes. */
  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.#taken += bytes.length;
    this.#position += bytes.length;
    return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  }

  /** Reads to the end: whether it is these bytes. */
  async endsWith(mark: readonly number[]): Promise<boolean> {
    if (this.#file !== undefined) {
      this.#taken = this.#held.length;
      this.#position = Math.max(this.#position, this.#file.size - mark.length);
    }
    let tail = await this.take(this.#file === undefined ? this.#held.length - this.#taken : mark.length);
    for (let piece = await this.#next(); piece !== undefined; piece = await this.#next()) {
      tail = joined([tail.subarray(-mark.length), piece]);
    }
    return tail.length >= mark.length && mark.every((byte, at) => tail[tail.length - mark.length + at] === byte);
  }

  async #hold(length: number): Promise<void> {
    let available = this.#held.length - this.#taken;
    if (available >= length) return;
    if (this.#file !== undefined) {
      // Again from where they begin, so that they lie together and nothing is copied.
      const end = Math.min(this.#position + Math.max(length, CHUNK_BYTES), this.#file.size);
      if (end <= this.#position + available) return;
      this.#held = await this.#read(this.#file, end);
      this.#taken = 0;
      return;
    }
    const pieces = [this.#held.subarray(this.#taken)];
    while (available < length) {
      const piece = await this.#next();
      if (piece === undefined) break;
      pieces.push(piece);
      available += piece.length;
    }
    if (pieces.length === 1) return;
    this.#held = joined(pieces);
    this.#taken = 0;
  }

  async #read(file: DataFile | DirectFile, end: number): Promise<Uint8Array> {
    const start = this.#position;
    if ("slice" in file) return new Uint8Array(await file.slice(start, end).arrayBuffer());
    const bytes = new Uint8Array(this.#buffers.take(end - start));
    await file.readInto(bytes, start);
    return bytes;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = pieces.filter((piece) => piece.length > 0);
  if (only === undefined || others.length === 0) return only ?? new Uint8Array();
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function isFile(source: ArrowBytes): source is DataFile | DirectFile {
  return !(source instanceof Uint8Array) && !(Symbol.asyncIterator in source);
}

function piecesOf(source: Uint8Array | AsyncIterable<Uint8Array>): () => Promise<Uint8Array | undefined> {
  if (source instanceof Uint8Array) {
    let rest: Uint8Array | undefined = source;
    return () => {
      const all = rest;
      rest = undefined;
      return Promise.resolve(all);
    };
  }
  const pieces = source[Symbol.asyncIterator]();
  return async () => {
    const piece = await pieces.next();
    return piece.done === true ? undefined : piece.value;
  };
}
