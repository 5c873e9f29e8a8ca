import { PROTOCOL, type EngineCalls, type PageCalls } from "./calls.js";
import { directLine, type Channel } from "./channel.js";
import { Conversation, type Message } from "./conversation.js";
import { createWorker } from "./create-worker.js";
import { HostFolders } from "./files.js";
import type { BaseLoaders } from "./serve-engine.js";
import { Streams } from "./streams.js";
import { channelTo, type EngineThread } from "./thread.js";

/** Milliseconds a worker may take until it says hello, its code being fetched meanwhile. */
const PATIENCE = 20_000;

/** How an engine gets its thread. */
export interface ThreadOptions {
  /**
   * Makes the worker: a Web Worker or one of `node:worker_threads` whose module calls `serveEngine` of
   * `@audiencekit/core/worker/engine`. Absent: a worker with an engine and nothing else.
   */
  readonly createWorker?: (() => EngineThread) | undefined;
  /** Hears once, in a sentence, why the engine runs in the page. Absent: the console is told, once a page. */
  readonly onFallback?: ((reason: string) => void) | undefined;
  /** Milliseconds a worker may take to start before the engine runs in the page; 20,000 unless told. */
  readonly patience?: number | undefined;
  /** What the worker's own module gives `serveEngine`; fetched only when the engine runs in the page. */
  readonly loaders?: (() => Promise<BaseLoaders>) | undefined;
}

/** An engine that runs, and what it may read of the page. */
export interface RunningEngine {
  readonly conversation: Conversation<PageCalls, EngineCalls>;
  readonly streams: Streams;
  readonly folders: HostFolders;
  readonly where: "worker" | "page";
}

type PageEnd = Channel<Message<PageCalls>, Message<EngineCalls>>;

/** An engine in a thread of its own, or in this one where no other can be had. */
export async function runEngine(options: ThreadOptions = {}): Promise<RunningEngine> {
  const { createWorker: make = createWorker, onFallback = warnOnce, patience = PATIENCE } = options;
  let reason: string;
  try {
    const engine = talking(channelTo(make()), "worker");
    const refusal = await greeting(engine.conversation, patience);
    if (refusal === undefined) return engine;
    reason = refusal;
    await engine.conversation.close(refusal);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  onFallback(reason);
  const { serveOn } = await import("./serve-engine.js");
  const [here, there] = directLine<Message<PageCalls>, Message<EngineCalls>>();
  const engine = talking(here, "page");
  serveOn(there, (await options.loaders?.()) ?? {});
  return engine;
}

function talking(channel: PageEnd, where: "worker" | "page"): RunningEngine {
  const conversation = new Conversation<PageCalls, EngineCalls>(channel);
  const streams = new Streams();
  const folders = new HostFolders();
  conversation.begin({ ...streams.answers, ...folders.answers });
  return { conversation, streams, folders, where };
}

/** Undefined when the engine is there, else the sentence that says why not. */
async function greeting(conversation: RunningEngine["conversation"], patience: number): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`The engine's worker did not start within ${patience} ms.`), patience);
  });
  const hello = conversation
    .greeted()
    .then((protocol) => (protocol === PROTOCOL ? undefined : "The worker's engine is of another version."));
  try {
    return await Promise.race([hello, silence]);
  } finally {
    clearTimeout(timer);
  }
}

let warned = false;

function warnOnce(reason: string): void {
  if (warned) return;
  warned = true;
  console.warn(`AudienceKit counts in the page, which may stutter meanwhile. ${reason}`);
}
