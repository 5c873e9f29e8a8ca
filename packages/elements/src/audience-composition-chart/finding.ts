import type { Part } from "../charts/composition-geometry.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** What stands out: the largest part, and those furthest over and under the base. Empty without anything known. */
export function finding(parts: readonly Part[], messages: ReportMessages["parts"], format: Format): string {
  const known = parts.filter(({ kind }) => kind === "value");
  const [largest] = known.toSorted((a, b) => b.count - a.count);
  const indexed = known.flatMap(({ label, index }) =>
    index === undefined ? [] : [{ label, index: Math.round(index) }],
  );
  const byIndex = indexed.toSorted((a, b) => b.index - a.index);
  const over = byIndex.find(({ index }) => index > 100);
  const under = byIndex.findLast(({ index }) => index < 100);
  const { number } = format;
  const againstBase = () => {
    if (over !== undefined && under !== undefined) {
      return [messages.overAndUnder(over.label, number(over.index), under.label, number(under.index))];
    }
    if (over !== undefined) return [messages.over(over.label, number(over.index))];
    return under === undefined ? [] : [messages.under(under.label, number(under.index))];
  };
  return [
    ...(largest === undefined ? [] : [messages.largest(largest.label, format.share(largest.share, 1))]),
    ...againstBase(),
  ].join(" ");
}
