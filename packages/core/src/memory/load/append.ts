import type { Attribute } from "../../catalog/catalog.js";
import { addAttributes } from "../../catalog/define.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerRecords, type Rows } from "../../source/read-rows.js";
import type { CustomerInput, LoadReport } from "../../source/records.js";
import { columnBuilder } from "../columns/column-builder.js";
import { duplicates } from "./load.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { RejectionList } from "../../source/rejections.js";

/** Attributes that were read whole and wait to be taken in. */
interface AppendedAttributes {
  /** The population with them. @throws AudienceError `name_clash` */
  onto(population: Population): { readonly population: Population; readonly report: LoadReport };
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
  const slots = new Map<string, number>();
  const twice = new Set<string>();
  for await (const batch of customerRecords(rows, attributes, zoneOf(catalog.timeZone), rejections.of("append"))) {
    for (const { id, values } of batch) {
      if (slots.has(id)) twice.add(id);
      const slot = slots.size;
      slots.set(id, slot);
      for (const [index, builder] of builders.entries()) builder.set(slot, values[index]);
    }
    await pacer.breathe();
  }
  if (twice.size > 0) throw duplicates([...twice]);
  return {
    onto(current) {
      const extended = addAttributes(current.catalog, written);
      const order = new Int32Array(current.roster.rows).fill(slots.size);
      let unknown = 0;
      for (const [id, slot] of slots) {
        const row = current.roster.find(id);
        if (row === undefined) unknown++;
        else order[row] = slot;
      }
      const columns = new Map(current.columns);
      for (const [index, { name }] of attributes.entries()) {
        const column = builders[index]?.finish(order, current.space);
        if (column !== undefined) columns.set(name, column);
      }
      return {
        population: Object.freeze({ ...current, catalog: extended, columns }),
        report: {
          customers: slots.size - unknown,
          events: 0,
          tags: 0,
          unknownCustomers: { events: 0, tags: 0, appended: unknown },
          rejectedCount: rejections.rejectedCount,
          rejected: rejections.rejected,
        },
      };
    },
  };
}
