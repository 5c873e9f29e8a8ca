import { refuse } from "../issue/issue.js";

/**
 * The outcome of work that others wait for too, or as soon as the signal says so a refusal; the work goes on.
 *
 * @throws AudienceError `aborted`
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(refuse("aborted", "", "The request was given up."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
