import { InvalidArgumentError, Option, type Command } from "commander";
import { refuse } from "@audiencekit/core";
import { parseInstant } from "@audiencekit/core/adapter";

/** The engines of the language's family; this release brings the first. */
const engines = ["memory", "duckdb", "postgres", "clickhouse"] as const;
type Engine = (typeof engines)[number];

/** What every command is told. */
export interface DataOptions {
  readonly data: string;
  readonly json?: true;
}

/** What commands that evaluate are told. */
export interface EvaluationOptions extends DataOptions {
  /** A saved base to open in place of the folder's files. */
  readonly saved?: string;
  readonly engine: Engine;
  readonly url?: string;
  readonly schema?: string;
  /** Milliseconds since the epoch. */
  readonly asOf?: number;
}

export interface DefinitionOptions {
  readonly definition: string;
}

export function withData(command: Command): Command {
  return command
    .requiredOption("--data <dir>", "folder of CSV or Parquet files with audiences.config.json")
    .option("--json", "output for machines; refusals are JSON on standard error");
}

export function withEvaluation(command: Command): Command {
  return withData(command)
    .option("--saved <file>", "open the folder's base from a file of the command save")
    .addOption(
      new Option("--as-of <instant>", "instant to evaluate at, ISO 8601 with Z or an offset (default: now)").argParser(
        readInstant,
      ),
    )
    .addOption(new Option("--engine <engine>", "where it is evaluated").choices(engines).default("memory"))
    .addOption(new Option("--url <url>", "address of a server engine").hideHelp())
    .addOption(new Option("--schema <name>", "schema kept in a server engine").hideHelp());
}

export function withDefinition(command: Command): Command {
  return command.requiredOption("--definition <file>", "JSON of the definition; - reads standard input");
}

/** @throws AudienceError `not_supported` for an engine this release does not bring */
export function demandMemory({ engine }: EvaluationOptions): void {
  if (engine !== "memory") {
    throw refuse("not_supported", "", `This release does not bring the engine ${engine}.`, "--engine memory");
  }
}

function readInstant(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw new InvalidArgumentError("Write it like 2026-03-31T09:00:00Z, or with +02:00.");
  return instant;
}
