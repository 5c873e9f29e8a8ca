import type { Catalog } from "../../catalog/catalog.js";
import { readCatalog } from "../../catalog/define.js";
import { withObserved } from "../../catalog/observed.js";
import { Derived } from "../derived.js";
import { makeIndexes, type Loaded } from "../load/load.js";
import { spaceFor } from "../load/space-for.js";
import { Pacer } from "../pacer.js";
import { checksum } from "./checksum.js";
import { aligned, badFile, damaged, demandLittleEndian, inconsistent, readStart, START_LENGTH } from "./form.js";
import { headerSchema, type SavedHeader } from "./header.js";
import type { OpenSavedOptions } from "./open-saved-base.js";
import { Restorer } from "./restore.js";
import { lengthOf, readSections, type Room } from "./sections.js";
import { savedBytes, type SavedBaseSource, type SavedBytes } from "./source.js";

/** What `openSavedBase` opens. */
export async function opened(source: SavedBaseSource, options: OpenSavedOptions): Promise<Loaded> {
  demandLittleEndian();
  const { signal, onProgress } = options;
  const pacer = new Pacer(signal);
  const file = await savedBytes(source);
  const { header, catalog } = await readHeader(file);
  const { customers, events, tags, report, dataUntil, baseFromEvents } = header;
  const space = await spaceFor(
    {
      customers: customers.rows,
      attributes: catalog.attributes.length,
      events: events.reduce((sum, { length, tail }) => sum + length + (tail?.length ?? 0), 0),
      tags: tags.reduce((sum, tag) => sum + (header.sections[tag.customers]?.length ?? 0), 0),
    },
    options,
  );
  let bytes = 0;
  const outside = onHeap(header);
  const room: Room = (section, size) => (outside.has(section) ? new Uint8Array(size) : space.uint8(size));
  const sections = await readSections(header.sections, file, room, pacer, (more) => {
    bytes += more;
    onProgress?.({ bytes, share: bytes / file.size });
  });
  const restorer = new Restorer(header, catalog, sections, space);
  await pacer.breathe();
  const roster = restorer.roster();
  const columns = restorer.columns();
  await pacer.breathe();
  const derived = new Derived(space, options);
  for (const [name, order] of restorer.orders(columns)) derived.indexes.keepOrder(name, order);
  const population = Object.freeze({
    catalog,
    roster,
    space,
    derived,
    columns,
    events: restorer.events(),
    tags: restorer.tags(),
  });
  if (derived.indexes.policy === "eager") await makeIndexes(population, pacer);
  return { population, report, dataUntil: dataUntil ?? undefined, baseFromEvents };
}

/** The sections no kernel reads: the garbage collector knows when they are of no use any more. */
function onHeap({ customers: { ids, base }, dictionaries, tags }: SavedHeader): ReadonlySet<number> {
  const texts = [ids, ...dictionaries].flatMap(({ bytes, starts }) => [bytes, starts]);
  return new Set([...texts, base, ...tags.flatMap(({ customers, at }) => [customers, at])]);
}

async function readHeader(file: SavedBytes): Promise<{ header: SavedHeader; catalog: Catalog }> {
  if (file.size < START_LENGTH) throw badFile("This is no saved base: it is too short.");
  const start = new Uint8Array(START_LENGTH);
  await file.fill(start);
  const { headerLength, fileLength, headerSum } = readStart(start);
  if (fileLength !== file.size) {
    throw badFile(`The saved base has ${file.size} bytes, and ${fileLength} were saved.`);
  }
  const padded = aligned(headerLength);
  if (padded > fileLength - START_LENGTH) throw inconsistent("its header is longer than the file");
  const bytes = new Uint8Array(padded);
  await file.fill(bytes);
  if (checksum(bytes) !== headerSum) throw damaged("the header");
  try {
    const header = parsed(bytes.subarray(0, headerLength));
    if (lengthOf(header.sections) !== fileLength - START_LENGTH - padded) throw inconsistent("its length is another");
    const counted = header.events.reduce((sum, { length, tail }) => sum + length + (tail?.length ?? 0), 0);
    if (Math.max(counted, header.customers.rows) > fileLength)
      throw inconsistent("it tells of more than it has room for");
    const catalog = withObserved(readCatalog(header.catalog), {
      tags: header.tags.map(({ name }) => name),
      eventTypes: header.events.map(({ type }) => type),
    });
    return { header, catalog };
  } catch (error) {
    throw badFile("The header of the saved base cannot be read.", error);
  }
}

function parsed(bytes: Uint8Array): SavedHeader {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const { data, error } = headerSchema.safeParse(JSON.parse(text), { jitless: true });
  if (data === undefined) throw error;
  return data;
}
