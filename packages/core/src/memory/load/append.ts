import type { Attribute } from "../../catalog/catalog.js";
import { addAttributes } from "../../catalog/define.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerRecords, type Rows } from "../../source/read-rows.js";
import type { CustomerInput, LoadReport } from "../../source/records.js";
import { columnBuilder, rowOrder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { duplicates } from "./load.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { RejectionList } from "../../source/rejections.js";

/** Attributes that were read whole and wait to be taken in. */
interface AppendedAttributes {
  readonly report: LoadReport;
  /** The population with them. @throws AudienceError `name_clash` */
  onto(population: Population): Population;
}

/**
 * Reads further attributes of the customers of a population; ids outside the base are counted.
 *
 * @throws AudienceError `name_clash`, `bad_catalog`, `duplicate_customer` for an id that stands twice, `aborted`
 */
export async function appendAttributes(
  population: Population,
  written: readonly Omit<Attribute, "source">[],
  rows: Rows<CustomerInput>,
  pacer: Pacer,
): Promise<AppendedAttributes> {
  const catalog = addAttributes(population.catalog, written);
  const attributes = catalog.attributes.slice(population.catalog.attributes.length);
  const builders = attributes.map(({ type, scale }) => columnBuilder(type, scale));
  const rejections = new RejectionList();
  const seen = new Set<string>();
  const twice = new Set<string>();
  let unknown = 0;
  for await (const batch of customerRecords(rows, attributes, zoneOf(catalog.timeZone), rejections.of("append"))) {
    for (const { id, values } of batch) {
      if (seen.has(id)) twice.add(id);
      seen.add(id);
      const row = population.roster.find(id);
      if (row === undefined) unknown++;
      else for (const [index, builder] of builders.entries()) builder.set(row, values[index]);
    }
    await pacer.breathe();
  }
  if (twice.size > 0) throw duplicates([...twice]);
  const order = rowOrder(population.roster.rows);
  const columns = attributes.map(({ name }, index): readonly [string, Column] => {
    const builder = builders[index];
    if (builder === undefined) throw new RangeError(`No values of ${name}.`);
    return [name, builder.finish(order, population.space)];
  });
  return {
    report: {
      customers: seen.size - unknown,
      events: 0,
      tags: 0,
      unknownCustomers: { events: 0, tags: 0, appended: unknown },
      rejectedCount: rejections.rejectedCount,
      rejected: rejections.rejected,
    },
    onto: (current) =>
      Object.freeze({
        ...current,
        catalog: addAttributes(current.catalog, written),
        columns: new Map([...current.columns, ...columns]),
      }),
  };
}
