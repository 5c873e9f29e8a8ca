import { Random } from "../workload/random.mjs";

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** One run with the clock around it: milliseconds (for Q10 a customer), and what engines must agree on. */
export async function once(prepared) {
  const start = performance.now();
  const raw = await prepared.run();
  const ms = (performance.now() - start) / (prepared.customers ?? 1);
  return { ms, answer: prepared.answer(raw) };
}

/** Customers that Q10 asks for, in a made-up order; an engine takes as many of the first as it has time for. */
export function askedCustomers(size) {
  const random = new Random(404);
  return Array.from({ length: 50_000 }, () => random.between(1, size));
}

const repetitions = { Q5: 9, Q6: 9, Q7: 9, Q8: 11, Q9: 7, Q10: 3 };

/** Timed repetitions of a query; an engine may take fewer. */
export const repetitionsOf = (query, repeats) => repeats ?? repetitions[query] ?? 15;

/** A disagreement between two engines, which ends the whole run. */
export class Disagreement extends Error {
  constructor(query, constants, answers) {
    const told = Object.entries(answers).map(([engine, { count, agreed }]) => `${engine}: ${count} (${clip(agreed)})`);
    super(`${query} is not answered alike.\n  ${told.join("\n  ")}\n  constants: ${clip(JSON.stringify(constants))}`);
  }
}

const clip = (text) => (text.length > 600 ? `${text.slice(0, 600)}…` : text);
