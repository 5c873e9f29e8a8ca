import type { Rows } from "../source/read-rows.js";
import { inSlices } from "../source/data-file.js";
import { isColumnar, type ColumnarRows } from "../source/table-source.js";
import type { EngineCalls, GivenRows, PageCalls } from "./calls.js";
import type { Conversation } from "./conversation.js";
import { receivedFile, type FileContent } from "./files.js";
import { isBytes } from "./rows.js";
import { Feed, pulled } from "./streams.js";

/** Byte pieces that go over in one message at most. */
const PIECES = 16;

/** Rows of a host on their way: a stream of them, or of a table's bytes, or a table's file. */
export interface RowsToGive {
  readonly feed: Feed;
  readonly file: FileContent | undefined;
  /** How they are told, once their stream has a number. */
  given(stream: number): GivenRows;
}

export function rowsToGive<T>(rows: Rows<T> | ColumnarRows, toSend: (row: T) => unknown): RowsToGive {
  if (!isColumnar(rows)) {
    return { feed: Feed.of(rows, toSend), file: undefined, given: (stream) => ({ kind: "rows", stream }) };
  }
  const { format, source, mapping } = rows;
  if (Symbol.asyncIterator in source) {
    const feed = Feed.of(source, (piece) => piece, PIECES);
    return { feed, file: undefined, given: (stream) => ({ kind: "pieces", stream, mapping }) };
  }
  const file = "readInto" in source ? inSlices(source) : source;
  return { feed: Feed.of([], () => undefined), file, given: () => ({ kind: "file", format, mapping }) };
}

/** The rows again, for the engine. */
export async function receivedRows<T>(
  page: Conversation<EngineCalls, PageCalls>,
  given: GivenRows,
  { folder, name, signal }: { readonly folder: number; readonly name: string; readonly signal: AbortSignal },
  is: (row: unknown) => row is T,
): Promise<Rows<T> | ColumnarRows> {
  switch (given.kind) {
    case "rows":
      return pulled(page, given.stream, is);
    case "pieces":
      return { format: "arrow", source: pulled(page, given.stream, isBytes), mapping: given.mapping };
    case "file": {
      const { format, mapping } = given;
      const source = await receivedFile(page, { folder, name, signal });
      if (source === undefined) return [];
      return format === "arrow" ? { format, source, mapping } : { format, source, mapping };
    }
  }
}
