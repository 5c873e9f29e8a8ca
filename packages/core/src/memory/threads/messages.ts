import type { ListColumn, NumericColumn, TextColumn } from "../columns/columns.js";
import type { EventTable } from "../events/event-table.js";
import type { AnswerOfLoading, AskedOfLoading } from "../load/loading-messages.js";
import type { EventLeaf } from "./leaf-matches.js";

/** What the second thread is told, of bases by number. It does one thing at a time: who asks waits for the answer. */
export type ToSecondThread =
  | ({ readonly kind: "begin"; readonly base: number } & OwnMemory)
  /** Takes the place of the events there were of its type. */
  | { readonly kind: "table"; readonly base: number; readonly table: WrittenTable }
  | ({ readonly kind: "leaf"; readonly base: number } & AskedLeaf)
  /** The answer is not wanted any more; one comes all the same. */
  | { readonly kind: "stop" }
  /** Help with a load. */
  | { readonly kind: "load"; readonly asked: AskedOfLoading }
  /** Nothing more is asked of this base. */
  | { readonly kind: "end"; readonly base: number };

/** From one address up to, not including, another the memory is the second thread's own, all zeros. */
export interface OwnMemory {
  readonly memory: WebAssembly.Memory;
  readonly from: number;
  readonly to: number;
}

/** Which customers from `from` up to, not including, `rows` meet a condition, the living and others. */
export interface AskedLeaf {
  readonly leaf: EventLeaf;
  readonly asOf: number;
  /** A multiple of 32. */
  readonly from: number;
  readonly rows: number;
}

/** What the second thread says. */
export type FromSecondThread =
  | { readonly kind: "ready"; readonly base: number }
  /** Of a load; undefined where nothing came of what was asked. */
  | { readonly kind: "loaded"; readonly answer: AnswerOfLoading | undefined }
  /** The words from that of the row `from` on to the end of the padding; undefined where nothing came of it. */
  | { readonly kind: "answer"; readonly words: Int32Array | undefined };

/** A table as it goes from thread to thread: arrays within the shared memory are shared, others copied. */
export interface WrittenTable extends Omit<EventTable, "properties" | "tail"> {
  readonly properties: ReadonlyMap<string, WrittenColumn>;
  readonly tail?: WrittenTable | undefined;
}

interface Written {
  /** The words of the bitmap. */
  readonly valid: Int32Array;
}

interface WrittenTexts extends Written {
  /** Those of the dictionary, none where they are too many. */
  readonly texts: readonly string[];
}

export type WrittenColumn =
  | (Omit<NumericColumn, "valid"> & Written)
  | (Omit<TextColumn, "valid" | "dictionary"> & WrittenTexts)
  | (Omit<ListColumn, "valid" | "dictionary"> & WrittenTexts);
