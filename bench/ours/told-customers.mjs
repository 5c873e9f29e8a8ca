import { readArrow } from "../workload/arrow.mjs";

const COUNT = 2_000;
const dates = new Set(["signup_date", "last_purchase_date"]);

/** The first customers of a base with their attributes and tags, written as a host would. */
export function toldCustomers(folder) {
  const table = readArrow(`${folder}/customers.arrow`);
  const told = Array.from({ length: Math.min(COUNT, table.numRows) }, (_, row) => {
    const { id, ...values } = table.get(row);
    const attributes = Object.entries(values).map(([name, value]) => [name, dates.has(name) ? dateText(value) : value]);
    return { id, attributes: Object.fromEntries(attributes), tags: [] };
  });
  const tags = readArrow(`${folder}/tags.arrow`);
  for (let row = 0; row < tags.numRows; row++) {
    const { customer, tag } = tags.get(row);
    if (customer > told.length) break;
    told[customer - 1].tags.push({ tag });
  }
  return told;
}

function dateText(milliseconds) {
  return milliseconds === null ? null : new Date(milliseconds).toISOString().slice(0, 10);
}
