import type { Catalog } from "../../catalog/catalog.js";
import type { EventTable } from "../events/event-table.js";
import type { SpaceView } from "../kernels/space.js";
import { readTable } from "../threads/written-table.js";
import type { LoadingThread } from "./loading-thread.js";
import type { TableMaking } from "./table-making.js";

/** Bytes that a thread has for itself beside the table it makes: a page of 64 KB, and what lies between arrays. */
const BESIDE = 2 ** 17;

/** Lets a second thread make tables as long as some wait. One that did not come about waits again. */
export async function makeThere(making: TableMaking, thread: LoadingThread, catalog: Catalog): Promise<void> {
  const { space, events, customers } = making;
  const { memory } = space;
  const written = events.written();
  if (memory === undefined || memory.buffer instanceof ArrayBuffer || written === undefined) return;
  await thread.ask({ step: "tables", catalog, events: written, customers, memory });
  for (let type = making.next(); type !== undefined; type = making.next()) {
    const room = space.uint8(events.bytesOf(type) + BESIDE);
    const [from, to] = [room.byteOffset, room.byteOffset + room.length];
    const answer = room.buffer === memory.buffer ? await thread.ask({ step: "table", type, from, to }) : undefined;
    if (answer?.table === undefined) {
      await thread.end();
      space.free(room);
      making.again(type);
      return;
    }
    const table = readTable(answer.table, memory.buffer, (name) => events.textsOf(name));
    space.split(room, viewsOf(table));
    making.take(type, table);
  }
}

function viewsOf({ customers, at, sequence, spans, properties }: EventTable): SpaceView[] {
  const columns = [...properties.values()].flatMap((column): SpaceView[] => {
    if (column.kind === "numeric") return [column.valid.words, column.data];
    return column.kind === "text" ? [column.valid.words, column.codes] : [];
  });
  return [customers, at, sequence, spans.spans, ...columns];
}
