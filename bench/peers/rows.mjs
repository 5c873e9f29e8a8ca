import { audiencesAnswer, countAnswer } from "../queries/answers.mjs";
import { readArrow } from "../workload/arrow.mjs";

/**
 * Customers as the objects that peers without columns take: dates as days since the epoch, money in cents, tags as a list
 * of names, what is missing left out.
 */
export function customerObjects(folder) {
  const table = readArrow(`${folder}/customers.arrow`);
  const customers = [];
  const fields = table.schema.fields.map(({ name }) => [name, read[name] ?? ((value) => value)]);
  const columns = fields.map(([name]) => table.getChild(name).data);
  for (let batch = 0; batch < columns[0].length; batch++) {
    for (let row = 0; row < columns[0][batch].length; row++) {
      const customer = { tags: [] };
      for (let column = 0; column < columns.length; column++) {
        const value = columns[column][batch].at(row);
        if (value !== null) customer[fields[column][0]] = fields[column][1](value);
      }
      customers.push(customer);
    }
  }
  const tags = readArrow(`${folder}/tags.arrow`);
  const [ids, names] = [tags.getChild("customer").data, tags.getChild("tag").data];
  for (let batch = 0; batch < ids.length; batch++) {
    for (let row = 0; row < ids[batch].length; row++) customers[ids[batch].at(row) - 1].tags.push(names[batch].at(row));
  }
  return customers;
}

const days = (milliseconds) => milliseconds / 86_400_000;
const read = {
  signup_date: days,
  last_purchase_date: days,
  lifetime_spend: (value) => Math.round(value * 100),
};

/** A peer that tests one object at a time: the customers it counts, and the audiences of one customer. */
export function rowAtATime(customers, version, test, { limit }) {
  return {
    version,
    prepare: (query, constants, ids) => {
      if (query === "Q10") {
        const asked = ids.slice(0, limit);
        const tests = constants.audiences.map((audience) => test(audience.query, audience.constants));
        return {
          customers: asked.length,
          run: async () =>
            asked.map((id) => {
              const customer = customers[id - 1];
              const places = [];
              for (let place = 0; place < tests.length; place++) if (tests[place](customer)) places.push(place);
              return places;
            }),
          answer: audiencesAnswer,
        };
      }
      const isIn = test(query, constants);
      return {
        run: async () => {
          let count = 0;
          for (const customer of customers) if (isIn(customer)) count += 1;
          return count;
        },
        answer: countAnswer,
      };
    },
  };
}
