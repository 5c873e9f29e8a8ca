import Table from "cli-table3";
import { colours } from "./colours.js";

/** A column of a table: its heading, and where its cells stand. */
export type Heading = readonly [text: string, align: "left" | "right"];

/** Draws rows under headings. */
export function drawnTable(headings: readonly Heading[], rows: Iterable<readonly Table.Cell[]>): string {
  const table = new Table({
    head: headings.map(([text]) => colours.bold(text)),
    colAligns: headings.map(([, align]) => align),
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}
