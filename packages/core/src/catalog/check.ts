import {
  checkEventChoice,
  checkEventWindow,
  checkMeasure,
  didYouMean,
  findProperty,
  type EventChoice,
} from "../definition/check-events.js";
import type { Measure, Window } from "../definition/language.js";
import { defaultLimits } from "../definition/limits.js";
import { measureRule } from "../definition/operators.js";
import { below, type Pointer } from "../definition/pointer.js";
import { isExact, isSound } from "../definition/prewalk.js";
import { quoted } from "../definition/schema-issues.js";
import { isTimeZone, timeZones } from "../definition/time-zone.js";
import { issue, type Issue } from "../issue/issue.js";
import type {
  Catalog,
  ComputedAttribute,
  EventType,
  Property,
  RfmGroup,
  RfmScheme,
  Typed,
  ValueType,
} from "./catalog.js";
import { checkRfmGroups } from "./rfm-groups.js";

/** Names that begin so are those of RFM. */
const rfmPrefix = "rfm.";
const defaultBins = 5;
const maxBins = 10;

/** What is wrong with a catalogue whose shape is right. */
export function catalogIssues(catalog: Catalog): Issue[] {
  return [
    ...zoneIssues(catalog.timeZone),
    ...catalog.attributes.flatMap((attribute, index) => attributeIssues(attribute, `/attributes/${index}`)),
    ...attributeClashes(catalog),
    ...catalog.eventTypes.flatMap((type, index) => eventTypeIssues(type, `/eventTypes/${index}`)),
    ...clashes(catalog.eventTypes, "/eventTypes", "event type"),
    ...propertiesIssues(catalog.otherEvents?.properties ?? [], "/otherEvents/properties"),
    ...catalog.tags.flatMap((tag, index) => nameIssues(tag.name, `/tags/${index}`)),
    ...clashes(catalog.tags, "/tags", "tag"),
    ...catalog.tagRules.flatMap((rule, index) => [
      ...nameIssues(rule.tag, `/tagRules/${index}/tag`),
      ...eventIssues(rule, catalog, `/tagRules/${index}`),
    ]),
    ...catalog.computed.flatMap((computed, index) => computedIssues(computed, catalog, `/computed/${index}`)),
    ...(catalog.rfm === undefined ? [] : rfmIssues(catalog.rfm, catalog, "/rfm")),
  ];
}

function bad(path: Pointer, message: string, hint?: string): Issue {
  return issue("bad_catalog", path, message, hint);
}

function zoneIssues(timeZone: string): Issue[] {
  if (isTimeZone(timeZone)) return [];
  const message = `There is no time zone ${quoted(timeZone)}.`;
  return [issue("unknown_time_zone", "/timeZone", message, didYouMean(timeZone, timeZones()))];
}

function nameIssues(name: string, path: Pointer): Issue[] {
  if (name === "") return [bad(path, "A name holds at least one character.")];
  if (!isSound(name)) return [bad(path, "A name holds no NUL and no half of a surrogate pair.")];
  if ([...name].length <= defaultLimits.nameLength) return [];
  return [bad(path, `A name has at most ${defaultLimits.nameLength} characters.`)];
}

/** A second thing of one name. */
function clashes(named: readonly { readonly name: string }[], path: Pointer, what: string): Issue[] {
  const seen = new Set<string>();
  return named.flatMap(({ name }, index) => {
    if (seen.has(name)) {
      return [issue("name_clash", below(path, index, "name"), `There are two of the ${what} ${quoted(name)}.`)];
    }
    seen.add(name);
    return [];
  });
}

/** Stored and computed attributes share one space of names, a part of which belongs to RFM. */
function attributeClashes({ attributes, computed }: Catalog): Issue[] {
  const stored = new Set(attributes.map((attribute) => attribute.name));
  const taken = computed.flatMap(({ name }, index) =>
    stored.has(name)
      ? [
          issue(
            "name_clash",
            `/computed/${index}/name`,
            `${quoted(name)} is the name of a stored attribute already.`,
            "One attribute has one source.",
          ),
        ]
      : [],
  );
  const reserved = (names: readonly { readonly name: string }[], path: Pointer): Issue[] =>
    names.flatMap(({ name }, index) =>
      name.startsWith(rfmPrefix)
        ? [issue("name_clash", below(path, index, "name"), `Names that begin with ${rfmPrefix} are those of RFM.`)]
        : [],
    );
  return [
    ...clashes(attributes, "/attributes", "attribute"),
    ...clashes(computed, "/computed", "computed attribute"),
    ...taken,
    ...reserved(attributes, "/attributes"),
    ...reserved(computed, "/computed"),
  ];
}

function attributeIssues(attribute: Typed & { readonly bands?: readonly number[] }, path: Pointer): Issue[] {
  return [...typedIssues(attribute, path), ...bandIssues(attribute.bands, attribute.type, path)];
}

function eventTypeIssues(type: EventType, path: Pointer): Issue[] {
  return [
    ...nameIssues(type.name, below(path, "name")),
    ...propertiesIssues(type.properties, below(path, "properties")),
  ];
}

function propertiesIssues(properties: readonly Property[], path: Pointer): Issue[] {
  return [
    ...properties.flatMap((property, index) => typedIssues(property, below(path, index))),
    ...clashes(properties, path, "property"),
  ];
}

function typedIssues(typed: Typed, path: Pointer): Issue[] {
  const issues = [...nameIssues(typed.name, below(path, "name")), ...shownIssues(typed, path)];
  if (typed.scale === undefined) return issues;
  const at = below(path, "scale");
  if (typed.type !== "number") issues.push(bad(at, "Only numbers have a scale."));
  else if (!Number.isInteger(typed.scale) || typed.scale < 0 || typed.scale > 9) {
    issues.push(bad(at, "A scale is a whole number from 0 to 9."));
  }
  return issues;
}

/** How numbers are shown: with a unit or as money, not both. On values of other types it says nothing. */
function shownIssues(shown: { readonly unit?: string; readonly currency?: string }, path: Pointer): Issue[] {
  const issues: Issue[] = [];
  if (shown.unit !== undefined && shown.currency !== undefined) {
    issues.push(bad(below(path, "unit"), "A number has a unit or a currency, not both."));
  }
  if (shown.currency !== undefined && !/^[A-Z]{3}$/.test(shown.currency)) {
    issues.push(bad(below(path, "currency"), "A currency is three capital letters of ISO 4217.", "EUR"));
  }
  return issues;
}

function bandIssues(bands: readonly number[] | undefined, type: ValueType, path: Pointer): Issue[] {
  if (bands === undefined) return [];
  const at = below(path, "bands");
  if (type !== "number") return [bad(at, "Only numbers have bands.")];
  if (bands.length === 0) return [bad(at, "Bands have at least one edge.")];
  return bands.flatMap((edge, index) => {
    if (!isExact(edge)) return [bad(below(at, index), "An edge is a finite number.")];
    const before = bands[index - 1];
    return before === undefined || before < edge ? [] : [bad(below(at, index), "Edges of bands ascend.")];
  });
}

function computedIssues(computed: ComputedAttribute, catalog: Catalog, path: Pointer): Issue[] {
  const type = measureRule(computed.measure.of).result;
  return [
    ...nameIssues(computed.name, below(path, "name")),
    ...shownIssues(computed, path),
    ...bandIssues(computed.bands, type, path),
    ...eventIssues(computed, catalog, path),
  ];
}

/** What is wrong with chosen events, with a measure of them and with a window over them, where there is one. */
function eventIssues(
  chosen: EventChoice & { readonly measure?: Measure; readonly window?: Window },
  catalog: Catalog,
  path: Pointer,
): Issue[] {
  const issues: Issue[] = [];
  checkEventChoice(chosen, catalog, path, issues);
  if (chosen.measure !== undefined) {
    checkMeasure(chosen.measure, chosen.event, catalog, below(path, "measure"), issues);
  }
  checkEventWindow(chosen.window, path, issues);
  return issues;
}

function rfmIssues(rfm: RfmScheme, catalog: Catalog, path: Pointer): Issue[] {
  const issues: Issue[] = [];
  const at = below(path, "amount");
  checkEventChoice(rfm, catalog, path, issues);
  const amount = findProperty(rfm.amount, rfm.event, catalog, at, issues);
  checkEventWindow(rfm.window, path, issues);
  if (amount !== undefined && amount.type !== "number") {
    issues.push(issue("type_mismatch", at, "The amount is a number."));
  } else if (amount !== undefined && amount.scale === undefined) {
    const message = "The amount has no scale, so its sum would depend on the order of events.";
    issues.push(issue("scale_missing", at, message, "Declare its scale in the catalogue."));
  }
  if (rfm.frequency !== undefined) {
    const measure = { of: "distinct", property: rfm.frequency.distinct } as const;
    const found: Issue[] = [];
    checkMeasure(measure, rfm.event, catalog, below(path, "frequency"), found);
    issues.push(...found.map((one) => ({ ...one, path: below(path, "frequency", "distinct") })));
  }
  const bins = rfm.bins ?? defaultBins;
  if (!Number.isInteger(bins) || bins < 2 || bins > maxBins) {
    return [...issues, bad(below(path, "bins"), `Scores run from 1 to a whole number from 2 to ${maxBins}.`)];
  }
  return [...issues, ...groupIssues(rfm.groups, bins, below(path, "groups"))];
}

function groupIssues(groups: readonly RfmGroup[] | undefined, bins: number, path: Pointer): Issue[] {
  if (groups === undefined) return [];
  const issues = groups.flatMap((group, index) => [
    ...nameIssues(group.name, below(path, index, "name")),
    ...(["r", "f", "m"] as const).flatMap((axis) => {
      const [low, high] = group[axis];
      const fits = Number.isInteger(low) && Number.isInteger(high) && low >= 1 && low <= high && high <= bins;
      return fits ? [] : [bad(below(path, index, axis), `This is a lower and an upper score from 1 to ${bins}.`)];
    }),
  ]);
  if (issues.length > 0) return issues;
  const holes = checkRfmGroups(groups, bins);
  const [first] = holes;
  if (first === undefined) return [];
  const samples = holes.slice(0, 3).map((scores) => `(${scores.join(", ")})`);
  return [
    bad(path, `${holes.length} scores belong to no group, such as ${samples.join(", ")}.`, "End with a group for all."),
  ];
}
