import { resolveComposition, resolvePlan } from "../core.mjs";
import { audiencesAnswer, compositionAnswer, countAnswer, overlapAnswer } from "../queries/answers.mjs";
import { definitionOf } from "../queries/definitions.mjs";
import { ageBands } from "../workload/shape.mjs";
import { loadBase } from "./load.mjs";
import { toldCustomers } from "./told-customers.mjs";

export async function open(options) {
  return new Ours(await loadBase(options), options.withEvents ? toldCustomers(options.folder) : undefined);
}

/** A base that is loaded already. */
export const over = (adapter) => new Ours(adapter);

/** The evaluator as a host calls it. `planMs` is what of the last run went into `resolvePlan`. */
class Ours {
  planMs = 0;
  /** Customers a second of Q10 who are told as profiles, of the last that was prepared. */
  profilesPerSecond;
  #adapter;
  #told;

  /** `told`: some customers of the base as a host would tell them. */
  constructor(adapter, told) {
    this.#adapter = adapter;
    this.#told = told;
  }

  async prepare(query, constants, ids) {
    switch (query) {
      case "Q8":
        return { run: () => this.#compose(constants), answer: compositionAnswer };
      case "Q9":
        return this.#overlap(constants);
      case "Q10":
        return this.#match(constants, ids);
      default: {
        const definition = definitionOf(query, constants);
        return { run: async () => (await this.#evaluate(definition, constants.asOf)).size, answer: countAnswer };
      }
    }
  }

  async close() {
    await this.#adapter.close?.();
  }

  #plan(definition, asOf) {
    const catalog = this.#adapter.catalog();
    return resolvePlan(definition, { catalog, audiences: () => undefined, asOf: asOf * 1000 });
  }

  #evaluate(definition, asOf) {
    const start = performance.now();
    const plan = this.#plan(definition, asOf);
    this.planMs = performance.now() - start;
    return this.#adapter.evaluate(plan);
  }

  async #compose(constants) {
    const members = await this.#evaluate(definitionOf("Q8", constants), constants.asOf);
    const options = { catalog: this.#adapter.catalog(), asOf: constants.asOf * 1000 };
    const cells = [];
    for (const [of, attribute] of [
      ["gender", "gender"],
      ["age", "age"],
      ["state", "home_state"],
    ]) {
      const composition = await this.#adapter.compose(members, resolveComposition(attribute, options));
      for (const { value, band, count } of composition.cells) {
        cells.push({ of, value: band === undefined ? (value ?? "none") : bandPlace(band), count });
      }
    }
    return cells;
  }

  async #overlap({ audiences, asOf }) {
    const sets = [];
    for (const { query, constants } of audiences) {
      const set = await this.#evaluate(definitionOf(query, constants), constants.asOf ?? asOf);
      // Who is in a set is found out when it is first asked: before the clock, as the masks of DuckDB are.
      await set.has("1");
      sets.push(set);
    }
    return { run: async () => (await this.#adapter.overlap(sets)).pairs, answer: overlapAnswer };
  }

  async #match({ audiences, asOf }, ids) {
    if (this.#adapter.matcher === undefined) throw new Missing("The engine has no matcher yet.");
    const plans = audiences.map(({ query, constants }) =>
      this.#plan(definitionOf(query, constants), constants.asOf ?? asOf),
    );
    const matcher = await this.#adapter.matcher(plans);
    const asked = ids.map(String);
    this.profilesPerSecond = this.#told === undefined ? undefined : await matchedProfiles(matcher, this.#told);
    return {
      customers: asked.length,
      run: async () => asked.map((id) => matcher.audiencesOf(id)),
      answer: audiencesAnswer,
    };
  }
}

/** As many told customers a second as a second lets through. By id they have to be in the same audiences. */
async function matchedProfiles(matcher, told) {
  const places = [];
  const start = performance.now();
  while (places.length < told.length && performance.now() - start < 1_000) {
    places.push(await matcher.audiencesOfProfile(told[places.length]));
  }
  const seconds = (performance.now() - start) / 1_000;
  for (const [place, found] of places.entries()) {
    const { id } = told[place];
    const stored = matcher.audiencesOf(String(id)).join();
    if (found.join() !== stored) {
      throw new Error(`Customer ${id} is in the audiences ${stored} by id and in ${found.join()} by profile.`);
    }
  }
  return places.length / seconds;
}

/** Something the engine cannot do yet; told in the table and not an error. */
export class Missing extends Error {}

function bandPlace({ low, high }) {
  if (high !== undefined) return ageBands.indexOf(high);
  return low === undefined ? "none" : ageBands.length;
}
