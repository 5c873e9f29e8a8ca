import { AudienceError } from "@audiencekit/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Where a question to the service stands. */
export type Answer<T> =
  | { readonly state: "idle" }
  /** `before` is the last good answer, still shown where that is honest. */
  | { readonly state: "loading"; readonly before: T | undefined }
  | { readonly state: "done"; readonly value: T }
  | { readonly state: "failed"; readonly code: string; readonly reason: string; readonly before: T | undefined };

/**
 * Asks one question at a time: a newer one aborts the older, whose late answer is dropped, and so does taking the
 * element out of the page.
 */
export class Request<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #controller: AbortController | undefined;
  #answer: Answer<T> = { state: "idle" };

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get answer(): Answer<T> {
    return this.#answer;
  }

  /** The answer, or the last good one. */
  get value(): T | undefined {
    if (this.#answer.state === "idle") return undefined;
    return this.#answer.state === "done" ? this.#answer.value : this.#answer.before;
  }

  async ask(question: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    const before = this.value;
    this.#set({ state: "loading", before });
    try {
      const value = await question(controller.signal);
      if (this.#controller === controller) this.#set({ state: "done", value });
    } catch (error) {
      if (this.#controller === controller) this.#set({ state: "failed", ...reasonOf(error), before });
    }
  }

  /** Forgets the answer. */
  reset(): void {
    this.#controller?.abort();
    this.#controller = undefined;
    this.#set({ state: "idle" });
  }

  hostDisconnected(): void {
    if (this.#answer.state !== "loading") return;
    const { before } = this.#answer;
    this.#controller?.abort();
    this.#controller = undefined;
    this.#answer = before === undefined ? { state: "idle" } : { state: "done", value: before };
  }

  #set(answer: Answer<T>): void {
    this.#answer = answer;
    this.#host.requestUpdate();
  }
}

/** What a failure says to people. */
export function reasonOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof AudienceError) return { code: error.code, reason: error.message };
  if (hasCode(error)) return { code: error.code, reason: error.message };
  return { code: "internal", reason: error instanceof Error ? error.message : String(error) };
}

/** An AudienceError of another copy of core on the page. */
function hasCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
