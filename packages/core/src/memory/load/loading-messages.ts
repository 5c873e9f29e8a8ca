import type { Catalog } from "../../catalog/catalog.js";
import type { ArrowPiece } from "../../source/arrow.js";
import type { Rejections } from "../../source/rejections.js";
import type { ColumnMapping } from "../../source/table-source.js";
import type { CustomerRows, WrittenEvents } from "../events/arriving-events.js";
import type { WrittenTable } from "../threads/messages.js";

/** What the second thread of a load is asked, one after the other. */
export type AskedOfLoading =
  /** To take in pieces of a table of events. */
  | {
      readonly step: "begin";
      readonly catalog: Catalog;
      readonly mapping: ColumnMapping;
      readonly name: string;
    }
  /** By the place of the piece among all. */
  | { readonly step: "piece"; readonly place: number; readonly piece: ArrowPiece }
  /** For the events of all pieces it had. */
  | { readonly step: "read" }
  /** To make tables of events, its own and others. */
  | {
      readonly step: "tables";
      readonly catalog: Catalog;
      readonly events: WrittenEvents;
      readonly customers: CustomerRows;
      readonly memory: WebAssembly.Memory;
    }
  /** For one of these tables, from one address up to another, where all is zero. */
  | { readonly step: "table"; readonly type: string; readonly from: number; readonly to: number };

/** What it answers: of a piece the rejections, and else what was asked for. */
export interface AnswerOfLoading {
  readonly rejections?: Rejections | undefined;
  readonly events?: WrittenEvents | undefined;
  readonly table?: WrittenTable | undefined;
}
