import type { Catalog } from "../../catalog/catalog.js";
import { eventProperties } from "../../source/read-rows.js";
import type { ArrowPiece } from "../../source/arrow.js";
import { tableEvents } from "../../source/read-table-source.js";
import { RejectionList, type Rejections } from "../../source/rejections.js";
import { arrowTable, type ColumnMapping } from "../../source/table-source.js";
import { ArrivingEvents, type CustomerRows } from "../events/arriving-events.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { writtenTable } from "../threads/written-table.js";
import type { AnswerOfLoading, AskedOfLoading } from "./loading-messages.js";
import { numbersOf } from "./numbered-customers.js";
import { streamOf } from "./pieces.js";

interface Reading {
  readonly catalog: Catalog;
  readonly mapping: ColumnMapping;
  readonly name: string;
  readonly events: ArrivingEvents;
}

interface TableMaking {
  readonly events: ArrivingEvents;
  readonly customers: CustomerRows;
  readonly memory: WebAssembly.Memory;
}

/** The part of a load that the second thread takes. */
export class ServedLoading {
  #reading: Reading | undefined;
  #tables: TableMaking | undefined;

  /** Undefined where something went wrong, or was asked too early. */
  async answer(asked: AskedOfLoading): Promise<AnswerOfLoading | undefined> {
    switch (asked.step) {
      case "begin": {
        const events = new ArrivingEvents(asked.catalog, { shared: true });
        this.#reading = { ...asked, events };
        return {};
      }
      case "piece":
        return this.#reading && { rejections: await take(this.#reading, asked.place, asked.piece) };
      case "read": {
        const events = this.#reading?.events.written();
        this.#reading = undefined;
        return { events };
      }
      case "tables": {
        const { catalog, customers, memory } = asked;
        const events = new ArrivingEvents(catalog, { shared: true });
        events.join(asked.events);
        this.#tables = { events, customers, memory };
        return {};
      }
      case "table": {
        if (this.#tables === undefined) return undefined;
        const { events, customers, memory } = this.#tables;
        const space = await Space.part(memory, asked.from, asked.to);
        return { table: writtenTable(await events.finish(asked.type, customers, new Pacer(undefined), space)) };
      }
    }
  }
}

async function take(reading: Reading, place: number, piece: ArrowPiece): Promise<Rejections> {
  const { catalog, mapping, name, events } = reading;
  const rejections = new RejectionList();
  const properties = eventProperties(catalog);
  const rows = { catalog, name, before: piece.before, reject: rejections.of("events"), progress: () => undefined };
  events.beginPart(place);
  for await (const batch of tableEvents(arrowTable(streamOf(piece), mapping), rows)) {
    events.add({ ...batch, customers: numbersOf(batch.customers), properties });
  }
  const { rejectedCount, rejected } = rejections;
  return { rejectedCount, rejected };
}
