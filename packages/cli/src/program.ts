import { AudienceError } from "@audiencekit/core";
import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addCompose } from "./commands/compose.js";
import { addLater } from "./commands/later.js";
import { addMembers } from "./commands/members.js";
import { addProcess } from "./commands/process.js";
import { addSave } from "./commands/save.js";
import { addSize } from "./commands/size.js";
import { addSummary } from "./commands/summary.js";
import { refusalText, unforeseen } from "./refusal.js";
import type { Terminal } from "./terminal.js";

const DONE = 0;
const REFUSED = 1;
const USAGE = 2;

/** Runs one command line. The answer is the exit code: 0, 1 where it was refused, 2 where it was not understood. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = DONE;
  const program = programOf(terminal, () => (code = REFUSED));
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    const refusal = error instanceof AudienceError ? error : unforeseen(error);
    terminal.say(refusalText(refusal, args.includes("--json")));
    return REFUSED;
  }
}

function programOf(terminal: Terminal, fail: () => void): Command {
  const program = new Command("audiencekit")
    .version(manifest.version)
    .description("Count, list, compose and process audiences over a folder of customer data.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.print(text), writeErr: (text) => terminal.say(text) })
    .showHelpAfterError("(--help lists commands and options)");
  addSize(program, terminal);
  addMembers(program, terminal);
  addCompose(program, terminal);
  addSummary(program, terminal);
  addProcess(program, terminal, fail);
  addSave(program, terminal);
  addLater(program);
  return program;
}
