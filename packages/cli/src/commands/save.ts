import type { Command } from "commander";
import { loadData } from "../data.js";
import { counted } from "../numbers.js";
import { withData, type DataOptions } from "../options.js";
import { writeWhole } from "../saved-file.js";
import type { Terminal } from "../terminal.js";

interface SaveOptions extends DataOptions {
  readonly to: string;
}

/** `audiencekit save`: a data folder's base as one file, which opens without reading the folder's files. */
export function addSave(program: Command, terminal: Terminal): void {
  withData(program.command("save").description("save the folder's base as a file that opens fast"))
    .requiredOption("--to <file>", "where it is written; what stands there is replaced")
    .action(async (options: SaveOptions) => {
      const { adapter } = await loadData(options, terminal);
      const bytes = await writeWhole(options.to, adapter.save());
      const { customers, events, tags } = adapter.report;
      await terminal.print(
        options.json === true
          ? `${JSON.stringify({ file: options.to, bytes, customers, events, tags })}\n`
          : `${counted(customers, "customer")}, ${counted(events, "event")}, ${counted(tags, "tag")}: ` +
              `${counted(bytes, "byte")} in ${options.to}\n`,
      );
    });
}
