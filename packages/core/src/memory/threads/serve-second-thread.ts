import { restoreZones } from "../../worker/restore-zones.js";
import { channelToPage } from "../../worker/thread.js";
import type { EventTable } from "../events/event-table.js";
import { Bitmap } from "../kernels/bitmap.js";
import { Space } from "../kernels/space.js";
import type { AskedOfLoading } from "../load/loading-messages.js";
import { Pacer } from "../pacer.js";
import { EventShare } from "./event-share.js";
import { leafMatches, typesOf } from "./leaf-matches.js";
import type { AskedLeaf, FromSecondThread, ToSecondThread, WrittenTable } from "./messages.js";
import { readTable } from "./written-table.js";

/** Helps the thread that made this one. To be called once, at the top of a worker's own module. @throws Error outside a worker */
export function serveSecondThread(): void {
  const channel = channelToPage<ToSecondThread, FromSecondThread>();
  const bases = new Map<number, HelpedBase>();
  let running = new AbortController();

  const begin = async ({ base, memory, from, to }: Extract<ToSecondThread, { kind: "begin" }>) => {
    bases.set(base, new HelpedBase(await Space.part(memory, from, to), memory.buffer));
    channel.post({ kind: "ready", base });
  };
  const answer = async (base: number, asked: AskedLeaf) => {
    running = new AbortController();
    let words: Int32Array<ArrayBuffer> | undefined;
    try {
      words = await bases.get(base)?.words(asked, new Pacer(running.signal));
    } catch {
      // Whoever asked finds out by itself what is wrong, if that was not a stop.
    }
    channel.post({ kind: "answer", words }, words === undefined ? [] : [words.buffer]);
  };

  const loading = once(async () => new (await import("../load/serve-loading.js")).ServedLoading());
  let turn: Promise<unknown> = Promise.resolve();
  const load = (asked: AskedOfLoading) => {
    turn = turn.then(async () => {
      const answer = await (await loading()).answer(asked).catch(() => undefined);
      channel.post({ kind: "loaded", answer });
    });
  };

  channel.listen(
    (message) => {
      switch (message.kind) {
        case "begin":
          void begin(message);
          return;
        case "table":
          bases.get(message.base)?.take(message.table);
          return;
        case "leaf":
          void answer(message.base, message);
          return;
        case "stop":
          running.abort();
          return;
        case "load":
          load(message.asked);
          return;
        case "end":
          bases.delete(message.base);
      }
    },
    () => undefined,
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** What the second thread knows of a base. */
class HelpedBase {
  readonly #space: Space;
  readonly #buffer: ArrayBufferLike;
  readonly #tables = new Map<string, EventTable>();
  readonly #share: EventShare;
  /** Whoever asks knows who lives. */
  #everybody = new Bitmap(0);

  constructor(space: Space, buffer: ArrayBufferLike) {
    this.#space = space;
    this.#buffer = buffer;
    this.#share = new EventShare(space);
  }

  take(table: WrittenTable): void {
    this.#share.forget(table.type);
    this.#tables.set(table.type, readTable(table, this.#buffer));
  }

  async words({ leaf, asOf, from, rows }: AskedLeaf, pacer: Pacer): Promise<Int32Array<ArrayBuffer>> {
    restoreZones(leaf);
    if (this.#everybody.length !== rows) this.#everybody = Bitmap.full(rows);
    const events = this.#share.of(this.#tables, typesOf(leaf), { from, to: Infinity });
    const data = { rows, base: this.#everybody, events, space: this.#space, part: true };
    const { words } = await leafMatches(data, leaf, asOf, pacer);
    // A copy that is not shared: it can be moved over.
    const half = words.slice(from >>> 5);
    this.#space.free(words);
    return half;
  }
}
