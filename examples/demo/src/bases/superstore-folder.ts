import papa from "papaparse";

/** A data folder, by file name. */
export type Folder = Readonly<Record<string, string>>;

const config = {
  timeZone: "UTC",
  customers: {
    file: "customers.csv",
    id: "customer_id",
    attributes: {
      name: { type: "text", label: "Customer name", composition: false },
      segment: { type: "text", label: "Segment", description: "Kind of customer, as the shop keeps it" },
      region: { type: "list", label: "Regions shipped to" },
      state: { type: "list", label: "States shipped to" },
      city: { type: "list", label: "Cities shipped to" },
    },
  },
  events: [
    {
      file: "orders.csv",
      customer: "Customer ID",
      event: "purchase",
      at: "Order Date",
      properties: {
        order_id: { type: "text", label: "orders", column: "Order ID" },
        category: { type: "text", label: "Category", column: "Category" },
        sub_category: { type: "text", label: "Sub-category", column: "Sub-Category" },
        product: { type: "text", label: "Product", column: "Product Name" },
        ship_mode: { type: "text", label: "Ship mode", column: "Ship Mode" },
        state: { type: "text", label: "Shipped to", column: "State" },
        amount: { type: "number", label: "Sales", column: "Sales", scale: 4, currency: "USD" },
        quantity: { type: "number", label: "Quantity", column: "Quantity", scale: 0 },
        profit: { type: "number", label: "Profit", column: "Profit", scale: 4, currency: "USD" },
      },
    },
  ],
  tagRules: [
    {
      tag: "technology-buyer",
      event: "purchase",
      where: [{ property: "category", operator: "is", value: "Technology" }],
    },
    {
      tag: "same-day-shipping",
      event: "purchase",
      where: [{ property: "ship_mode", operator: "is", value: "Same Day" }],
    },
  ],
  computed: {
    spend_365d: {
      label: "Spend, 365 days",
      currency: "USD",
      bands: [500, 1000, 2500, 5000],
      event: "purchase",
      measure: { of: "sum", property: "amount" },
      window: { last: 365, unit: "day" },
    },
  },
  rfm: {
    event: "purchase",
    amount: "amount",
    frequency: { distinct: "order_id" },
    bins: 5,
    groups: [
      { name: "Champions", r: [4, 5], f: [4, 5], m: [4, 5] },
      { name: "Loyal", r: [3, 5], f: [3, 5], m: [1, 5] },
      { name: "Recent", r: [4, 5], f: [1, 2], m: [1, 5] },
      { name: "Slipping away", r: [1, 2], f: [3, 5], m: [1, 5] },
      { name: "Others", r: [1, 5], f: [1, 5], m: [1, 5] },
    ],
  },
};

/** Makes a data folder of the sample's order lines: one row a customer, with the places shipped to as lists. */
export function superstoreFolder(orderLines: string): Folder {
  const { data } = papa.parse<Record<string, string>>(orderLines, { header: true, skipEmptyLines: true });
  const customers = new Map<string, { name: string; segment: string; places: Record<Place, Set<string>> }>();
  for (const line of data) {
    const id = line["Customer ID"] ?? "";
    const customer = customers.get(id) ?? {
      name: line["Customer Name"] ?? "",
      segment: line["Segment"] ?? "",
      places: { Region: new Set(), State: new Set(), City: new Set() },
    };
    for (const place of placeColumns) customer.places[place].add(line[place] ?? "");
    customers.set(id, customer);
  }
  const rows = [...customers].map(([id, { name, segment, places }]) => ({
    customer_id: id,
    name,
    segment,
    region: [...places.Region].join("|"),
    state: [...places.State].join("|"),
    city: [...places.City].join("|"),
  }));
  return {
    "audiences.config.json": JSON.stringify(config, undefined, 2),
    "customers.csv": papa.unparse(rows),
    "orders.csv": orderLines,
  };
}

const placeColumns = ["Region", "State", "City"] as const;
type Place = (typeof placeColumns)[number];
