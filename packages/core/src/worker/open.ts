import type { ReferencedAudience } from "../definition/references.js";
import type { MemoryAdapterOptions } from "../memory/load/memory-adapter.js";
import type { DataFolderOptions } from "../memory/load/open-data-folder.js";
import type { OpenSavedOptions } from "../memory/saved/open-saved-base.js";
import type { LoadProgress } from "../source/records.js";
import type { OpenedBase, Progress } from "./calls.js";
import type { AskOptions } from "./conversation.js";
import type { FileContent, OpenFileContent } from "./files.js";
import { rowsToGive } from "./given-rows.js";
import { customerToSend, eventToSend, tagToSend } from "./rows.js";
import { runEngine, type ThreadOptions, type RunningEngine } from "./start-engine.js";
import { Feed } from "./streams.js";
import { workerAdapterOf, type WorkerAdapter } from "./worker-adapter.js";

export interface WorkerRowsOptions extends MemoryAdapterOptions {
  /** Moves the bytes of tables over to the engine: the page has them no longer. */
  readonly giveUpBytes?: boolean | undefined;
}

export interface WorkerFolderOptions extends Omit<DataFolderOptions, "open" | "saved"> {
  /** Finds a file by its name in the config: a `Blob` or `File`, its bytes, or something that reads them in pieces. */
  readonly open: OpenFileContent;
  /** Moves the bytes that `open` gives over to the engine: the page has them no longer. */
  readonly giveUpBytes?: boolean | undefined;
}

export interface OpenedWorkerFolder {
  readonly adapter: WorkerAdapter;
  /** The config's audiences, which audience conditions may name. */
  readonly audiences: readonly ReferencedAudience[];
}

/** A saved base: a `Blob` or `File`, its bytes, its pieces in order, or a file that is read from here. */
export type WorkerSavedSource = FileContent | AsyncIterable<Uint8Array>;

export interface WorkerSavedOptions extends OpenSavedOptions {
  /** Moves the bytes over to the engine: the page has them no longer. */
  readonly giveUpBytes?: boolean | undefined;
}

export interface WorkerBaseOptions {
  /** Of a loader that the worker's module gave `serveEngine`. */
  readonly name: string;
  /** For the loader; what a thread can send. */
  readonly input?: unknown;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A thread that can hold several sets of customers. */
export interface Engine {
  readonly where: "worker" | "page";
  /** As `workerAdapter`. */
  adapter(options: WorkerRowsOptions): Promise<WorkerAdapter>;
  /** As `workerDataFolder`. */
  dataFolder(options: WorkerFolderOptions): Promise<OpenedWorkerFolder>;
  /** As `workerSavedBase`. */
  savedBase(source: WorkerSavedSource, options?: WorkerSavedOptions): Promise<WorkerAdapter>;
  /** As `workerBase`. */
  base(options: WorkerBaseOptions): Promise<WorkerAdapter>;
  /** Ends the thread and all that is in it. What is still asked is refused as `engine_lost`. */
  close(): Promise<void>;
}

/** Starts an engine for several sets of customers. It runs until it is closed, and keeps Node from ending. */
export async function startEngine(options?: ThreadOptions): Promise<Engine> {
  return new ThreadEngine(await runEngine(options));
}

/**
 * `memoryAdapter` with the load and every count in a worker. The rows are read here, a few thousand at a time as the
 * worker asks for them.
 *
 * @throws AudienceError as `memoryAdapter`, and `engine_lost` when the worker ends
 */
export async function workerAdapter(options: WorkerRowsOptions, engine?: ThreadOptions): Promise<WorkerAdapter> {
  return inItsOwn(engine, (own, close) => own.adapter(options, close));
}

/**
 * `openDataFolder` with everything in a worker: files go over as they are, and are read there.
 *
 * @throws AudienceError as `openDataFolder`, and `engine_lost` when the worker ends
 */
export async function workerDataFolder(
  options: WorkerFolderOptions,
  engine?: ThreadOptions,
): Promise<OpenedWorkerFolder> {
  return inItsOwn(engine, (own, close) => own.dataFolder(options, close));
}

/**
 * `openSavedBase` in a worker: a `Blob` or `File` goes over as it is, and is read there.
 *
 * @throws AudienceError as `openSavedBase`, and `engine_lost` when the worker ends
 */
export async function workerSavedBase(
  source: WorkerSavedSource,
  options: WorkerSavedOptions = {},
  engine?: ThreadOptions,
): Promise<WorkerAdapter> {
  return inItsOwn(engine, (own, close) => own.savedBase(source, options, close));
}

/**
 * Customers that a loader of the worker's own module makes or fetches, so that no row passes between threads.
 *
 * @throws AudienceError `not_found` for a name without a loader, `engine_lost`, or what the loader throws
 */
export async function workerBase(options: WorkerBaseOptions, engine?: ThreadOptions): Promise<WorkerAdapter> {
  return inItsOwn(engine, (own, close) => own.base(options, close));
}

/** Pieces of a saved base that go over in one message at most. */
const SAVED_PIECES = 2;

type Close = () => Promise<void>;

/** Loads into an engine that ends with what was loaded. */
async function inItsOwn<T>(
  options: ThreadOptions | undefined,
  load: (own: ThreadEngine, close: Close) => Promise<T>,
): Promise<T> {
  const own = new ThreadEngine(await runEngine(options));
  try {
    return await load(own, () => own.close());
  } catch (error) {
    await own.close();
    throw error;
  }
}

class ThreadEngine implements Engine {
  readonly where: "worker" | "page";
  readonly #running: RunningEngine;

  constructor(running: RunningEngine) {
    this.#running = running;
    this.where = running.where;
  }

  async adapter(options: WorkerRowsOptions, close?: Close): Promise<WorkerAdapter> {
    const { giveUpBytes = false, onProgress, signal, ...loading } = options;
    const { customers = [], events = [], tags = [], ...rest } = loading;
    const given = {
      customers: rowsToGive(customers, customerToSend),
      events: rowsToGive(events, eventToSend),
      tags: rowsToGive(tags, tagToSend),
    };
    const feeds = [given.customers.feed, given.events.feed, given.tags.feed];
    const files = new Map(Object.entries(given).map(([stage, { file }]) => [stage, file]));
    const { streams, folders, conversation } = this.#running;
    return folders.lend(
      async (stage) => files.get(stage),
      giveUpBytes,
      (folder) =>
        streams.lend(feeds, async ([first = 0, second = 0, third = 0]) => {
          const input = {
            options: rest,
            folder,
            customers: given.customers.given(first),
            events: given.events.given(second),
            tags: given.tags.given(third),
          };
          return this.#adapterOf(await conversation.ask("loadRows", input, this.#asked({ onProgress, signal })), close);
        }),
    );
  }

  async dataFolder(options: WorkerFolderOptions, close?: Close): Promise<OpenedWorkerFolder> {
    const { open, giveUpBytes = false, onProgress, signal, ...loading } = options;
    const { folders, conversation } = this.#running;
    return folders.lend(open, giveUpBytes, async (folder) => {
      const input = { options: loading, folder };
      const { audiences, ...base } = await conversation.ask("loadFolder", input, this.#asked({ onProgress, signal }));
      return { adapter: this.#adapterOf(base, close), audiences };
    });
  }

  async savedBase(
    source: WorkerSavedSource,
    { giveUpBytes = false, onProgress, signal, ...options }: WorkerSavedOptions = {},
    close?: Close,
  ): Promise<WorkerAdapter> {
    const { streams, folders, conversation } = this.#running;
    const piecewise = Symbol.asyncIterator in source;
    const feeds = piecewise ? [Feed.of(source, (piece) => piece, SAVED_PIECES)] : [];
    const asked = { ...this.#asked({ signal }), onProgress: (told: Progress) => "bytes" in told && onProgress?.(told) };
    return folders.lend(
      async () => (piecewise ? undefined : source),
      giveUpBytes,
      (folder) =>
        streams.lend(feeds, async ([pieces]) =>
          this.#adapterOf(await conversation.ask("loadSaved", { options, folder, pieces }, asked), close),
        ),
    );
  }

  async base({ name, input, ...options }: WorkerBaseOptions, close?: Close): Promise<WorkerAdapter> {
    const base = await this.#running.conversation.ask("loadNamed", { name, input }, this.#asked(options));
    return this.#adapterOf(base, close);
  }

  async close(): Promise<void> {
    await this.#running.conversation.close("The engine was closed.");
  }

  #asked({ onProgress, signal }: Pick<WorkerBaseOptions, "onProgress" | "signal">): AskOptions<OpenedBase> {
    return {
      signal,
      onProgress: (told) => "stage" in told && onProgress?.(told),
      tooLate: (base) => this.#letGo(base),
    };
  }

  #adapterOf(base: OpenedBase, close: Close = async () => this.#letGo(base)): WorkerAdapter {
    const { conversation, streams, where } = this.#running;
    return workerAdapterOf({ engine: conversation, streams, where, close }, base);
  }

  #letGo({ base }: OpenedBase): void {
    this.#running.conversation.tell("closeBase", { base });
  }
}
