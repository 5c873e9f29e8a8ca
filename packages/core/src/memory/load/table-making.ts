import type { Catalog } from "../../catalog/catalog.js";
import type { ArrivingEvents, CustomerRows } from "../events/arriving-events.js";
import type { EventTable } from "../events/event-table.js";
import type { Space, SpaceView } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { readTable } from "../threads/written-table.js";
import type { LoadingThread } from "./loading-thread.js";

/** Bytes that a thread has for itself beside the table it makes: a page of 64 KB, and what lies between arrays. */
const BESIDE = 2 ** 17;

/** Makes the tables of events, the longest first. A second thread makes those it comes to first. */
export class TableMaking {
  readonly #waiting: string[];
  readonly #made = new Map<string, EventTable>();

  constructor(
    readonly events: ArrivingEvents,
    readonly customers: CustomerRows,
    readonly space: Space,
  ) {
    const lengths = new Map(events.types.map((type) => [type, events.lengthOf(type)]));
    this.#waiting = [...events.types].sort((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0));
  }

  /** Makes tables as long as some wait. @throws AudienceError `aborted` */
  async here(pacer: Pacer): Promise<void> {
    for (let type = this.#waiting.shift(); type !== undefined; type = this.#waiting.shift()) {
      this.#made.set(type, await this.events.finish(type, this.customers, pacer, this.space));
      await pacer.breathe();
    }
  }

  /** Lets a second thread make tables as long as some wait. One that did not come about waits again. */
  async there(thread: LoadingThread, catalog: Catalog): Promise<void> {
    const { memory } = this.space;
    const events = this.events.written();
    if (memory === undefined || memory.buffer instanceof ArrayBuffer || events === undefined) return;
    await thread.ask({ step: "tables", catalog, events, customers: this.customers, memory });
    for (let type = this.#waiting.shift(); type !== undefined; type = this.#waiting.shift()) {
      const room = this.space.uint8(this.events.bytesOf(type) + BESIDE);
      const [from, to] = [room.byteOffset, room.byteOffset + room.length];
      const answer = room.buffer === memory.buffer ? await thread.ask({ step: "table", type, from, to }) : undefined;
      if (answer?.table === undefined) {
        await thread.end();
        this.space.free(room);
        this.#waiting.push(type);
        return;
      }
      const table = readTable(answer.table, memory.buffer, (name) => this.events.textsOf(name));
      this.space.split(room, viewsOf(table));
      this.#made.set(type, table);
    }
  }

  /** All tables, in the order in which the types came. */
  get made(): Map<string, EventTable> {
    const inOrder = this.events.types.flatMap((type) => {
      const table = this.#made.get(type);
      return table === undefined ? [] : [[type, table] as const];
    });
    return new Map(inOrder);
  }
}

function viewsOf({ customers, at, sequence, spans, properties }: EventTable): SpaceView[] {
  const columns = [...properties.values()].flatMap((column): SpaceView[] => {
    if (column.kind === "numeric") return [column.valid.words, column.data];
    return column.kind === "text" ? [column.valid.words, column.codes] : [];
  });
  return [customers, at, sequence, spans.spans, ...columns];
}
