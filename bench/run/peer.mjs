import { drawConstants } from "../queries/constants.mjs";
import { askedCustomers, median, once, repetitionsOf } from "./measure.mjs";

/** One peer by itself: the same queries with the same constants as everybody else. */
export async function alone({ peer, folder, size, queries, withEvents, repeats, tell }) {
  const before = residentMb();
  const start = performance.now();
  const engine = await peer.open({ folder, size, withEvents });
  const loadMs = performance.now() - start;
  const memoryMb = residentMb() - before;
  const ids = askedCustomers(size);
  const times = {};
  const answers = {};
  for (const query of queries.filter((one) => peer.queries.includes(one))) {
    tell(`${peer.name} ${query}`);
    const wanted = Math.min(repetitionsOf(query, repeats), peer.repeats ?? Infinity);
    const timed = [];
    for (let repetition = peer.warmUp === false ? 0 : -1; repetition < wanted; repetition++) {
      const drawn = Math.max(repetition, 0);
      const prepared = await engine.prepare(query, drawConstants(query, drawn), ids);
      const { ms, answer } = await once(prepared);
      await prepared.close?.();
      answers[`${query}/${drawn}`] = answer;
      if (repetition >= 0) timed.push(ms);
    }
    times[query] = timed;
  }
  await engine.close?.();
  const medians = Object.fromEntries(Object.entries(times).map(([query, timed]) => [query, median(timed)]));
  return { times, medians, answers, loadMs, memoryMb, version: engine.version };
}

export function residentMb() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
}
