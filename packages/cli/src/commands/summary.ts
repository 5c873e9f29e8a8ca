import { plainText, summarize, type Phrase, type SummaryLine } from "@audiencekit/core";
import { parseDataFolder } from "@audiencekit/core/data-folder";
import type { Command } from "commander";
import { configOf, readDefinition } from "../data.js";
import { withData, withDefinition, type DataOptions, type DefinitionOptions } from "../options.js";
import type { Terminal } from "../terminal.js";
import { colours } from "../colours.js";

/** `audiencekit summary`: a definition in words. It reads the folder's config and none of its data. */
export function addSummary(program: Command, terminal: Terminal): void {
  withDefinition(withData(program.command("summary").description("put a definition into words"))).action(
    async (options: DataOptions & DefinitionOptions) => {
      const definition = await readDefinition(options.definition, terminal);
      const { catalog, audiences } = parseDataFolder(await configOf(options.data));
      const names = new Map(audiences.map(({ id, name }) => [id, name]));
      const { sentence, lines } = summarize(definition, { catalog, audienceName: (id) => names.get(id) });
      await terminal.print(
        options.json === true
          ? `${JSON.stringify({ sentence: plainText(sentence), lines: lines.map(forMachines) })}\n`
          : `${inColour(sentence)}\n\n${lines.map((line) => outlined(line, "")).join("")}`,
      );
    },
  );
}

interface LineForMachines {
  readonly path: string;
  readonly exclude: boolean;
  readonly text: string;
  readonly match?: "all" | "any";
  readonly lines: readonly LineForMachines[];
}

function forMachines({ path, exclude, phrases, match, lines }: SummaryLine): LineForMachines {
  return {
    path,
    exclude,
    text: plainText(phrases),
    ...(match === undefined ? {} : { match }),
    lines: lines.map(forMachines),
  };
}

function outlined(line: SummaryLine, indent: string): string {
  return `${indent}- ${inColour(line.phrases)}\n${line.lines.map((below) => outlined(below, `${indent}  `)).join("")}`;
}

function inColour(phrases: readonly Phrase[]): string {
  return phrases.map(({ text, role }) => (role === "text" ? text : colourOf[role](text))).join("");
}

const colourOf = { attribute: colours.bold, value: colours.cyan, exclude: colours.red } as const;
