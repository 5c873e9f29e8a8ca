import { memoryStore, type AudienceListing, type CompositionSnapshot, type Run } from "@audiencekit/core";
import { openDataFolder } from "@audiencekit/core/memory";
import { plot } from "asciichart";
import Table from "cli-table3";
import colours from "picocolors";
import type { Folder } from "./bases/superstore-folder.js";
import { superstore } from "./bases/superstore.js";
import { openDemo } from "./opening.js";

const columns = [
  "Audience Status",
  "Audience Name",
  "Created By",
  "Created On",
  "Last Processed On",
  "Audience Size",
] as const;

/** A line a row, no rules between. */
const plain = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" } as const;
const numbers = new Intl.NumberFormat("en");
const shares = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Draws the dashboard, a size chart and a composition in the terminal. */
export async function print(folder: Folder): Promise<void> {
  const read = (name: string) => Promise.resolve(new Blob([folder[name.replace("superstore/", "")] ?? ""]));
  const base = superstore(read, openDataFolder);
  const adapter = await base.load(() => undefined);
  const { audiences } = await openDemo(base, adapter, memoryStore());
  const listings = await audiences.list();
  console.log(`${colours.bold("Audiences")}  ${base.provenance} As of ${audiences.now()}.\n`);
  console.log(dashboard(listings));

  const [shown] = listings.filter(({ audience }) => audience.status === "live");
  if (shown === undefined) return;
  console.log(`\n${colours.bold("Audience size")}  ${shown.audience.name}`);
  console.log(sizeChart(await audiences.history(shown.audience.id)));
  const [attribute] = await audiences.compositionAttributes();
  if (attribute === undefined) return;
  const composition = await audiences.compose(shown.audience.id, attribute.name);
  const processed = shown.recent.at(-1);
  console.log(
    `\n${colours.bold("Audience composition")}  ${attribute.label ?? attribute.name}, ${numbers.format(composition.size)} customers now, as of ${minutes(composition.asOf)}`,
  );
  if (processed !== undefined) {
    console.log(`when last processed: ${numbers.format(sizeOf(processed))}, as of ${minutes(processed.asOf)}`);
  }
  console.log(compositionTable(composition));
}

function dashboard(listings: readonly AudienceListing[]): string {
  const table = new Table({
    head: columns.map((column) => colours.bold(column)),
    colAligns: ["left", "left", "left", "left", "left", "right"],
    chars: plain,
    style: { head: [], border: [] },
  });
  for (const { audience, readiness, recent } of listings) {
    const processed = recent.at(-1);
    const status = audience.status === "live" ? `live, ${readiness.state}` : audience.status;
    table.push([
      status,
      audience.name,
      audience.createdBy.name,
      minutes(audience.createdAt),
      processed === undefined ? "-" : minutes(processed.processedAt),
      processed === undefined ? "-" : numbers.format(sizeOf(processed)),
    ]);
  }
  return table.toString();
}

function sizeChart(runs: readonly Run[]): string {
  const published = runs.filter((run) => run.outcome.kind === "published");
  const sizes = published.map(sizeOf);
  const chart = plot(sizes.slice(-96), {
    height: 10,
    format: (size: number) => numbers.format(Math.round(size)).padStart(8),
  });
  return `${chart}\n          ${published.slice(-96).at(0)?.date ?? ""} to ${published.at(-1)?.date ?? ""}, last ${numbers.format(sizes.at(-1) ?? 0)}`;
}

function compositionTable({ size, base, cells }: CompositionSnapshot): string {
  const table = new Table({
    head: ["Part", "Customers", "% of audience", "% of base", ""].map((column) => colours.bold(column)),
    colAligns: ["left", "right", "right", "right", "left"],
    chars: plain,
    style: { head: [], border: [] },
  });
  for (const cell of cells.slice(0, 12)) {
    const share = size === 0 ? 0 : cell.count / size;
    table.push([
      partOf(cell),
      numbers.format(cell.count),
      shares.format(share),
      shares.format(base === 0 ? 0 : cell.base / base),
      "█".repeat(Math.round(share * 30)),
    ]);
  }
  return table.toString();
}

function partOf({ value, band }: CompositionSnapshot["cells"][number]): string {
  if (band === undefined) return value === undefined ? "(no value)" : String(value);
  if (band.low === undefined) return `under ${numbers.format(band.high ?? 0)}`;
  return band.high === undefined
    ? `${numbers.format(band.low)} and over`
    : `${numbers.format(band.low)} to under ${numbers.format(band.high)}`;
}

function sizeOf({ outcome }: Run): number {
  return outcome.kind === "published" ? outcome.size : 0;
}

function minutes(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}
