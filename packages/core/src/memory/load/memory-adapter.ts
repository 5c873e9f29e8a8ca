import type { Catalog } from "../../catalog/catalog.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerRecords, eventProperties, eventRecords, tagRecords, type Rows } from "../../source/read-rows.js";
import type { CustomerInput, EventInput, LoadProgress, TagInput } from "../../source/records.js";
import { memoryAdapterOf, type MemoryAdapter } from "../adapter.js";
import { MemoryLoader } from "./load.js";
import { Pacer } from "../pacer.js";
import { RejectionList } from "../../source/rejections.js";

/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL = 250;

export interface MemoryAdapterOptions {
  /** Made by `defineCatalog`. */
  readonly catalog: Catalog;
  readonly customers?: Rows<CustomerInput> | undefined;
  readonly events?: Rows<EventInput> | undefined;
  readonly tags?: Rows<TagInput> | undefined;
  /** The base is every customer of any readable event, later ones included; `customers` is then left out. */
  readonly baseFromEvents?: boolean | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Loads customers into memory and answers from there. A row that cannot be read is rejected whole, counted and listed
 * in `report`; the others load. Rows may come at once or asynchronously.
 *
 * @throws AudienceError `duplicate_customer` with samples, `aborted`
 */
export async function memoryAdapter(options: MemoryAdapterOptions): Promise<MemoryAdapter> {
  const { catalog, customers = [], events = [], tags = [], baseFromEvents, signal } = options;
  const loader = new MemoryLoader({ catalog, baseFromEvents, signal });
  const rejections = new RejectionList();
  const zone = zoneOf(catalog.timeZone);
  const told = progressReports(options);
  const pacer = new Pacer(signal);
  const take = async <T>(stage: LoadProgress["stage"], batches: AsyncIterable<readonly T[]>, add: Add<T>) => {
    for await (const batch of batches) {
      add(batch);
      told(stage, batch.length);
      await pacer.breathe();
    }
  };
  const { attributes } = catalog;
  const properties = eventProperties(catalog);
  if (baseFromEvents !== true) {
    await take("customers", customerRecords(customers, attributes, zone, rejections.of("customers")), (batch) =>
      loader.addCustomers(attributes, batch),
    );
  }
  await take("events", eventRecords(events, catalog, zone, rejections.of("events")), (batch) =>
    loader.addEvents(properties, batch),
  );
  await take("tags", tagRecords(tags, zone, rejections.of("tags")), (batch) => loader.addTags(batch));
  told("index", 0);
  return memoryAdapterOf(await loader.finish(rejections));
}

type Add<T> = (batch: readonly T[]) => void;

/** Reports the rows read of each stage, a few times a second. */
function progressReports({ onProgress }: MemoryAdapterOptions): (stage: LoadProgress["stage"], rows: number) => void {
  let current: LoadProgress["stage"] | undefined;
  let total = 0;
  let toldAt = -Infinity;
  return (stage, rows) => {
    if (stage !== current) {
      current = stage;
      total = 0;
      toldAt = -Infinity;
    }
    total += rows;
    if (onProgress === undefined || performance.now() - toldAt < PROGRESS_INTERVAL) return;
    toldAt = performance.now();
    onProgress({ stage, source: stage, rows: total, share: undefined });
  };
}
