import { refuse } from "@audiencekit/core";
import type { Command } from "commander";

/** Commands of the family that this release does not bring. */
const later = ["explain", "lint", "sql", "serve"];

/** Names what there is, rather than calling a command unknown that the documents speak of. */
export function addLater(program: Command): void {
  const there = program.commands.map((command) => command.name()).join(", ");
  for (const name of later) {
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw refuse("not_supported", "", `This release does not bring the command ${name}.`, there);
      });
  }
}
