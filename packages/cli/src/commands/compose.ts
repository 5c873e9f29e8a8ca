import type { Attribute, Composition, CompositionCell } from "@audiencekit/core";
import { findAttribute } from "@audiencekit/core";
import { resolveComposition } from "@audiencekit/core/adapter";
import type { Command } from "commander";
import { colours } from "../colours.js";
import { asOfInWords, evaluate } from "../evaluation.js";
import { asPercentage, inFull, shareOf } from "../numbers.js";
import { withDefinition, withEvaluation, type DefinitionOptions, type EvaluationOptions } from "../options.js";
import { drawnTable, type Heading } from "../table.js";
import type { Terminal } from "../terminal.js";

const headings: readonly Heading[] = [
  ["Part", "left"],
  ["Customers", "right"],
  ["% of audience", "right"],
  ["% of base", "right"],
  ["Index", "right"],
];

interface CompositionOptions extends EvaluationOptions, DefinitionOptions {
  readonly attribute: string;
}

/** `audiencekit compose`: the audience by the values or bands of an attribute, against the base. */
export function addCompose(program: Command, terminal: Terminal): void {
  withDefinition(withEvaluation(program.command("compose").description("divide a definition's customers into parts")))
    .requiredOption("--attribute <name>", "attribute of the catalogue whose values are the parts")
    .action(async (options: CompositionOptions) => {
      const { adapter, catalog, members, asOf } = await evaluate(options, terminal);
      const plan = resolveComposition(options.attribute, { catalog, asOf });
      const composition = await adapter.compose(members, plan);
      if (options.json === true) {
        await terminal.print(`${JSON.stringify(forMachines(composition))}\n`);
        return;
      }
      const attribute = findAttribute(catalog, options.attribute);
      const title = `${attribute?.label ?? options.attribute}, ${asOfInWords(asOf, options)}`;
      await terminal.print(`${title}\n${tableOf(composition, attribute)}\n`);
    });
}

function forMachines(composition: Composition) {
  return {
    size: composition.size,
    parts: composition.cells.map((cell) => ({
      value: cell.band === undefined ? (cell.value ?? null) : [cell.band.low ?? null, cell.band.high ?? null],
      count: cell.count,
      share: shareOf(cell.count, composition.size),
      index: indexOf(cell, composition) ?? null,
    })),
  };
}

/** The share of the audience against that of the base, 100 being the same; undefined where there is nothing to compare. */
function indexOf(cell: CompositionCell, { size, base }: Composition): number | undefined {
  return size === 0 || cell.base === 0 ? undefined : (100 * cell.count * base) / (size * cell.base);
}

function tableOf(composition: Composition, attribute: Attribute | undefined): string {
  const { size, base, cells, overlapping } = composition;
  const rows = cells.map((cell) => {
    const index = indexOf(cell, composition);
    return [
      nameOf(cell, attribute),
      inFull(cell.count),
      asPercentage(shareOf(cell.count, size)),
      asPercentage(shareOf(cell.base, base)),
      index === undefined ? "" : inFull(Math.round(index)),
    ];
  });
  const total = `${colours.bold(inFull(size))} of ${inFull(base)} customers`;
  return `${drawnTable(headings, rows)}\n${total}${overlapping ? "; a customer may be in several parts" : ""}`;
}

function nameOf({ value, band }: CompositionCell, attribute: Attribute | undefined): string {
  if (band !== undefined) return bandInWords(band);
  if (value === undefined) return "(no value)";
  const label = attribute?.values?.[String(value)];
  return label ?? (typeof value === "number" ? inFull(value) : String(value));
}

function bandInWords({ low, high }: NonNullable<CompositionCell["band"]>): string {
  if (low === undefined) return high === undefined ? "all" : `under ${inFull(high)}`;
  return high === undefined ? `${inFull(low)} and over` : `${inFull(low)} to under ${inFull(high)}`;
}
