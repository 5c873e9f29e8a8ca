/** Requests of which only the newest counts: starting one cancels the one before and drops its late answer. */
export class Latest {
  #current: AbortController | undefined;

  /** The answer, or undefined where a newer request or `cancel` overtook it. Failures of an overtaken request are dropped. */
  async run<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.cancel();
    const controller = new AbortController();
    this.#current = controller;
    try {
      const answer = await request(controller.signal);
      return controller.signal.aborted ? undefined : answer;
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    }
  }

  cancel(): void {
    this.#current?.abort();
    this.#current = undefined;
  }
}
