import { deepFreeze } from "../definition/freeze.js";
import type { ServiceEvent } from "./service.js";

type Listener = (event: ServiceEvent) => void;

/** Those who want to know of changes. */
export class ServiceListeners {
  readonly #listeners = new Set<{ readonly call: Listener }>();

  /** Calls back on each event until the answer is called. */
  add(call: Listener): () => void {
    const entry = { call };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** A listener that throws holds up neither the others nor what has happened: its error is thrown by itself later. */
  tell(event: ServiceEvent): void {
    deepFreeze(event);
    for (const { call } of [...this.#listeners]) {
      try {
        call(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
