import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/** Where a command reads and writes. */
export interface Terminal {
  /** All of standard input, as bytes. */
  input(): Promise<Uint8Array>;
  /** Writes what was asked for; settles when there is room for more. */
  print(text: string): Promise<void>;
  /** Writes what is said about it. */
  say(text: string): void;
}

/** The terminal of this process. A reader that has seen enough (`| head`) ends it quietly. */
export function processTerminal(): Terminal {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    input: () => allOf(process.stdin),
    print: (text) => write(process.stdout, text),
    say: (text) => void process.stderr.write(text),
  };
}

async function allOf(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}
