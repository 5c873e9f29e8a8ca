import { refuse } from "../issue/issue.js";
import type { Batch, StreamCalls } from "./calls.js";
import type { Answers, AskOptions } from "./conversation.js";

/** Items that go over in one message at most. */
const BATCH = 4_096;
/** Milliseconds that may be spent on gathering them. */
const TURN = 4;

/** Items for the other side, read when it asks and not before. */
export class Feed {
  readonly next: () => Promise<Batch>;
  readonly end: () => Promise<void>;
  /** What the source threw. */
  failure: { readonly error: unknown } | undefined;

  constructor({ next, end }: Pick<Feed, "next" | "end">) {
    this.next = async () => {
      try {
        return await next();
      } catch (error) {
        this.failure = { error };
        throw error;
      }
    };
    this.end = end;
  }

  /** @param most items that go over in one message at most */
  static of<T>(source: Iterable<T> | AsyncIterable<T>, toSend: (item: T) => unknown, most = BATCH): Feed {
    let begun: Iterator<T> | AsyncIterator<T> | undefined;
    return new Feed({
      next: () => {
        begun ??= Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
        return gather(begun, toSend, most);
      },
      end: async () => {
        await begun?.return?.();
      },
    });
  }
}

/** Streams held for the other side, by number. */
export class Streams {
  readonly #held = new Map<number, Feed>();
  #last = 0;

  hold(feed: Feed): number {
    this.#held.set(++this.#last, feed);
    return this.#last;
  }

  /** Holds feeds while something is asked that may read them. What their sources throw is thrown as it is. */
  async lend<T>(feeds: readonly Feed[], ask: (streams: readonly number[]) => Promise<T>): Promise<T> {
    const streams = feeds.map((feed) => this.hold(feed));
    try {
      return await ask(streams);
    } catch (error) {
      const failed = feeds.find(({ failure }) => failure !== undefined);
      throw failed?.failure === undefined ? error : failed.failure.error;
    } finally {
      for (const stream of streams) await this.#leave(stream);
    }
  }

  readonly answers: Answers<StreamCalls> = {
    next: async ({ stream }) => {
      const feed = this.#held.get(stream);
      if (feed === undefined) throw refuse("internal", "", "This stream has ended.");
      let done = true;
      try {
        const batch = await feed.next();
        ({ done } = batch);
        return batch;
      } finally {
        if (done) this.#held.delete(stream);
      }
    },
    leave: ({ stream }) => this.#leave(stream),
  };

  async #leave(stream: number): Promise<void> {
    const feed = this.#held.get(stream);
    this.#held.delete(stream);
    await feed?.end();
  }
}

/** A side that holds streams. */
export interface StreamHolder {
  ask(name: "next", input: { readonly stream: number }, options?: AskOptions<Batch>): Promise<Batch>;
  tell(name: "leave", input: { readonly stream: number }): void;
}

/** The items of a stream of the other side; a batch is asked for while the one before is read. It is left when the reader stops. */
export async function* pulled<T>(
  holder: StreamHolder,
  stream: number,
  is: (item: unknown) => item is T,
  signal?: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const next = () => {
    const batch = holder.ask("next", { stream }, { signal });
    // Whoever reads may stop before this comes, and then nobody hears of it.
    batch.catch(() => undefined);
    return batch;
  };
  let asked: Promise<Batch> | undefined = next();
  try {
    while (asked !== undefined) {
      const { items, done }: Batch = await asked;
      asked = done ? undefined : next();
      for (const item of items) {
        if (!is(item)) throw refuse("internal", "", "Something unforeseen came out of a stream.");
        yield item;
      }
    }
  } finally {
    if (asked !== undefined) holder.tell("leave", { stream });
  }
}

async function gather<T>(
  source: Iterator<T> | AsyncIterator<T>,
  toSend: (item: T) => unknown,
  most: number,
): Promise<Batch> {
  const items: unknown[] = [];
  const until = performance.now() + TURN;
  while (items.length < most) {
    const step = source.next();
    const result: IteratorResult<T, unknown> = "then" in step ? await step : step;
    if (result.done === true) return { items, done: true };
    items.push(toSend(result.value));
    if (items.length % 64 === 0 && performance.now() > until) break;
  }
  return { items, done: false };
}
