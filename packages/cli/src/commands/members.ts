import type { Command } from "commander";
import { evaluate } from "../evaluation.js";
import { withDefinition, withEvaluation, type DefinitionOptions, type EvaluationOptions } from "../options.js";
import type { Terminal } from "../terminal.js";

/** Characters that are written at once. */
const CHUNK = 65_536;

/** `audiencekit members`: the ids, one a line, in code-point order. */
export function addMembers(program: Command, terminal: Terminal): void {
  withDefinition(withEvaluation(program.command("members").description("list the ids of a definition"))).action(
    async (options: EvaluationOptions & DefinitionOptions) => {
      const { members } = await evaluate(options, terminal);
      let lines = "";
      for await (const id of members.ids()) {
        lines += `${options.json === true ? JSON.stringify(id) : id}\n`;
        if (lines.length >= CHUNK) {
          await terminal.print(lines);
          lines = "";
        }
      }
      await terminal.print(lines);
    },
  );
}
