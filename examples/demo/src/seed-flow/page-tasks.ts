import type { Browser, Page } from "playwright-core";

/** An event of Chromium's trace, as far as it is read; `tdur` is the time its thread ran, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** How long each task of the page's own thread ran while something was done, in milliseconds, waits for a processor left out. */
export async function pageTasks(browser: Browser, page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline", "__metadata"] });
  await act();
  const trace: unknown = JSON.parse((await browser.stopTracing()).toString());
  if (!isTrace(trace)) throw new Error("The browser's trace has another form.");
  const events = trace.traceEvents;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(threadOf),
  );
  return events
    .filter((event) => event.name === "RunTask" && pages.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
}

function isTrace(trace: unknown): trace is { readonly traceEvents: readonly TraceEvent[] } {
  return typeof trace === "object" && trace !== null && "traceEvents" in trace && Array.isArray(trace.traceEvents);
}
