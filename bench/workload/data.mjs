import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeCustomers, writeEvents, writeTags } from "./arrow.mjs";
import { makeCustomers, makeEvents, makeTags } from "./generate.mjs";
import { writeParquet } from "./parquet.mjs";

/** Counts up when what is generated changes, so that old files are not taken for new ones. */
const VERSION = 1;

/** Bases above this have no events. */
export const EVENTS_UP_TO = 2_000_000;

/** The folder with the files of a base of this size; they are made once. */
export async function dataFolder(size) {
  const folder = fileURLToPath(new URL(`../.data/${size}-v${VERSION}`, import.meta.url));
  if (existsSync(folder)) return folder;
  console.error(`Making ${size} customers once, in ${folder} …`);
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const customers = makeCustomers(size);
  const tags = makeTags(size);
  const events = size <= EVENTS_UP_TO ? makeEvents(size) : undefined;
  writeCustomers(`${unfinished}/customers.arrow`, customers);
  writeTags(`${unfinished}/tags.arrow`, tags);
  if (events !== undefined) writeEvents(`${unfinished}/events.arrow`, events);
  await writeParquet(unfinished, { customers, tags, events });
  renameSync(unfinished, folder);
  return folder;
}
