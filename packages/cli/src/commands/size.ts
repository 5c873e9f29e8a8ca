import { formatInstant } from "@audiencekit/core/adapter";
import type { Command } from "commander";
import { asOfInWords, evaluate } from "../evaluation.js";
import { asPercentage, inFull, shareOf } from "../numbers.js";
import { withDefinition, withEvaluation, type DefinitionOptions, type EvaluationOptions } from "../options.js";
import type { Terminal } from "../terminal.js";
import { colours } from "../colours.js";

/** `audiencekit size`: how many customers a definition is true of. */
export function addSize(program: Command, terminal: Terminal): void {
  withDefinition(withEvaluation(program.command("size").description("count the customers of a definition"))).action(
    async (options: EvaluationOptions & DefinitionOptions) => {
      const { members, base, asOf } = await evaluate(options, terminal);
      const { size } = members;
      await terminal.print(
        options.json === true
          ? `${JSON.stringify({ size, base, asOf: formatInstant(asOf), engine: options.engine })}\n`
          : `${colours.bold(inFull(size))} of ${inFull(base)} customers, ` +
              `${asPercentage(shareOf(size, base))}, ${asOfInWords(asOf, options)}\n`,
      );
    },
  );
}
