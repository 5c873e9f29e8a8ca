import type { InstantRange } from "../../plan/plan.js";
import { resolveTagRules, type PlanTagRule } from "../../plan/tag-rules.js";
import { Bitmap } from "../kernels/bitmap.js";
import { addCustomers, selectAll, withSelectors } from "./event-walk.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";

/** Who carries which tag at an as-of. */
export class TagReader {
  readonly #population: Population;
  readonly #asOf: number;
  readonly #pacer: Pacer;
  readonly #rules: readonly PlanTagRule[];

  constructor(population: Population, asOf: number, pacer: Pacer) {
    this.#population = population;
    this.#asOf = asOf;
    this.#pacer = pacer;
    this.#rules = resolveTagRules(population.catalog, asOf);
  }

  /** Every tag that was dropped or can be by a rule. */
  get names(): ReadonlySet<string> {
    return new Set([...this.#population.tags.keys(), ...this.#rules.map(({ tag }) => tag)]);
  }

  /** Whether events drop the tag. */
  byRule(tag: string): boolean {
    return this.#rules.some((rule) => rule.tag === tag);
  }

  /** Customers with the tag; with a window, those with the tag at some instant in it. */
  async carriers(tag: string, window: InstantRange | undefined): Promise<Bitmap> {
    const carriers = new Bitmap(this.#population.roster.rows);
    this.#addPostings(carriers, tag, window);
    for (const rule of this.#rules) if (rule.tag === tag) await this.#addByRule(carriers, rule, window);
    return carriers;
  }

  #addPostings(carriers: Bitmap, tag: string, window: InstantRange | undefined): void {
    const postings = this.#population.tags.get(tag);
    if (postings === undefined) return;
    const { from, to } = this.#range(window);
    for (const [index, customer] of postings.customers.entries()) {
      const at = postings.at[index] ?? NaN;
      if (Number.isNaN(at) ? window === undefined : from <= at && at < to) carriers.add(customer);
    }
  }

  async #addByRule(carriers: Bitmap, rule: PlanTagRule, window: InstantRange | undefined): Promise<void> {
    const range = this.#range(window);
    await withSelectors(this.#population, { types: rule.types, filters: rule.filters, range }, async (selectors) => {
      await selectAll(selectors, this.#pacer);
      for (const selector of selectors) addCustomers(carriers, selector);
    });
  }

  /** What lies after the as-of does not exist. */
  #range(window: InstantRange | undefined): Required<InstantRange> {
    return { from: window?.from ?? -Infinity, to: Math.min(window?.to ?? Infinity, this.#asOf + 1) };
  }
}
