import type { AudienceLookup, Catalog, DataAdapter, Membership } from "@audiencekit/core";
import { formatInstant, resolvePlan } from "@audiencekit/core/adapter";
import { loadData, lookupIn, readDefinition } from "./data.js";
import { demandMemory, type DefinitionOptions, type EvaluationOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

/** Data that is loaded, and the instant it is looked at. */
export interface LoadedData {
  readonly adapter: DataAdapter;
  readonly catalog: Catalog;
  readonly audiences: AudienceLookup;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  /** Customers of the base. */
  readonly base: number;
}

/** One definition, evaluated. */
export interface Evaluation extends LoadedData {
  readonly members: Membership;
}

/** Reads the definition, loads the data and evaluates the one over the other. */
export async function evaluate(
  options: EvaluationOptions & DefinitionOptions,
  terminal: Terminal,
): Promise<Evaluation> {
  demandMemory(options);
  const definition = await readDefinition(options.definition, terminal);
  const folder = await loadData(options, terminal);
  const loaded = await lookedAt(folder.adapter, lookupIn(folder), options);
  return { ...loaded, members: await loaded.adapter.evaluate(resolvePlan(definition, loaded)) };
}

/** The data of an adapter as of the instant asked for, else of now. */
export async function lookedAt(
  adapter: DataAdapter,
  audiences: AudienceLookup,
  { asOf = Date.now() }: EvaluationOptions,
): Promise<LoadedData> {
  return { adapter, audiences, asOf, catalog: adapter.catalog(), base: await adapter.baseSize() };
}

/** The instant as a sentence says it; one nobody asked for is told to be the clock's. */
export function asOfInWords(asOf: number, options: EvaluationOptions): string {
  return `as of ${formatInstant(asOf)}${options.asOf === undefined ? ", now by the clock" : ""}`;
}
