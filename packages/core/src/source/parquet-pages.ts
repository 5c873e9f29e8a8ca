import type { compressors } from "hyparquet-compressors";
import type * as column from "hyparquet/src/column.js";
import type * as convert from "hyparquet/src/convert.js";
import type * as pages from "hyparquet/src/datapage.js";
import type * as plain from "hyparquet/src/plain.js";
import type { ColumnMetaData, SchemaTree } from "hyparquet";
import type { RawColumn, RawNumbers } from "./raw-column.js";
import type { FlatType } from "./parquet-types.js";
import { decimalText } from "./raw-column.js";
import { internTexts } from "./text-interner.js";
import { bigNumber, milliseconds, wholeNumbers } from "./whole-numbers.js";

/** The parts of the Parquet reader that decode pages. */
export interface PageReader {
  readonly column: typeof column;
  readonly pages: typeof pages;
  readonly plain: typeof plain;
  readonly convert: typeof convert;
  readonly compressors: typeof compressors;
}

export interface ColumnChunk {
  readonly bytes: ArrayBuffer;
  readonly metadata: ColumnMetaData;
  /** The schema and the field. */
  readonly path: SchemaTree[];
  readonly type: FlatType;
  readonly rows: number;
}

/** Values without gaps, `width` numbers of the array for each. */
type Dense = Int32Array | Float64Array | Uint8Array;

/** Reads a column chunk page by page into one array, with no value of its own for any row. */
export function readChunk(reader: PageReader, chunk: ColumnChunk): RawColumn {
  const { metadata, path, rows } = chunk;
  const element = path.at(-1)?.element;
  if (element === undefined) throw new RangeError("A column has no field.");
  const { parquetHeader } = reader.column;
  const { parsers, compressors } = { parsers: reader.convert.DEFAULT_PARSERS, compressors: reader.compressors };
  const { type: physical, codec } = metadata;
  const decoder = {
    pathInSchema: metadata.path_in_schema,
    type: physical,
    element,
    schemaPath: path,
    codec,
    parsers,
    compressors,
  };
  const position = { view: new DataView(chunk.bytes), offset: 0 };
  const into = new ColumnValues(chunk, element.type_length ?? 0);
  let dictionary: Dense | undefined;
  while (into.length < rows && position.offset < position.view.byteLength - 1) {
    const header = parquetHeader(position);
    const bytes = new Uint8Array(chunk.bytes, position.offset, header.compressed_page_size);
    position.offset += header.compressed_page_size;
    const size = Number(header.uncompressed_page_size);
    if (header.dictionary_page_header !== undefined) {
      const page = reader.pages.decompressPage(bytes, size, codec, compressors);
      const at = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
      const count = header.dictionary_page_header.num_values;
      dictionary = into.dense(reader.plain.readPlain(at, physical, count, element.type_length));
      continue;
    }
    const [first, second] = [header.data_page_header, header.data_page_header_v2];
    const encoding = (first ?? second)?.encoding ?? "";
    const data =
      second === undefined
        ? first &&
          reader.pages.readDataPage(reader.pages.decompressPage(bytes, size, codec, compressors), first, decoder)
        : reader.pages.readDataPageV2(bytes, header, decoder);
    if (data === undefined) throw new RangeError("A page is of an unknown kind.");
    const count = (first ?? second)?.num_values ?? 0;
    const isCoded = encoding.endsWith("_DICTIONARY") && dictionary !== undefined;
    into.add(
      isCoded ? into.gather(dictionary ?? new Int32Array(0), data.dataPage) : into.dense(data.dataPage),
      data.definitionLevels,
      count,
    );
  }
  return into.column();
}

/** The values of a column chunk as they come, page by page. */
class ColumnValues {
  length = 0;
  readonly #chunk: ColumnChunk;
  /** Numbers of the array for one value: 32-bit words of whole numbers beyond 32 bits, else 1. */
  readonly #width: number;
  readonly #data: Dense;
  #valid: Uint8Array | undefined;
  readonly #texts: string[] = [];
  readonly #codes = new Map<string, number>();

  constructor(chunk: ColumnChunk, byteLength: number) {
    this.#chunk = chunk;
    const { type } = chunk.metadata;
    const isBytes = (type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY") && chunk.type.holds !== "text";
    this.#width = type === "INT64" ? 2 : isBytes ? Math.max(2, Math.ceil((byteLength || 16) / 4)) : 1;
    const length = chunk.rows * this.#width;
    this.#data =
      type === "FLOAT" || type === "DOUBLE"
        ? new Float64Array(length)
        : type === "BOOLEAN"
          ? new Uint8Array(length)
          : new Int32Array(length);
  }

  /** Values as the reader gives them, in an array of numbers; texts by code. */
  dense(values: ArrayLike<unknown>): Dense {
    if (values instanceof Int32Array || values instanceof Float64Array) return values;
    if (values instanceof BigInt64Array) return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    if (values instanceof Float32Array) return new Float64Array(values);
    if (this.#chunk.metadata.type === "BOOLEAN") return Uint8Array.from(values, (value) => (value === true ? 1 : 0));
    const entries = Array.from(values, (value) => (value instanceof Uint8Array ? value : new Uint8Array()));
    return this.#chunk.type.holds === "text" ? this.#coded(entries) : this.#words(entries);
  }

  /** The values of a dictionary at these keys. */
  gather(dictionary: Dense, keys: ArrayLike<unknown>): Dense {
    const width = this.#width;
    const count = keys.length;
    const gathered = dictionary instanceof Float64Array ? new Float64Array(count) : new Int32Array(count * width);
    for (let index = 0; index < count; index++) {
      const key = Number(keys[index]) * width;
      for (let word = 0; word < width; word++) gathered[index * width + word] = dictionary[key + word] ?? 0;
    }
    return gathered;
  }

  /** Takes a page in. `levels`: 0 where a value is missing; none where all are there. */
  add(values: Dense, levels: ArrayLike<number> | undefined, count: number): void {
    const width = this.#width;
    const start = this.length;
    const rows = Math.min(count, this.#chunk.rows - start);
    this.length += rows;
    if (levels === undefined || levels.length === 0 || values.length === count * width) {
      this.#data.set(values.subarray(0, rows * width), start * width);
      return;
    }
    const valid = (this.#valid ??= new Uint8Array(this.#chunk.rows).fill(1));
    for (let row = 0, at = 0; row < rows; row++) {
      if (levels[row] === 0) {
        valid[start + row] = 0;
        continue;
      }
      for (let word = 0; word < width; word++) this.#data[(start + row) * width + word] = values[at++] ?? 0;
    }
  }

  column(): RawColumn {
    const { rows, type } = this.#chunk;
    if (this.length !== rows) throw new RangeError("A column has fewer rows than its group.");
    const { holds, scale, signed, perMillisecond } = type;
    const valid = this.#valid;
    const data = this.#data;
    if (holds === "text") {
      const codes = data instanceof Int32Array ? data : new Int32Array(rows);
      if (valid !== undefined) for (let row = 0; row < rows; row++) if (valid[row] === 0) codes[row] = -1;
      return { kind: "texts", codes, texts: this.#texts };
    }
    const numbers = (of: RawNumbers["data"]): RawNumbers => ({ kind: "numbers", holds, data: of, valid, scale });
    if (this.#width === 1 || !(data instanceof Int32Array)) {
      const isInstant = holds === "instant" || holds === "clock";
      return numbers(
        isInstant ? new Float64Array(data) : signed ? data : Float64Array.from(data, (value) => value >>> 0),
      );
    }
    if (holds === "instant" || holds === "clock") return numbers(milliseconds(data, perMillisecond, rows));
    const width = this.#width;
    const whole = wholeNumbers(data, width, rows, valid, signed);
    if (whole !== undefined) return numbers(whole);
    const read = (row: number): unknown => {
      if (valid !== undefined && valid[row] === 0) return undefined;
      const value = bigNumber(data, width, row, signed);
      return scale === undefined ? value : decimalText(String(value), scale);
    };
    return { kind: "values", values: Array.from({ length: rows }, (_, row) => read(row)) };
  }

  #coded(entries: readonly Uint8Array[]): Int32Array {
    const [first] = entries;
    if (first === undefined) return new Int32Array(0);
    // All lie in the buffer of their page, one behind the other.
    const bytes = new Uint8Array(first.buffer);
    const starts = Float64Array.from(entries, ({ byteOffset }) => byteOffset);
    const ends = Float64Array.from(entries, ({ byteOffset, length }) => byteOffset + length);
    const page = internTexts({ bytes, starts, ends }, entries.length, undefined);
    const codes = Int32Array.from(page.texts, (text) => {
      let code = this.#codes.get(text);
      if (code === undefined) {
        code = this.#texts.push(text) - 1;
        this.#codes.set(text, code);
      }
      return code;
    });
    return Int32Array.from(page.codes, (code) => codes[code] ?? 0);
  }

  /** Whole numbers of big-endian bytes as little-endian words. */
  #words(entries: readonly Uint8Array[]): Int32Array {
    const width = this.#width;
    const words = new Int32Array(entries.length * width);
    for (const [index, bytes] of entries.entries()) {
      if (bytes.length > width * 4) throw new RangeError("A decimal has more digits than any can have.");
      const sign = ((bytes[0] ?? 0) & 0x80) === 0 ? 0 : -1;
      for (let word = 0; word < width; word++) {
        let value = 0;
        for (let byte = 3; byte >= 0; byte--) {
          const at = bytes.length - 1 - word * 4 - byte;
          value = (value << 8) | (at < 0 ? sign & 0xff : (bytes[at] ?? 0));
        }
        words[index * width + word] = value;
      }
    }
    return words;
  }
}
