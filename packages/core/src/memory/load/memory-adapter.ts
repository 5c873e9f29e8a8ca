import type { Catalog } from "../../catalog/catalog.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerRecords, eventProperties, eventRecords, tagRecords, type Rows } from "../../source/read-rows.js";
import type { CustomerInput, EventInput, LoadProgress, TagInput } from "../../source/records.js";
import { arrowTable, isColumnar, type ColumnarRows } from "../../source/table-source.js";
import type { EngineOptions } from "../derived.js";
import { memoryAdapterOf, type MemoryAdapter } from "../adapter.js";
import { MemoryLoader, type Loaded, type SharedEvents } from "./load.js";
import { Pacer } from "../pacer.js";
import { RejectionList } from "../../source/rejections.js";
import type { ArrowPiece } from "../../source/arrow.js";
import type { LoadingThread } from "./loading-thread.js";
import { streamOf } from "./pieces.js";

/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL = 250;

export interface MemoryAdapterOptions extends EngineOptions {
  /** Made by `defineCatalog`. */
  readonly catalog: Catalog;
  /** Rows, at once or as they come, or a table of a file: `arrowTable`, `parquetTable`. */
  readonly customers?: Rows<CustomerInput> | ColumnarRows | undefined;
  readonly events?: Rows<EventInput> | ColumnarRows | undefined;
  readonly tags?: Rows<TagInput> | ColumnarRows | undefined;
  /** The base is every customer of any readable event, later ones included; `customers` is then left out. */
  readonly baseFromEvents?: boolean | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Loads customers into memory and answers from there. A row that cannot be read is rejected whole, counted and listed
 * in `report`; the others load. Rows may come at once or asynchronously.
 *
 * @throws AudienceError `duplicate_customer` with samples, `bad_file`, `column_missing` of a table, `aborted`
 */
export async function memoryAdapter(options: MemoryAdapterOptions): Promise<MemoryAdapter> {
  return memoryAdapterOf(await loadedRows(options));
}

/** What the adapter is made of. @throws as `memoryAdapter` */
export async function loadedRows(options: MemoryAdapterOptions): Promise<Loaded> {
  const { events } = options;
  const thread =
    events !== undefined && isColumnar(events) ? await (await secondLoader()).startLoadingThread(options) : undefined;
  const endThread = () => void thread?.end();
  options.signal?.addEventListener("abort", endThread, { once: true });
  try {
    return await loadedWith(options, thread);
  } finally {
    options.signal?.removeEventListener("abort", endThread);
    await thread?.end();
  }
}

async function loadedWith(options: MemoryAdapterOptions, thread: LoadingThread | undefined): Promise<Loaded> {
  const { catalog, customers = [], events = [], tags = [], baseFromEvents, signal } = options;
  const loader = new MemoryLoader({ catalog, baseFromEvents, engine: options, signal, thread });
  const rejections = new RejectionList();
  const ofEvents = new RejectionList();
  const ofTags = new RejectionList();
  const zone = zoneOf(catalog.timeZone);
  const told = progressReports(options);
  const pacer = new Pacer(signal);
  const take = async <Batch>(batches: AsyncIterable<Batch>, add: (batch: Batch) => void) => {
    for await (const batch of batches) {
      add(batch);
      await pacer.breathe();
    }
  };
  const counted = async <T>(stage: Stage, batches: AsyncIterable<readonly T[]>, add: (batch: readonly T[]) => void) => {
    let rows = 0;
    await take(batches, (batch) => {
      add(batch);
      told(stage, (rows += batch.length), undefined);
    });
  };
  const table = (stage: Stage, list = rejections) => ({
    catalog,
    name: `The table of ${stage}`,
    reject: list.of(stage),
    progress: (rows: number, share: number | undefined) => told(stage, rows, share),
  });
  // Most pages load rows: what reads tables of files is loaded where one is given.
  const tables = () => import("../../source/read-table-source.js");
  const { attributes } = catalog;
  const properties = eventProperties(catalog);
  let byTwo = thread === undefined ? undefined : await (await secondLoader()).eventsByTwo(options, thread);
  if (baseFromEvents !== true) {
    if (isColumnar(customers)) {
      const { tableCustomers } = await tables();
      const batches = tableCustomers(customers, table("customers"));
      await take(batches, (batch) => loader.addCustomerColumns(attributes, batch));
    } else {
      const batches = customerRecords(customers, attributes, zone, rejections.of("customers"));
      await counted("customers", batches, (batch) => loader.addCustomers(attributes, batch));
    }
  }
  if (!loader.areNumbered) {
    byTwo?.giveUp();
    byTwo = undefined;
  }
  if (isColumnar(tags)) {
    const { tableTags } = await tables();
    await take(tableTags(tags, table("tags", ofTags)), (batch) => loader.addTagColumns(batch));
  } else {
    await counted("tags", tagRecords(tags, zone, ofTags.of("tags")), (batch) => loader.addTags(batch));
  }
  let sharedEvents: SharedEvents | undefined;
  if (isColumnar(events)) {
    const { tableEvents } = await tables();
    const again = async () => {
      byTwo = undefined;
      loader.dropEvents();
      const batches = tableEvents(events, table("events", ofEvents));
      await take(batches, (batch) => loader.addEventColumns(properties, batch));
    };
    const here = async (piece: ArrowPiece, place: number, list: RejectionList) => {
      loader.beginEventPart(place);
      const rows = { ...table("events", list), before: piece.before, progress: () => undefined };
      const batches = tableEvents(arrowTable(streamOf(piece), events.mapping), rows);
      await take(batches, (batch) => loader.addNumberedEvents(properties, batch));
      told("events", piece.before + piece.rows, piece.share);
    };
    if (byTwo === undefined) await again();
    else {
      await byTwo.here(here);
      sharedEvents = { rows: byTwo.rows, there: byTwo.there, again };
    }
  } else {
    const batches = eventRecords(events, catalog, zone, ofEvents.of("events"));
    await counted("events", batches, (batch) => loader.addEvents(properties, batch));
  }
  told("index", 0, undefined);
  const loaded = await loader.finish(rejections, sharedEvents);
  byTwo?.tell(ofEvents);
  for (const list of [ofEvents, ofTags]) rejections.take(list);
  const { rejectedCount, rejected } = rejections;
  return { ...loaded, report: { ...loaded.report, rejectedCount, rejected } };
}

/** Most pages load rows, for which one thread is enough. */
const secondLoader = () => import("./second-loader.js");

type Stage = LoadProgress["stage"];

/** Reports the rows read of each stage, a few times a second. */
function progressReports({
  onProgress,
}: MemoryAdapterOptions): (stage: Stage, rows: number, share: number | undefined) => void {
  let current: Stage | undefined;
  let toldAt = -Infinity;
  return (stage, rows, share) => {
    if (stage !== current) {
      current = stage;
      toldAt = -Infinity;
    }
    if (onProgress === undefined || performance.now() - toldAt < PROGRESS_INTERVAL) return;
    toldAt = performance.now();
    onProgress({ stage, source: stage, rows, share });
  };
}
