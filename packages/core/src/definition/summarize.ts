import type { Catalog } from "../catalog/catalog.js";
import type { Definition, Group, Node } from "./language.js";
import { below, type Pointer } from "./pointer.js";
import { conditionWords, type Lead, type Naming } from "./summary-conditions.js";
import type { Phrase, Summary, SummaryLine } from "./summary.js";
import { writtenZone } from "./summary-values.js";
import { englishSummary, type SummaryWords } from "./summary-words.js";

export interface SummarizeOptions {
  readonly catalog: Catalog;
  /** The name of an audience that is referred to; its id is shown where there is none. */
  readonly audienceName?: ((id: string) => string | undefined) | undefined;
  /** Numbers, dates and lists are written for it; `en` unless told. */
  readonly locale?: string | undefined;
  readonly words?: SummaryWords | undefined;
}

/** A definition in words: one sentence, and an outline. Unfinished definitions and unknown names are put into words too. */
export function summarize(definition: Definition, options: SummarizeOptions): Summary {
  const naming: Naming = {
    catalog: options.catalog,
    audienceName: options.audienceName ?? (() => undefined),
    locale: options.locale ?? "en",
    words: options.words ?? englishSummary,
    timeZone: writtenZone(definition.timeZone, options.catalog),
  };
  const { root } = definition;
  const { words } = naming;
  const members = root.exclude === true ? clause(root, naming, 0) : groupClause(root, naming, 0);
  return {
    sentence: merged([
      text(`${words.customers} ${beginsWithGroup(root) ? `${words.those.plain} ` : ""}`),
      ...members,
      text(words.stop),
    ]),
    lines: root.exclude === true ? [line(root, "/root", naming)] : linesBelow(root, "/root", naming),
  };
}

/** Whether what comes first in the sentence is a group, which has no verb of its own to begin with. */
function beginsWithGroup({ exclude, conditions: [first] }: Group): boolean {
  return exclude !== true && first?.kind === "group" && first.exclude !== true && first.conditions.length > 0;
}

/** A sentence as plain text. */
export function plainText(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phrase.text).join("");
}

const text = (words: string): Phrase => ({ text: words, role: "text" });

/** The members of a group, joined; in brackets wherever it would not be plain where the group ends. */
function groupClause(group: Group, naming: Naming, depth: number): Phrase[] {
  const { words } = naming;
  const { match, conditions } = group;
  if (conditions.length === 0) return [text(words.emptyGroup)];
  const join = words.join[match];
  const several = conditions.length > 1;
  const hasEither = conditions.some(
    (node) => node.kind === "group" && node.match === "any" && node.conditions.length > 1,
  );
  const joined = conditions.flatMap((node, index) => {
    const isLast = index === conditions.length - 1;
    const but = match === "all" && index > 0 && node.exclude === true;
    const last = hasEither ? join.apart : join.last;
    const before = index === 0 ? "" : but ? words.but.between : isLast ? last : join.between;
    return [
      ...(before === "" ? [] : [text(before)]),
      ...(but ? [{ text: words.but.word, role: "exclude" as const }] : []),
      ...clause(node, naming, depth + 1),
    ];
  });
  const either = match === "any" && several && depth > 0 ? [text(words.either)] : [];
  const bracketed = depth > 1 || (depth === 1 && (match === "all" || group.exclude === true));
  if (bracketed && several) return [text("("), ...either, ...joined, text(")")];
  return [...either, ...joined];
}

/** A node as a clause of the sentence: `whose tier is Gold`, `who do not have …`. */
function clause(node: Node, naming: Naming, depth: number): Phrase[] {
  if (node.kind !== "group") {
    const { lead, phrases } = conditionWords(node, naming, "sentence");
    return [...leadPhrases(lead, node.exclude === true), ...phrases];
  }
  if (node.exclude !== true) return groupClause(node, naming, depth);
  return [{ text: naming.words.those.denied, role: "exclude" }, text(" "), ...groupClause(node, naming, depth)];
}

/** The beginning of a clause, denied where its node is excluded. */
function leadPhrases(lead: Lead, exclude: boolean): Phrase[] {
  const verb: Phrase = exclude ? { text: lead.verb.denied, role: "exclude" } : text(lead.verb.plain);
  if (lead.subject === undefined) return [verb, text(" ")];
  return [text(`${lead.subject.whose} `), { text: lead.subject.name, role: "attribute" }, text(" "), verb, text(" ")];
}

/** A node as a line of the outline. */
function line(node: Node, path: Pointer, naming: Naming): SummaryLine {
  const { words } = naming;
  const exclude = node.exclude === true;
  const before: Phrase[] = exclude ? [{ text: words.exclude, role: "exclude" }, text(" ")] : [];
  if (node.kind === "group") {
    const all = words.groups[node.match];
    const phrases = [...before, text(exclude ? all.toLocaleLowerCase(naming.locale) : all)];
    return { path, exclude, phrases: merged(phrases), match: node.match, lines: linesBelow(node, path, naming) };
  }
  const { lead, phrases } = conditionWords(node, naming, "outline");
  const subject: Phrase[] =
    lead.subject === undefined ? [] : [{ text: lead.subject.name, role: "attribute" }, text(` ${lead.verb.plain} `)];
  return { path, exclude, phrases: merged([...before, ...subject, ...phrases]), lines: [] };
}

function linesBelow(group: Group, path: Pointer, naming: Naming): SummaryLine[] {
  return group.conditions.map((node, index) => line(node, below(path, "conditions", index), naming));
}

/** Neighbours of one role as one phrase, without empty ones; a sentence has no space before its stop. */
function merged(phrases: readonly Phrase[]): Phrase[] {
  const result: Phrase[] = [];
  for (const phrase of phrases) {
    const last = result.at(-1);
    if (phrase.text === "") continue;
    if (last?.role === phrase.role && phrase.role === "text") {
      result[result.length - 1] = { text: tidy(last.text + phrase.text), role: "text" };
    } else result.push(phrase);
  }
  const end = result.at(-1);
  if (end?.role === "text") result[result.length - 1] = { text: end.text.trimEnd(), role: "text" };
  return result.filter((phrase) => phrase.text !== "");
}

const tidy = (words: string): string => words.replaceAll("  ", " ").replaceAll(" .", ".").replaceAll(" ,", ",");
