import fc from "fast-check";
import type { Catalog, Property } from "../../catalog/catalog.js";
import type { Measure, Operator, PropertyFilter } from "../../definition/language.js";
import { measures, operatorsByType, type OperatorRule } from "../../definition/operators.js";
import type { Setting } from "./setting.js";
import { operandOf, type Comparand } from "./values.js";

/** Operators of one type only. */
const rare: readonly Operator[] = [
  "inWindow",
  "anniversaryInWindow",
  "hasOnly",
  "countIs",
  "countAtLeast",
  "countAtMost",
];

/** The operator, value and case of a comparison. */
export function comparisonOf(
  rules: readonly OperatorRule[],
  comparand: Comparand,
  setting: Setting,
): fc.Arbitrary<Pick<PropertyFilter, "operator" | "value" | "matchCase">> {
  const weighted = rules.flatMap((rule) => (rare.includes(rule.operator) ? [rule, rule, rule] : [rule]));
  return fc.constantFrom(...weighted).chain(({ operator, operand, folded }) => {
    const subject = operator === "anniversaryInWindow" ? "date" : comparand.subject;
    const matchCase = folded === true ? fc.boolean() : fc.constant(false);
    return fc.tuple(operandOf(operand, { ...comparand, subject }, setting), matchCase).map(([value, exact]) => ({
      operator,
      ...(value === undefined ? {} : { value }),
      ...(exact ? { matchCase: true as const } : {}),
    }));
  });
}

/** The properties that at least one of these event types has. */
export function propertiesOf(catalog: Catalog, types: readonly string[]): readonly Property[] {
  const all = catalog.eventTypes.filter(({ name }) => types.includes(name)).flatMap(({ properties }) => properties);
  return [...new Map(all.map((property) => [property.name, property])).values()];
}

/** No filter, or one, or two. */
export function filtersOf(
  catalog: Catalog,
  types: readonly string[],
  setting: Setting,
): fc.Arbitrary<PropertyFilter[]> {
  const properties = propertiesOf(catalog, types);
  const filter = fc.constantFrom(...properties).chain(({ name, type, scale }) =>
    fc
      .tuple(
        comparisonOf(operatorsByType[type], { type, scale, subject: type === "date" ? "date" : "datetime" }, setting),
        fc.integer({ min: 0, max: 2 }),
      )
      .map(([comparison, chance]) => ({
        property: name,
        ...comparison,
        ...(chance === 0 ? { exclude: true as const } : {}),
      })),
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant<PropertyFilter[]>([]) },
    { weight: 2, arbitrary: fc.array(filter, { minLength: 1, maxLength: 2 }) },
  );
}

/** A measure that these event types can be asked for. */
export function measureOf(catalog: Catalog, types: readonly string[]): fc.Arbitrary<Measure> {
  const properties = propertiesOf(catalog, types);
  const possible = measures.flatMap(({ of, property, scaled }): Measure[] => {
    switch (of) {
      case "sum":
      case "average":
      case "min":
      case "max":
      case "distinct":
        return properties
          .filter(({ type, scale }) => property?.includes(type) === true && (scaled !== true || scale !== undefined))
          .map(({ name }) => ({ of, property: name }));
      default:
        return [{ of }];
    }
  });
  const names = [...new Set(possible.map(({ of }) => of))];
  return fc.constantFrom(...names).chain((name) => fc.constantFrom(...possible.filter(({ of }) => of === name)));
}
