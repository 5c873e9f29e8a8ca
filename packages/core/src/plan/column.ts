import type { Catalog, ComputedAttribute, RfmScheme } from "../catalog/catalog.js";
import { allAttributes, findAttribute } from "../catalog/lookup.js";
import { didYouMean } from "../definition/check-events.js";
import { quoted } from "../definition/schema-issues.js";
import { refuse } from "../issue/issue.js";
import { positionAt } from "./decimal.js";
import type { BandEdge, CompositionPlan, ComputedColumn, PlanColumn, PlanRfm, RfmColumn, RfmField } from "./plan.js";
import { eventTypesOf, knownProperty, resolveMeasure, resolveSelection, scaleOfMeasure } from "./selection.js";
import { zoneOf } from "./zone-of.js";

const DEFAULT_BINS = 5;
const RFM_PREFIX = "rfm.";

const rfmFields: readonly RfmField[] = [
  "recencyDays",
  "frequency",
  "monetary",
  "recencyScore",
  "frequencyScore",
  "monetaryScore",
  "group",
];

export interface ColumnOptions {
  readonly catalog: Catalog;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
}

/**
 * Where an attribute's value is found, or how it is made, as of an instant. Always in the catalogue's zone: an attribute
 * has one value, whoever asks.
 *
 * @throws AudienceError `unknown_attribute`
 */
export function resolveColumn(name: string, options: ColumnOptions): PlanColumn {
  const { catalog } = options;
  const attribute = findAttribute(catalog, name);
  if (attribute === undefined) throw unknownAttribute(catalog, name);
  const { type, scale, source } = attribute;
  if (source === "computed") {
    const computed = catalog.computed.find((candidate) => candidate.name === name);
    if (computed !== undefined) return computedColumn(computed, options);
  } else if (source === "rfm") {
    const field = rfmFields.find((candidate) => RFM_PREFIX + candidate === name);
    if (catalog.rfm !== undefined && field !== undefined) return rfmColumn(name, field, catalog.rfm, options);
  }
  const zone = zoneOf(catalog.timeZone);
  return scale === undefined ? { kind: "stored", name, type, zone } : { kind: "stored", name, type, scale, zone };
}

/**
 * How an attribute is cut into cells: bands where it declares them, else values.
 *
 * @throws AudienceError `unknown_attribute`
 */
export function resolveComposition(name: string, options: ColumnOptions): CompositionPlan {
  const column = resolveColumn(name, options);
  const bands = findAttribute(options.catalog, name)?.bands;
  if (bands === undefined) return { column };
  return { column, bands: bandEdges(bands, column.scale) };
}

/** Edges of bands over a column of this scale. One with more digits than the scale cuts before the next multiple. */
export function bandEdges(edges: readonly number[], scale: number | undefined): readonly BandEdge[] {
  return edges.map((edge) => ({ edge, position: scale === undefined ? edge : positionAt(edge, scale).ceil }));
}

function computedColumn(computed: ComputedAttribute, { catalog, asOf }: ColumnOptions): ComputedColumn {
  const zone = zoneOf(catalog.timeZone);
  const selection = resolveSelection(catalog, computed, { asOf, zone });
  const measure = resolveMeasure(catalog, selection.types, computed.measure, zone);
  const scale = scaleOfMeasure(measure);
  return {
    kind: "computed",
    name: computed.name,
    type: measure.of === "firstAt" || measure.of === "lastAt" ? "datetime" : "number",
    ...(scale === undefined ? {} : { scale }),
    selection,
    measure,
    zone,
  };
}

function rfmColumn(name: string, field: RfmField, scheme: RfmScheme, options: ColumnOptions): RfmColumn {
  const rfm = resolveRfm(scheme, options);
  if (field === "group") return { kind: "rfm", name, field, type: "text", rfm };
  return { kind: "rfm", name, field, type: "number", scale: field === "monetary" ? rfm.scale : 0, rfm };
}

function resolveRfm(scheme: RfmScheme, { catalog, asOf }: ColumnOptions): PlanRfm {
  const zone = zoneOf(catalog.timeZone);
  const types = eventTypesOf(scheme);
  const amount = knownProperty(catalog, types, scheme.amount);
  if (amount.scale === undefined) {
    throw refuse("scale_missing", "", `"${amount.name}" has no scale, so amounts cannot be summed exactly.`);
  }
  return {
    selection: resolveSelection(catalog, scheme, { asOf, zone }),
    amount: amount.name,
    scale: amount.scale,
    ...(scheme.frequency === undefined ? {} : { order: scheme.frequency.distinct }),
    bins: scheme.bins ?? DEFAULT_BINS,
    groups: scheme.groups ?? [],
    today: zone.dayOf(asOf),
    zone,
  };
}

function unknownAttribute(catalog: Catalog, name: string): Error {
  const known = allAttributes(catalog).map((attribute) => attribute.name);
  return refuse("unknown_attribute", "", `There is no attribute ${quoted(name)}.`, didYouMean(name, known));
}
