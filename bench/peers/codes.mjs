import { readArrow } from "../workload/arrow.mjs";
import { askedTags } from "../workload/shape.mjs";

/**
 * The profile as arrays of numbers, for peers that hold columns and are filled from JavaScript: texts as their place in
 * the lists of the workload, money in cents, dates as days, a column of 0 and 1 for each tag that is asked for. Missing
 * are -1, and NaN in `score`.
 */
export function profileCodes(folder) {
  const table = readArrow(`${folder}/customers.arrow`);
  const count = table.numRows;
  const filled = (name, array, value) => {
    let row = 0;
    for (const batch of table.getChild(name).data) {
      const read = value(batch);
      for (let place = 0; place < batch.length; place++) {
        array[row++] = batch.nullCount === 0 || batch.isValid(place) ? read(place) : -1;
      }
    }
    return array;
  };
  const code = (batch) => (place) => batch.key(place);
  const day = (batch) => (place) => batch.at(place) / 86_400_000;
  const cents = (batch) => (place) => Math.round(batch.at(place) * 100);
  const plain = (batch) => (place) => batch.at(place);
  const score = filled("score", new Float64Array(count), plain);
  for (let row = 0; row < count; row++) if (score[row] < 0) score[row] = NaN;
  return {
    id: filled("id", new Int32Array(count), plain),
    gender: filled("gender", new Int32Array(count), code),
    age: filled("age", new Int32Array(count), plain),
    home_state: filled("home_state", new Int32Array(count), code),
    home_city: filled("home_city", new Int32Array(count), code),
    loyalty_tier: filled("loyalty_tier", new Int32Array(count), code),
    signup_date: filled("signup_date", new Int32Array(count), day),
    email_opt_in: filled("email_opt_in", new Int32Array(count), (batch) => (place) => Number(batch.at(place))),
    score,
    lifetime_spend: filled("lifetime_spend", new Int32Array(count), cents),
    purchase_count: filled("purchase_count", new Int32Array(count), plain),
    last_purchase_date: filled("last_purchase_date", new Int32Array(count), day),
    ...flags(folder, count),
  };
}

function flags(folder, count) {
  const columns = askedTags.map(() => new Uint8Array(count));
  const table = readArrow(`${folder}/tags.arrow`);
  const customers = table.getChild("customer").data;
  for (const [batch, dropped] of table.getChild("tag").data.entries()) {
    for (let place = 0; place < dropped.length; place++) {
      const column = columns[dropped.key(place)];
      if (column !== undefined) column[customers[batch].at(place) - 1] = 1;
    }
  }
  return Object.fromEntries(columns.map((column, place) => [`tag_${place}`, column]));
}
