import { open, Missing } from "../ours/engine.mjs";
import * as duckdb from "../peers/duckdb.mjs";
import { drawConstants } from "../queries/constants.mjs";
import { idealBytes } from "../queries/ideal.mjs";
import { askedCustomers, Disagreement, median, once, repetitionsOf } from "./measure.mjs";

/**
 * Milliseconds that each engine answers a query before the clock counts, as in a process that has been up for a while:
 * code is compiled, pages are there. With constants of their own.
 */
const WARM_UP = 1_000;

/** Repetitions of warming up draw from here on. */
const APART = 10_000;

const peersOf = (timed) => Object.keys(timed).filter((name) => name.startsWith("duckdb") && timed[name].length > 0);

async function warmUp(engine, query, ids) {
  const until = performance.now() + WARM_UP;
  for (let repetition = APART + 1; performance.now() < until; repetition++) {
    const prepared = await engine.prepare(query, drawConstants(query, repetition), ids);
    await prepared.run();
    await prepared.close?.();
  }
}

/**
 * Our engine and DuckDB in one process. In each repetition DuckDB answers with one thread, then with two, then we do:
 * each runs once, after another has pushed its data out of the caches.
 */
export async function pair({ folder, size, queries, withEvents, variant, repeats, threads, tell }) {
  const peer = await duckdb.open({ folder, withEvents, sorted: true });
  const start = performance.now();
  const ours = await open({ folder, withEvents, variant, threads });
  const openMs = performance.now() - start;
  const ids = askedCustomers(size);
  const rows = [];
  const answers = {};
  const missing = [];
  for (const query of queries) {
    tell(`${variant} ${query}`);
    const timed = { "duckdb-1t": [], "duckdb-2t": [], "duckdb-sorted-2t": [], ours: [], cached: [] };
    const plan = [];
    let bytes;
    let counted;
    try {
      const round = async (repetition, keep) => {
        const constants = drawConstants(query, repetition);
        const theirs = await peer.prepare(query, constants, ids);
        const own = await ours.prepare(query, constants, ids);
        await peer.setThreads(1);
        const one = await once(theirs);
        await peer.setThreads(2);
        const sorted = peer.ofEvents.includes(query) ? await once(peer.prepareSorted(query, constants)) : undefined;
        const two = await once(theirs);
        const our = await once(own);
        const planMs = ours.planMs;
        const all = { "duckdb-1t": one.answer, "duckdb-2t": two.answer, ours: our.answer };
        if (sorted !== undefined) all["duckdb-sorted-2t"] = sorted.answer;
        if (new Set(Object.values(all).map(({ agreed }) => agreed)).size > 1) {
          throw new Disagreement(query, constants, all);
        }
        if (keep) {
          timed["duckdb-1t"].push(one.ms);
          timed["duckdb-2t"].push(two.ms);
          if (sorted !== undefined) timed["duckdb-sorted-2t"].push(sorted.ms);
          timed.ours.push(our.ms);
          plan.push(planMs);
          answers[`${query}/${repetition}`] = our.answer;
          counted = our.answer.count;
          bytes = idealBytes(query, constants, size, counted);
          if (variant === "indexed" && !["Q9", "Q10"].includes(query)) {
            await once(theirs);
            timed.cached.push((await once(own)).ms);
          }
        }
        await theirs.close?.();
      };
      const wanted = repetitionsOf(query, repeats);
      for (const engine of [peer, ours]) await warmUp(engine, query, ids);
      await round(APART, false);
      for (let repetition = 0; repetition < wanted; repetition++) await round(repetition, true);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missing.push({ query, reason: error.message });
      continue;
    }
    const row = (name, times) => ({
      query,
      size,
      variant: name,
      oursMs: median(times),
      count: counted,
      repetitions: times.length,
      peersMs: Object.fromEntries(peersOf(timed).map((peerName) => [peerName, median(timed[peerName])])),
      ratio: Object.fromEntries(
        peersOf(timed).map((peerName) => [peerName, median(times.map((ms, place) => timed[peerName][place] / ms))]),
      ),
      ...(["Q9", "Q10"].includes(query) ? {} : { planMs: median(plan) }),
      ...(bytes === undefined ? {} : { idealBytes: bytes }),
      ...(query === "Q10" ? { profilesPerSecond: ours.profilesPerSecond } : {}),
    });
    rows.push(row(variant, timed.ours));
    if (timed.cached.length > 0) rows.push(row("cached", timed.cached));
  }
  await ours.close();
  peer.close();
  return { rows, answers, missing, openMs, versions: { duckdb: peer.version } };
}
