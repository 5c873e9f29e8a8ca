import { Random, weighted } from "./random.mjs";
import {
  categories,
  cities,
  END,
  EVENT_DAYS,
  EVENTS_A_CUSTOMER,
  eventTypes,
  skewed,
  states,
  tags,
  typeNames,
  typesWithAmount,
} from "./shape.mjs";

const DAY = 86_400;

/**
 * Customers 1..count as columns. -1 in a column of codes, of age or of a date, and NaN in `score`, are missing. Money is
 * in cents; dates are days since the epoch.
 */
export function makeCustomers(count) {
  const random = new Random(101);
  const made = {
    gender: new Int8Array(count),
    age: new Int8Array(count),
    home_state: new Int8Array(count),
    home_city: new Int16Array(count),
    loyalty_tier: new Int8Array(count),
    signup_date: new Int32Array(count),
    email_opt_in: new Uint8Array(count),
    score: new Float64Array(count),
    lifetime_spend: new Int32Array(count),
    purchase_count: new Int32Array(count),
    last_purchase_date: new Int32Array(count),
  };
  const gender = weighted([51, 46, 3]);
  const state = weighted(skewed(states.length, 3));
  const city = weighted(skewed(cities.length, 20));
  const tier = weighted([45, 25, 15, 10, 5]);
  const today = END / DAY;
  for (let row = 0; row < count; row++) {
    made.gender[row] = random.unit() < 0.05 ? -1 : gender(random);
    made.age[row] = random.unit() < 0.03 ? -1 : Math.min(100, Math.max(16, Math.round(44 + 16 * random.normal())));
    made.home_state[row] = (state(random) * 17 + 4) % states.length;
    made.home_city[row] = city(random);
    made.loyalty_tier[row] = tier(random);
    made.signup_date[row] = today - random.between(1, 3_650);
    made.email_opt_in[row] = random.unit() < 0.6 ? 1 : 0;
    made.score[row] = random.unit() < 0.2 ? NaN : random.unit();
    made.lifetime_spend[row] = Math.round(Math.exp(10 + 1.3 * random.normal()));
    made.purchase_count[row] = Math.floor(Math.exp(1.5 + random.normal()));
    made.last_purchase_date[row] = random.unit() < 0.15 ? -1 : today - 1 - Math.floor(730 * random.unit() ** 2);
  }
  return made;
}

/** About four different tags a customer: ids, and codes of tags, ascending by customer. */
export function makeTags(count) {
  const random = new Random(202);
  const tag = weighted(skewed(tags.length, 6));
  const customers = new Int32Array(count * 6);
  const codes = new Uint8Array(count * 6);
  let length = 0;
  for (let id = 1; id <= count; id++) {
    const first = length;
    const wanted = random.between(2, 6);
    while (length - first < wanted) {
      const code = tag(random);
      if (codes.subarray(first, length).includes(code)) continue;
      customers[length] = id;
      codes[length++] = code;
    }
  }
  return { customers: customers.slice(0, length), codes: codes.slice(0, length) };
}

/**
 * Events as a log: ascending by instant, whole seconds. A few customers do much and many do little. Amounts in cents, -1
 * where the type has none. Baskets are filled at even seconds and everything else happens at odd ones, so that no peer
 * has to order by a sequence number to tell whether a purchase came after a basket.
 */
export function makeEvents(count) {
  const random = new Random(303);
  const length = count * EVENTS_A_CUSTOMER;
  const made = {
    customers: new Int32Array(length),
    types: new Uint8Array(length),
    seconds: new Int32Array(length),
    categories: new Uint8Array(length),
    amounts: new Int32Array(length),
  };
  const type = weighted(Object.values(eventTypes));
  const category = weighted(skewed(categories.length, 2));
  const cart = typeNames.indexOf("add_to_cart");
  const priced = Uint8Array.from(typeNames, (name) => (typesWithAmount.includes(name) ? 1 : 0));
  const span = EVENT_DAYS * DAY;
  const scatter = scattering(count);
  for (let place = 0; place < length; place++) {
    const code = type(random);
    const second = END - span + 2 * Math.floor((place / length) * (span / 2 - 1));
    made.customers[place] = 1 + scatter(Math.floor(count * random.unit() ** 2));
    made.types[place] = code;
    made.seconds[place] = code === cart ? second : second + 1;
    made.categories[place] = category(random);
    made.amounts[place] = priced[code] === 1 ? Math.round(Math.exp(8.3 + 0.9 * random.normal())) : -1;
  }
  return made;
}

/** A one-to-one mapping of 0..count-1 onto itself without visible order. */
function scattering(count) {
  let step = 7_368_787 % count;
  while (common(step, count) !== 1) step += 1;
  return (place) => (place * step) % count;
}

function common(a, b) {
  return b === 0 ? a : common(b, a % b);
}
