import {
  AudienceError,
  type AudienceService,
  type Breakdown,
  type Definition,
  type Issue,
  type Phrase,
  type Summary,
  type SummaryLine,
} from "@audiencekit/core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { definitionOf, isBranch, outline, type Branch } from "./condition-tree.js";
import { Latest } from "./latest.js";

/** Counts of a definition, by the keys of its nodes, so that they stay right while nodes move. */
export interface Measured {
  readonly size: number;
  readonly base: number;
  readonly exact: boolean;
  /** ISO 8601. */
  readonly asOf: string;
  readonly matches: ReadonlyMap<string, number>;
  readonly missing: ReadonlyMap<string, number>;
  readonly steps: readonly { readonly key: string; readonly after: number; readonly without: number }[];
}

/** A definition in words, by the keys of its nodes. */
export interface Worded {
  readonly sentence: readonly Phrase[];
  readonly lines: ReadonlyMap<string, readonly Phrase[]>;
}

/** What the controller is asked about. */
export interface Asked {
  readonly root: Branch;
  readonly timeZone: string | undefined;
  readonly audienceId: string | undefined;
}

/** How long an answer may take before the figure turns quiet, in milliseconds. */
const patience = 150;

/**
 * Follows every edit with its size, its words and what is wrong with it. An edit is asked about at once, so that its
 * answer can be in the next frame; what follows within the frame is asked about once, at its end. The answer to an older
 * one is dropped, and while a definition is not complete the last good figures stay, marked stale.
 */
export class EstimateController implements ReactiveController {
  measured: Measured | undefined;
  words: Worded | undefined;
  /** What is wrong, by the key of the node it is at. */
  issues: ReadonlyMap<string, readonly Issue[]> = new Map();
  /** Whether the figures are of an older definition than the one that was asked about last. */
  stale = false;
  /** Whether the answer keeps one waiting. */
  slow = false;
  failure: string | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #latest = new Latest();
  #frame: number | undefined;
  /** What was edited since this frame's first question. */
  #waiting: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Drops whatever was asked and is not answered yet. */
  forget(): void {
    this.#latest.cancel();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = undefined;
    this.#waiting = undefined;
  }

  /** Forgets the figures too: another audience follows. */
  reset(): void {
    this.forget();
    this.measured = undefined;
    this.words = undefined;
    this.issues = new Map();
    this.stale = this.slow = false;
    this.failure = undefined;
  }

  /** Asks about a definition: at once, or at the end of a frame in which something was asked already. */
  follow(service: AudienceService, asked: Asked): void {
    const ask = (): void => void this.#ask(service, asked);
    if (this.#frame === undefined) ask();
    else this.#waiting = ask;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.();
    });
  }

  async #ask(service: AudienceService, asked: Asked): Promise<void> {
    this.stale = this.measured !== undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.slow = true;
      this.#host.requestUpdate();
    }, patience);
    try {
      const answered = await this.#latest.run((signal) => this.#answer(service, asked, signal));
      if (answered === undefined) return;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    clearTimeout(this.#timer);
    this.slow = false;
    this.#host.requestUpdate();
  }

  async #answer(service: AudienceService, asked: Asked, signal: AbortSignal): Promise<true> {
    const { root, timeZone, audienceId } = asked;
    if (root.children.length === 0) {
      const base = await service.baseSize({ signal });
      if (signal.aborted) return true;
      this.#settle(new Map());
      this.words = undefined;
      this.measured = {
        size: base,
        base,
        exact: true,
        asOf: service.now(),
        matches: new Map(),
        missing: new Map(),
        steps: [],
      };
      return true;
    }
    const definition = definitionOf(root, timeZone);
    const keys = new Map(outline(root).map(({ path, key }) => [path, key]));
    keys.set("/root", root.key);
    const options = { signal, ...(audienceId === undefined ? {} : { audienceId }) };
    const issues = await issuesOf(service, definition, options);
    if (signal.aborted) return true;
    // A draft may name other drafts: that stops it from going live, not from being counted.
    if (issues.some(({ severity, code }) => severity === "error" && code !== "audience_is_draft")) {
      const words = await this.#word(service, definition, keys);
      if (signal.aborted) return true;
      this.issues = byKey(issues, keys);
      this.failure = undefined;
      this.words = words ?? this.words;
      return true;
    }
    const [breakdown, words] = await Promise.all([
      service.estimate(definition, options),
      this.#word(service, definition, keys),
    ]);
    if (signal.aborted) return true;
    this.#settle(byKey(issues, keys));
    this.words = words;
    this.measured = measure(breakdown, keys);
    return true;
  }

  #settle(issues: ReadonlyMap<string, readonly Issue[]>): void {
    this.issues = issues;
    this.failure = undefined;
    this.stale = false;
  }

  async #word(
    service: AudienceService,
    definition: Definition,
    keys: ReadonlyMap<string, string>,
  ): Promise<Worded | undefined> {
    try {
      return worded(await service.summarize(definition), keys);
    } catch {
      return undefined;
    }
  }
}

/** What is wrong, whether the service answers with it or refuses to read the definition at all. */
async function issuesOf(
  service: AudienceService,
  definition: Definition,
  options: Parameters<AudienceService["check"]>[1],
): Promise<readonly Issue[]> {
  try {
    return await service.check(definition, options);
  } catch (error) {
    if (error instanceof AudienceError && error.code !== "aborted") return error.issues;
    throw error;
  }
}

/** Issues by the node they are at: the deepest whose pointer begins the issue's. */
export function byKey(
  issues: readonly Issue[],
  keys: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Issue[]> {
  const sorted = new Map<string, Issue[]>();
  for (const issue of issues) {
    let path = issue.path;
    while (path !== "" && !keys.has(path)) path = path.slice(0, path.lastIndexOf("/"));
    const key = keys.get(path) ?? keys.get("/root");
    if (key === undefined) continue;
    sorted.set(key, [...(sorted.get(key) ?? []), issue]);
  }
  return sorted;
}

function measure(breakdown: Breakdown & { readonly asOf: string }, keys: ReadonlyMap<string, string>): Measured {
  const { size, base, exact, asOf, nodes, missing, steps } = breakdown;
  const keyed = <T extends { readonly path: string }>(entries: readonly T[]): readonly (T & { key: string })[] =>
    entries.flatMap((entry) => {
      const key = keys.get(entry.path);
      return key === undefined ? [] : [{ ...entry, key }];
    });
  return {
    size,
    base,
    exact,
    asOf,
    matches: new Map(keyed(nodes).map(({ key, matches }) => [key, matches])),
    missing: new Map(keyed(missing).map(({ key, count }) => [key, count])),
    steps: keyed(steps),
  };
}

function worded({ sentence, lines }: Summary, keys: ReadonlyMap<string, string>): Worded {
  const byNode = new Map<string, readonly Phrase[]>();
  const visit = (line: SummaryLine): void => {
    const key = keys.get(line.path);
    if (key !== undefined) byNode.set(key, line.phrases);
    line.lines.forEach(visit);
  };
  lines.forEach(visit);
  return { sentence, lines: byNode };
}

/** Whether a group or anything in it waits for something. */
export function firstTroubled(root: Branch, issues: ReadonlyMap<string, readonly Issue[]>): string | undefined {
  const errors = (key: string): boolean => issues.get(key)?.some(({ severity }) => severity === "error") ?? false;
  for (const child of root.children) {
    if (errors(child.key)) return child.key;
    const inside = isBranch(child) ? firstTroubled(child, issues) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
