/** What the made-up base looks like: names, weights, bounds. The same for every size. */

/** Events lie in the 730 days before this instant: seconds since the epoch of 2026-07-01T00:00:00Z. */
export const END = 1_782_864_000;
export const EVENT_DAYS = 730;
export const EVENTS_A_CUSTOMER = 20;

export const genders = ["F", "M", "X"];
export const tiers = ["none", "bronze", "silver", "gold", "platinum"];
export const states =
  "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split(
    " ",
  );
export const cities = Array.from({ length: 2_000 }, (_, place) => `City ${String(place).padStart(4, "0")}`);
export const tags = Array.from({ length: 200 }, (_, place) =>
  place === 7 ? "churned" : `tag-${String(place).padStart(3, "0")}`,
);
/** Tags that queries ask for: frequent and rarer ones. Peers hold a boolean column for each of these. */
export const askedTags = tags.slice(0, 16);
export const categories = Array.from({ length: 40 }, (_, place) => `category-${String(place).padStart(2, "0")}`);

/** Event types with their weights in per cent; those with an amount. */
export const eventTypes = {
  page_view: 30,
  search: 14,
  purchase: 12,
  add_to_cart: 10,
  email_open: 9,
  login: 8,
  email_click: 5,
  wishlist: 4,
  review: 3,
  refund: 2,
  support: 2,
  share: 1,
};
export const typeNames = Object.keys(eventTypes);
export const typesWithAmount = ["purchase", "add_to_cart", "refund"];

/** Weights that fall with the rank. */
export const skewed = (count, flatness) => Array.from({ length: count }, (_, rank) => 1 / (rank + flatness));

/** Ascending edges of the age bands of the composition. */
export const ageBands = [18, 25, 35, 45, 55, 65];

/** What a host would declare: the input of `defineCatalog`, and the columns of the files. */
export const catalogInput = {
  timeZone: "UTC",
  attributes: [
    { name: "gender", type: "text" },
    { name: "age", type: "number", scale: 0, bands: ageBands },
    { name: "home_state", type: "text" },
    { name: "home_city", type: "text" },
    { name: "loyalty_tier", type: "text" },
    { name: "signup_date", type: "date" },
    { name: "email_opt_in", type: "boolean" },
    { name: "score", type: "number" },
    { name: "lifetime_spend", type: "number", scale: 2 },
    { name: "purchase_count", type: "number", scale: 0 },
    { name: "last_purchase_date", type: "date" },
  ],
  eventTypes: typeNames.map((name) => ({
    name,
    properties: [
      { name: "category", type: "text" },
      ...(typesWithAmount.includes(name) ? [{ name: "amount", type: "number", scale: 2 }] : []),
    ],
  })),
  tags,
};
