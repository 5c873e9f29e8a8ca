import type { DataAdapter } from "../adapter/adapter.js";
import type { LoadProgress } from "../source/records.js";
import { PROTOCOL, type EngineCalls, type PageCalls } from "./calls.js";
import type { Channel } from "./channel.js";
import { Conversation, type Message } from "./conversation.js";
import { engineAnswers } from "./engine-answers.js";
import { channelToPage } from "./thread.js";

/** Loads a base within the engine's thread, so that its rows never pass from one thread to another. */
export type BaseLoader = (
  input: unknown,
  options: { readonly onProgress: (progress: LoadProgress) => void; readonly signal: AbortSignal },
) => Promise<DataAdapter>;

/** Loaders by name, for `workerBase`. */
export type BaseLoaders = Readonly<Record<string, BaseLoader>>;

/**
 * Answers a page's questions. To be called once, at the top of a worker's own module; `loaders` are the bases the page
 * may ask for by name.
 *
 * @throws Error outside a worker
 */
export function serveEngine(loaders: BaseLoaders = {}): void {
  serveOn(channelToPage(), loaders);
}

export function serveOn(channel: Channel<Message<EngineCalls>, Message<PageCalls>>, loaders: BaseLoaders): void {
  const page = new Conversation<EngineCalls, PageCalls>(channel);
  page.begin(engineAnswers(page, loaders));
  page.sayHello(PROTOCOL);
}
