import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDefinition, refuse, type AudienceLookup, type Definition } from "@audiencekit/core";
import type { LoadReport, RejectedRow } from "@audiencekit/core/adapter";
import { openDataFolder, type OpenedDataFolder } from "@audiencekit/core/memory";
import { filesOf } from "./node-file.js";
import { counted } from "./numbers.js";
import type { EvaluationOptions } from "./options.js";
import { SavedFile } from "./saved-file.js";
import type { Terminal } from "./terminal.js";

const CONFIG = "audiences.config.json";

/** Loads a data folder, or opens its saved base, and says on the side which rows were left out. */
export async function loadData(
  { data, saved }: Pick<EvaluationOptions, "data" | "saved">,
  terminal: Terminal,
): Promise<OpenedDataFolder> {
  const source = saved === undefined ? undefined : await SavedFile.open(saved);
  try {
    const folder = await openDataFolder({ config: await configOf(data), open: filesOf(data), saved: source });
    sayWhatWasLeftOut(folder.adapter.report, terminal);
    return folder;
  } finally {
    await source?.close();
  }
}

/** The text of a folder's config. @throws AudienceError `bad_config` */
export async function configOf(directory: string): Promise<string> {
  const path = join(directory, CONFIG);
  const read = await readFile(path).catch(() => undefined);
  if (read === undefined) {
    throw refuse("bad_config", "", `There is no ${path} that can be read.`, `--data names a folder with ${CONFIG}`);
  }
  const text = decoded(read);
  if (text === undefined) throw refuse("bad_config", "", `${path} is not UTF-8.`);
  return text;
}

/**
 * Reads a definition from a file, or from standard input where the file is `-`.
 *
 * @throws AudienceError `bad_file`, or what `parseDefinition` refuses it with
 */
export async function readDefinition(file: string, terminal: Terminal): Promise<Definition> {
  const read = await (file === "-" ? terminal.input() : readFile(file)).catch(() => undefined);
  if (read === undefined) throw refuse("bad_file", "", `The definition ${file} cannot be read.`);
  const text = decoded(read);
  if (text === undefined) throw refuse("bad_file", "", `The definition ${file} is not UTF-8.`);
  return parseDefinition(text);
}

/** Finds the audiences of a folder by id. */
export function lookupIn({ audiences }: Pick<OpenedDataFolder, "audiences">): AudienceLookup {
  const byId = new Map(audiences.map((audience) => [audience.id, audience]));
  return (id) => byId.get(id);
}

/** Undefined where the bytes are not UTF-8; a byte order mark is no part of the text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function sayWhatWasLeftOut(report: LoadReport, terminal: Terminal): void {
  for (const row of report.rejected) terminal.say(`${rejection(row)}\n`);
  const unlisted = report.rejectedCount - report.rejected.length;
  if (unlisted > 0) terminal.say(`rejected: ${counted(unlisted, "further row")}\n`);
  if (report.rejectedCount > 0) terminal.say(`${counted(report.rejectedCount, "row")} rejected, the others loaded.\n`);
  const { events, tags, appended } = report.unknownCustomers;
  const unknown = [
    ...(events > 0 ? [counted(events, "event")] : []),
    ...(tags > 0 ? [counted(tags, "tag")] : []),
    ...(appended > 0 ? [counted(appended, "appended row")] : []),
  ];
  if (unknown.length > 0) terminal.say(`Of customers outside the base, and left out: ${unknown.join(", ")}.\n`);
}

function rejection({ source, record, column, reason }: RejectedRow): string {
  return `rejected: ${source}, record ${String(record)}${column === "" ? "" : `, ${column}`}: ${reason}`;
}
