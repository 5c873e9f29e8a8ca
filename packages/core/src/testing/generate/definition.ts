import fc from "fast-check";
import type { Attribute, Catalog } from "../../catalog/catalog.js";
import { allAttributes } from "../../catalog/lookup.js";
import type { Definition, Group, Measure, Node, Step } from "../../definition/language.js";
import { operatorsByType, operatorsOfMeasure } from "../../definition/operators.js";
import { comparisonOf, filtersOf, measureOf, propertiesOf } from "./events.js";
import { zones, type Setting } from "./setting.js";
import { windowOf, type Comparand } from "./values.js";

export interface Vocabulary {
  readonly catalog: Catalog;
  readonly setting: Setting;
  /** Ids that audience conditions may name. */
  readonly audiences: readonly string[];
}

const smallCounts = [0, 1, 1, 2, 2, 3];

/** A definition that can be evaluated: every kind of node, operator, measure and window comes up. */
export function definitionFor(words: Vocabulary): fc.Arbitrary<Definition> {
  return fc
    .tuple(groupOf(words, 2, 2), fc.option(fc.constantFrom(...zones), { nil: undefined, freq: 3 }))
    .map(([root, timeZone]) => ({ version: 1 as const, ...(timeZone === undefined ? {} : { timeZone }), root }));
}

/** Any node, excluded or not. */
export function nodeFor(words: Vocabulary, depth = 0): fc.Arbitrary<Node> {
  const { audiences } = words;
  return fc.oneof(
    { weight: 9, arbitrary: excluded(attributeOf(words)) },
    { weight: 9, arbitrary: excluded(eventOf(words)) },
    { weight: 2, arbitrary: excluded(tagOf(words)) },
    { weight: 3, arbitrary: excluded(sequenceOf(words)) },
    { weight: audiences.length === 0 ? 0 : 1, arbitrary: excluded(audienceOf(audiences)) },
    { weight: 1, arbitrary: excluded(sample) },
    { weight: depth > 0 ? 4 : 0, arbitrary: depth > 0 ? groupOf(words, depth - 1) : excluded(sample) },
  );
}

function excluded(node: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  return fc
    .tuple(node, fc.integer({ min: 0, max: 3 }))
    .map(([found, chance]) => (chance === 0 ? { ...found, exclude: true as const } : found));
}

function groupOf(words: Vocabulary, depth: number, minLength = 1): fc.Arbitrary<Group> {
  return fc
    .record({
      match: fc.constantFrom("all" as const, "any" as const),
      conditions: fc.array(nodeFor(words, depth), { minLength, maxLength: 3 }),
      chance: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ match, conditions, chance }) => ({
      kind: "group" as const,
      match,
      conditions,
      ...(chance === 0 ? { exclude: true as const } : {}),
    }));
}

/** Each type and source of attribute as often as another, so that every operator comes up. */
function attributeOf({ catalog, setting }: Pick<Vocabulary, "catalog" | "setting">): fc.Arbitrary<Node> {
  const all = allAttributes(catalog);
  const kinds = [...new Set(all.map(kindOf))];
  const often = kinds.flatMap((kind) =>
    kind === "date" || kind === "datetime" || kind === "list" ? [kind, kind, kind] : [kind],
  );
  return fc
    .constantFrom(...often)
    .chain((kind) => fc.constantFrom(...all.filter((attribute) => kindOf(attribute) === kind)))
    .chain((attribute) =>
      comparisonOf(operatorsByType[attribute.type], comparandOf(attribute), setting).map((comparison) => ({
        kind: "attribute" as const,
        attribute: attribute.name,
        ...comparison,
      })),
    );
}

function kindOf({ source, type }: Attribute): string {
  return source === "standard" ? type : source;
}

function comparandOf({ name, source, type, scale }: Attribute): Comparand {
  const whole = source === "rfm" && name !== "rfm.monetary";
  const counts = whole || (source === "computed" && scale === 0) ? [...smallCounts, 7, 30] : undefined;
  return { type, scale, counts, subject: type === "date" ? "date" : "datetime" };
}

/** Most often purchases, of which there are most. */
const someTypes = fc.constantFrom(
  ["purchase"],
  ["purchase"],
  ["purchase"],
  ["purchase", "visit"],
  ["visit", "cart"],
  ["cart"],
);

function eventOf({ catalog, setting }: Vocabulary): fc.Arbitrary<Node> {
  return someTypes.chain((types) =>
    measureOf(catalog, types).chain((measure) =>
      fc
        .record({
          where: filtersOf(catalog, types, setting),
          comparison: comparisonOf(operatorsOfMeasure(measure.of), measuredAs(catalog, types, measure), setting),
          window: maybe(windowOf("events", setting)),
        })
        .map(({ where, comparison, window }) => ({
          kind: "event" as const,
          event: types,
          ...(where.length === 0 ? {} : { where }),
          measure,
          ...comparison,
          ...(window === undefined ? {} : { window }),
        })),
    ),
  );
}

function measuredAs(catalog: Catalog, types: readonly string[], measure: Measure): Comparand {
  if (measure.of === "firstAt" || measure.of === "lastAt") return { type: "datetime", subject: "events" };
  if (!("property" in measure) || measure.of === "distinct") {
    return { type: "number", counts: smallCounts, subject: "events" };
  }
  const property = propertiesOf(catalog, types).find(({ name }) => name === measure.property);
  return { type: "number", scale: property?.scale, subject: "events" };
}

function tagOf({ setting }: Vocabulary): fc.Arbitrary<Node> {
  return fc
    .record({
      operator: fc.constantFrom("hasAny" as const, "hasAll" as const),
      tags: fc.subarray(["vip", "news", "made", "nobody"], { minLength: 1, maxLength: 2 }),
      window: maybe(windowOf("events", setting)),
    })
    .map(({ operator, tags, window }) => ({
      kind: "tag" as const,
      operator,
      tags,
      ...(window === undefined ? {} : { window }),
    }));
}

function sequenceOf(words: Vocabulary): fc.Arbitrary<Node> {
  const { setting } = words;
  return fc
    .record({
      steps: fc.array(stepOf(words), { minLength: 1, maxLength: 4 }),
      correlate: fc.integer({ min: 0, max: 2 }),
      window: maybe(windowOf("events", setting)),
    })
    .map(({ steps, correlate, window }) => ({
      kind: "sequence" as const,
      steps: inPlace(steps),
      ...(correlate === 0 ? { correlate: ["basket"] } : {}),
      ...(window === undefined ? {} : { window }),
    }));
}

function stepOf({ catalog, setting }: Vocabulary): fc.Arbitrary<Step> {
  const within = fc.record({
    amount: fc.constantFrom(1, 1, 2, 7, 30),
    unit: fc.constantFrom("minute" as const, "hour" as const, "day" as const, "week" as const),
  });
  return someTypes.chain((types) =>
    fc
      .record({
        where: filtersOf(catalog, types, setting),
        absent: fc.integer({ min: 0, max: 2 }),
        within: maybe(within),
      })
      .map(({ where, absent, within }) => ({
        event: types,
        ...(where.length === 0 ? {} : { where }),
        ...(absent === 0 ? { absent: true as const } : {}),
        ...(within === undefined ? {} : { within }),
      })),
  );
}

/** At least one step is present, and `within` stands only where it has a meaning. */
function inPlace(steps: readonly Step[]): Step[] {
  const some: readonly Step[] = steps.some((step) => step.absent !== true)
    ? steps
    : steps.map(({ absent: _, ...step }) => step);
  const present = some.flatMap((step, index) => (step.absent === true ? [] : [index]));
  const [first = 0, last = first] = [present[0], present.at(-1)];
  return some.map((step, index) => {
    const between = step.absent === true && index > first && index < last;
    if (index !== first && !between) return step;
    const { within: _, ...rest } = step;
    return rest;
  });
}

function audienceOf(audiences: readonly string[]): fc.Arbitrary<Node> {
  const known = audiences.length === 0 ? [""] : audiences;
  return fc.constantFrom(...known).map((audience) => ({ kind: "audience" as const, audience }));
}

const sample: fc.Arbitrary<Node> = fc
  .record({
    salt: fc.constantFrom("a", "b", "größe"),
    from: fc.constantFrom(0, 0.25, 0.5),
    more: fc.constantFrom(0.25, 0.5),
  })
  .map(({ salt, from, more }) => ({ kind: "sample" as const, salt, from, to: from + more }));

function maybe<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}
