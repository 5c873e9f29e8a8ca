import type { AudienceMatcher, CustomerProfile } from "../../adapter/adapter.js";
import { refuse } from "../../issue/issue.js";
import type { Plan } from "../../plan/plan.js";
import { zoneOf } from "../../plan/zone-of.js";
import type { Pacer } from "../pacer.js";
import type { Roster } from "../roster.js";
import { Compiler } from "./compile.js";
import { IdIndex } from "./id-index.js";
import { LeafAnswers, type BaseAnswers } from "./leaves.js";
import type { Keys, Lookup } from "./lookup.js";
import { Slots } from "./slots.js";
import { ToldAttribute } from "./told-attribute.js";

/** Customers between two turns given to others. */
const BLOCK = 16_384;

/**
 * Makes plans ready for one customer at a time. What they ask is gathered by what it is asked of: a customer has one
 * key for each stored attribute (which of the texts, between which of the thresholds), and one for each sixteen answers
 * to other conditions. The keys of the base are kept side by side, so that a customer is one place in memory.
 *
 * @throws AudienceError `attribute_missing`, `aborted`
 */
export async function matcherOf(
  plans: readonly Plan[],
  base: BaseAnswers,
  roster: Roster,
  pacer: Pacer,
): Promise<AudienceMatcher> {
  const leaves = new LeafAnswers(base);
  const compiler = new Compiler(leaves, (column, path) => base.column(column, Infinity, path));
  const formulas = [];
  for (const plan of plans) {
    formulas.push(await compiler.formulaOf(plan));
    await pacer.breathe();
  }
  const { lookups, answered } = compiler;
  const slots = new Slots(formulas, lookups);
  const keys = await keysOf(lookups, roster.rows, pacer);
  leaves.forgetStored();
  const index = new IdIndex(roster);
  const { catalog } = base;
  const zone = zoneOf(catalog.timeZone);
  const attributes = Array.from(compiler.attributes.values(), (known) => {
    const attribute = catalog.attributes.find(({ name }) => name === known.name);
    if (attribute === undefined) throw refuse("attribute_missing", "", `There is no attribute "${known.name}".`);
    return new ToldAttribute(attribute, known, zone, slots);
  });
  // Names that no plain object inherits are read without asking whose they are.
  const allPlain = attributes.every(({ name }) => !(name in Object.prototype));
  return Object.freeze<AudienceMatcher>({
    audiencesOf(id) {
      const row = index.find(id);
      if (row === undefined) return undefined;
      slots.reset();
      const first = row * lookups.length;
      for (let place = 0; place < lookups.length; place++) slots.close(place, keys[first + place] ?? 0);
      return slots.holding();
    },
    async audiencesOfProfile(profile) {
      const { attributes: told = {} } = profile;
      const answers =
        answered.length === 0
          ? []
          : hasHistory(profile)
            ? await leaves.ofProfile(profile)
            : leaves.ofQuiet(String(profile.id));
      // Nothing is waited for from here on: the slots are shared.
      slots.reset();
      const plain = allPlain && Object.getPrototypeOf(told) === Object.prototype;
      for (const attribute of attributes) {
        attribute.close(plain || Object.hasOwn(told, attribute.name) ? told[attribute.name] : undefined);
      }
      for (const { place, lookup } of answered) slots.close(place, lookup.keyOf(answers));
      return slots.holding();
    },
  });
}

function hasHistory({ events = [], tags = [] }: CustomerProfile): boolean {
  return events.length > 0 || tags.length > 0;
}

/** The keys of the base, a customer after the other. */
async function keysOf(lookups: readonly Lookup[], rows: number, pacer: Pacer): Promise<Keys> {
  const largest = lookups.reduce((most, { keys }) => Math.max(most, keys), 0);
  const keys = new (largest > 65_536 ? Int32Array : Uint16Array)(rows * lookups.length);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (const [place, lookup] of lookups.entries()) {
      lookup.fill(from, to, keys, from * lookups.length + place, lookups.length);
    }
    await pacer.breathe();
  }
  return keys;
}
