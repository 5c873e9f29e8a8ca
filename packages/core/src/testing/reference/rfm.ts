import type { RfmScheme } from "../../catalog/catalog.js";
import { dateOf, type Moment } from "./calendar.js";
import { addExact, compareExact, exactOf, nothing, type Exact } from "./exact.js";
import type { Customer, Event } from "./facts.js";
import { measured, numbersOf, select } from "./measures.js";
import type { Value } from "./values.js";

interface Axes {
  readonly id: string;
  readonly recencyDays: Exact;
  readonly frequency: Exact;
  readonly monetary: Exact;
}

/** RFM values by customer id and attribute name; a customer who is no buyer has none. */
export function rfmValues(
  scheme: RfmScheme,
  customers: readonly Customer[],
  moment: Moment,
): Map<string, Map<string, Value>> {
  const bins = scheme.bins ?? 5;
  const buyers = customers.flatMap((customer) => axesOf(scheme, customer, moment));
  return new Map(buyers.map((buyer) => [buyer.id, valuesOf(buyer)]));

  function valuesOf(buyer: Axes): Map<string, Value> {
    const r = score((other) => compareExact(other.recencyDays, buyer.recencyDays) > 0);
    const f = score((other) => compareExact(other.frequency, buyer.frequency) < 0);
    const m = score((other) => compareExact(other.monetary, buyer.monetary) < 0);
    const values = new Map<string, Value>([
      ["rfm.recencyDays", { type: "number", number: buyer.recencyDays }],
      ["rfm.frequency", { type: "number", number: buyer.frequency }],
      ["rfm.monetary", { type: "number", number: buyer.monetary }],
      ["rfm.recencyScore", { type: "number", number: exactOf(r) }],
      ["rfm.frequencyScore", { type: "number", number: exactOf(f) }],
      ["rfm.monetaryScore", { type: "number", number: exactOf(m) }],
    ]);
    const group = scheme.groups?.find((one) => inside(r, one.r) && inside(f, one.f) && inside(m, one.m));
    if (group !== undefined) values.set("rfm.group", { type: "text", text: group.name.normalize("NFC") });
    return values;
  }

  function score(isWorse: (other: Axes) => boolean): number {
    const rank = 1 + buyers.filter(isWorse).length;
    return 1 + Math.floor((bins * (rank - 1)) / buyers.length);
  }
}

function axesOf(scheme: RfmScheme, customer: Customer, moment: Moment): Axes[] {
  const events = select(customer.events, scheme, moment);
  const purchases = events.filter((event) => !isRefund(event, scheme.amount));
  const [latest] = purchases.map(({ at }) => at).sort((a, b) => b - a);
  if (latest === undefined) return [];
  const today = dateOf(moment.asOf, moment.zone);
  const orders =
    scheme.frequency === undefined
      ? undefined
      : measured({ of: "distinct", property: scheme.frequency.distinct }, purchases, moment.zone);
  return [
    {
      id: customer.id,
      recencyDays: exactOf(dateOf(latest, moment.zone).until(today, { largestUnit: "days" }).days),
      frequency: orders?.type === "number" ? orders.number : exactOf(purchases.length),
      monetary: numbersOf(events, scheme.amount).reduce(addExact, nothing),
    },
  ];
}

/** An event with a negative amount. */
function isRefund(event: Event, amount: string): boolean {
  return numbersOf([event], amount).some((number) => compareExact(number, nothing) < 0);
}

function inside(score: number, [low, high]: readonly [number, number]): boolean {
  return low <= score && score <= high;
}
