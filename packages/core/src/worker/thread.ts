import type { Channel } from "./channel.js";
import { threadsOfNode } from "./threads-of-node.js";

/** A Web Worker, as far as it is used. */
export interface WebThread {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: "message" | "messageerror", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
}

/** A worker of `node:worker_threads`, as far as it is used. */
export interface NodeThread {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  terminate(): Promise<unknown>;
  ref(): void;
  unref(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "exit", listener: () => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "messageerror", listener: (error: Error) => void): unknown;
}

/** The thread an engine runs in: a Web Worker, or a worker of `node:worker_threads`. */
export type EngineThread = WebThread | NodeThread;

const unreadable = "A message to or from the engine's worker could not be read.";

/** The line from the page to the thread of its engine. */
export function channelTo<Heard, Said>(thread: EngineThread): Channel<Heard, Said> {
  return "on" in thread ? nodeChannel(thread) : webChannel(thread);
}

function nodeChannel<Heard, Said>(thread: NodeThread): Channel<Heard, Said> {
  return {
    post: (message, transfer = []) => thread.postMessage(message, transfer),
    listen(onMessage, onLost) {
      thread.on("message", (message) => {
        if (isMessage<Heard>(message)) onMessage(message);
      });
      thread.on("messageerror", () => onLost(unreadable));
      thread.on("error", ({ message }) => onLost(`The engine's worker failed: ${message}`));
      thread.on("exit", () => onLost("The engine's worker ended."));
    },
    async end() {
      await thread.terminate();
    },
  };
}

/** Names the lock an engine holds while it lives: a Web Worker that ends tells nobody. */
interface Lifeline {
  readonly kind: "lifeline";
  readonly lock: string;
}

function webChannel<Heard, Said>(thread: WebThread): Channel<Heard, Said> {
  return {
    post: (message, transfer = []) => thread.postMessage(message, [...transfer]),
    listen(onMessage, onLost) {
      thread.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (isLifeline(data)) onceFree(data.lock, () => onLost("The engine's worker ended."));
        else if (isMessage<Heard>(data)) onMessage(data);
      });
      thread.addEventListener("messageerror", () => onLost(unreadable));
      thread.addEventListener("error", ({ message }) =>
        onLost(message ? `The engine's worker failed: ${message}` : "The engine's worker could not be started."),
      );
    },
    async end() {
      thread.terminate();
    },
  };
}

/** The line from the engine to the page, in a worker. @throws Error where this is no worker */
export function channelToPage<Heard, Said>(): Channel<Heard, Said> {
  const { parentPort } = threadsOfNode() ?? { parentPort: undefined };
  if (parentPort === null) throw new Error("An engine is served from a worker, and this is none.");
  if (parentPort !== undefined) {
    return {
      post: (message, transfer = []) => parentPort.postMessage(message, transfer),
      listen: (onMessage) =>
        void parentPort.on("message", (message: unknown) => {
          if (isMessage<Heard>(message)) onMessage(message);
        }),
      end: async () => parentPort.close(),
    };
  }
  const lock = `audiencekit-engine-${performance.timeOrigin}`;
  const lifeline: Lifeline = { kind: "lifeline", lock };
  whileHolding(lock, () => globalThis.postMessage(lifeline));
  return {
    post: (message, transfer = []) => globalThis.postMessage(message, { transfer: [...transfer] }),
    listen: (onMessage) =>
      globalThis.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (isMessage<Heard>(data)) onMessage(data);
      }),
    end: async () => globalThis.close(),
  };
}

/** Holds a lock as long as this thread lives. Where the platform has no locks, as on pages of plain http, nothing is held. */
function whileHolding(lock: string, held: () => void): void {
  void globalThis.navigator?.locks
    ?.request(lock, () => {
      held();
      return new Promise(() => undefined);
    })
    .catch(() => undefined);
}

function onceFree(lock: string, free: () => void): void {
  void globalThis.navigator?.locks?.request(lock, free).catch(() => undefined);
}

function isLifeline(data: unknown): data is Lifeline {
  return isMessage<{ readonly kind: unknown }>(data) && data.kind === "lifeline";
}

/** A worker's module may be spoken to by others too: what is no message of ours is left to them. */
function isMessage<Message>(data: unknown): data is Message {
  return typeof data === "object" && data !== null && "kind" in data;
}
