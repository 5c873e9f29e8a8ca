import { AudienceError, type Membership, type ReferencedAudience } from "@audiencekit/core";
import { formatInstant, resolvePlan } from "@audiencekit/core/adapter";
import type { Command } from "commander";
import { loadData, lookupIn } from "../data.js";
import { asOfInWords, lookedAt, type LoadedData } from "../evaluation.js";
import { asPercentage, inFull, shareOf } from "../numbers.js";
import { demandMemory, withEvaluation, type EvaluationOptions } from "../options.js";
import { drawnTable, type Heading } from "../table.js";
import type { Terminal } from "../terminal.js";

const headings: readonly Heading[] = [
  ["Id", "left"],
  ["Audience", "left"],
  ["Size", "right"],
  ["% of base", "right"],
];

type Outcome = { readonly size: number; readonly share: number } | { readonly error: AudienceError };
type Processed = { readonly id: string; readonly name: string } & Outcome;

/** `audiencekit process`: every audience of the config, as of one instant. One that fails holds up no other. */
export function addProcess(program: Command, terminal: Terminal, fail: () => void): void {
  withEvaluation(program.command("process").description("evaluate every audience of the folder's config")).action(
    async (options: EvaluationOptions) => {
      demandMemory(options);
      const folder = await loadData(options, terminal);
      const loaded = await lookedAt(folder.adapter, lookupIn(folder), options);
      const processed: Processed[] = [];
      for (const audience of folder.audiences) processed.push(await processOne(audience, loaded));
      await terminal.print(
        options.json === true ? forMachines(processed, loaded, options) : table(processed, loaded, options),
      );
      if (processed.some((audience) => "error" in audience)) fail();
    },
  );
}

async function processOne(audience: ReferencedAudience, loaded: LoadedData): Promise<Processed> {
  const { id, name } = audience;
  try {
    const { size } = await membersOf(audience, loaded);
    return { id, name, size, share: shareOf(size, loaded.base) };
  } catch (error) {
    if (error instanceof AudienceError) return { id, name, error };
    throw error;
  }
}

async function membersOf(audience: ReferencedAudience, loaded: LoadedData): Promise<Membership> {
  if ("ids" in audience) return loaded.adapter.membershipOf(audience.ids);
  return loaded.adapter.evaluate(resolvePlan(audience.definition, { ...loaded, audienceId: audience.id }));
}

function forMachines(processed: readonly Processed[], { asOf, base }: LoadedData, options: EvaluationOptions): string {
  const audiences = processed.map((audience) => {
    if (!("error" in audience)) return audience;
    const { id, name, error } = audience;
    return { id, name, error: { code: error.code, path: error.path, message: error.message } };
  });
  return `${JSON.stringify({ asOf: formatInstant(asOf), base, engine: options.engine, audiences })}\n`;
}

function table(processed: readonly Processed[], { asOf, base }: LoadedData, options: EvaluationOptions): string {
  const rows = processed.map((audience) => {
    const { id, name } = audience;
    if ("error" in audience) return [id, name, { colSpan: 2, content: `failed: ${audience.error.message}` }];
    return [id, name, inFull(audience.size), asPercentage(audience.share)];
  });
  return `${drawnTable(headings, rows)}\n${inFull(base)} customers in the base, ${asOfInWords(asOf, options)}\n`;
}
