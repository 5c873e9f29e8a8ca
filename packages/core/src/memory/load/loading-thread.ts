import type { Catalog } from "../../catalog/catalog.js";
import type { Channel } from "../../worker/channel.js";
import { channelTo, type EngineThread } from "../../worker/thread.js";
import type { FromSecondThread, ToSecondThread } from "../threads/messages.js";
import type { AnswerOfLoading, AskedOfLoading } from "./loading-messages.js";
import type { TableMaking } from "./table-making.js";
import { makeThere } from "./tables-there.js";

type Answered = (answer: AnswerOfLoading | undefined) => void;

/** The second thread of a load, as the first one sees it. Whoever starts it ends it. */
export class LoadingThread {
  readonly #channel: Channel<FromSecondThread, ToSecondThread>;
  readonly #waiting: Answered[] = [];
  #isLost = false;

  /** @throws whatever the platform throws where no worker may be made */
  constructor(createWorker: () => EngineThread) {
    this.#channel = channelTo(createWorker());
    this.#channel.listen(
      (message) => {
        if (message.kind === "loaded") this.#waiting.shift()?.(message.answer);
      },
      () => void this.end(),
    );
  }

  /** Undefined where nothing came of it. */
  ask(asked: AskedOfLoading, moved: readonly ArrayBuffer[] = []): Promise<AnswerOfLoading | undefined> {
    return new Promise((answered) => {
      if (this.#isLost) return answered(undefined);
      this.#waiting.push(answered);
      this.#channel.post({ kind: "load", asked }, moved);
    });
  }

  /** Lets it make tables as long as some wait. */
  makeTables(making: TableMaking, catalog: Catalog): Promise<void> {
    return makeThere(making, this, catalog);
  }

  /** What was asked is not answered any more, and memory of this thread is not touched. */
  async end(): Promise<void> {
    if (this.#isLost) return;
    this.#isLost = true;
    await this.#channel.end();
    for (const answered of this.#waiting.splice(0)) answered(undefined);
  }
}
