import polars from "nodejs-polars";
import { bandCell, compositionAnswer, countAnswer, genderCell, stateCell } from "../queries/answers.mjs";
import { tagColumn } from "../queries/sql.mjs";
import { ageBands, askedTags, categories, genders, states, tiers } from "../workload/shape.mjs";
import { profileCodes } from "./codes.mjs";
import { versionOf } from "./version.mjs";

const { col, lit } = polars;

/** polars, two threads, lazily planned: texts as one-byte codes, a table of events for each type that is asked for. */
export const name = "polars";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8"];

const codes = (list, values) => values.map((value) => list.indexOf(value));
const among = (column, values) =>
  values.map((value) => col(column).eq(lit(value).cast(polars.Int8))).reduce((any, one) => any.or(one));

const conditions = {
  Q1: ({ gender, states: wanted }) =>
    among("gender", codes(genders, [gender])).and(among("home_state", codes(states, wanted))),
  Q2: ({ age: [low, high], tiers: wanted, without }) =>
    col("age")
      .gtEq(low)
      .and(col("age").ltEq(high))
      .and(among("loyalty_tier", codes(tiers, wanted)))
      .and(col(tagColumn(without)).not()),
  Q3: ({ spend, boughtAfter, boughtUntil, tags: [a, b], notState }) =>
    col("lifetime_spend")
      .gtEq(spend)
      .and(col("last_purchase_date").gt(boughtAfter))
      .and(col("last_purchase_date").ltEq(boughtUntil))
      .and(col(tagColumn(a)).or(col(tagColumn(b))))
      .and(among("home_state", codes(states, [notState])).not()),
  Q4: ({ first, second, score }) => conditions.Q1(first).or(conditions.Q2(second)).and(col("score").gtEq(score)),
};

const within = (from, to) => col("ts").gtEq(from).and(col("ts").ltEq(to));
const seconds = (hours) => hours * 3600;

const statements = {
  Q5: ({ purchase }, { category, atLeast, from, asOf }) =>
    purchase
      .lazy()
      .filter(among("category", codes(categories, [category])).and(within(from, asOf)))
      .groupBy("customer")
      .agg(col("ts").count().alias("bought"))
      .filter(col("bought").gtEq(atLeast)),
  Q6: ({ purchase, refund }, { sum, from, refundFrom, asOf }) =>
    purchase
      .lazy()
      .filter(within(from, asOf))
      .groupBy("customer")
      .agg(col("amount").sum().alias("spent"))
      .filter(col("spent").gtEq(sum))
      .join(refund.lazy().filter(within(refundFrom, asOf)).select("customer"), { on: "customer", how: "anti" }),
  Q7: ({ purchase, add_to_cart }, { hours, asOf }) =>
    add_to_cart
      .lazy()
      .filter(col("ts").ltEq(asOf - seconds(hours)))
      .select("customer", "ts")
      .joinAsof(
        purchase.lazy().filter(col("ts").ltEq(asOf)).select(col("customer"), col("ts"), col("ts").alias("bought")),
        {
          on: "ts",
          by: "customer",
          strategy: "forward",
        },
      )
      .filter(
        col("bought")
          .isNull()
          .or(col("bought").gt(col("ts").add(seconds(hours)))),
      )
      .select("customer")
      .unique(),
};

export async function open({ folder, withEvents }) {
  const { score, ...coded } = profileCodes(folder);
  const narrow = new Set(["gender", "home_state", "loyalty_tier", "age"]);
  const scores = Array.from(score, (value) => (Number.isNaN(value) ? null : value));
  const frame = polars.DataFrame({ ...coded, score: polars.Series("score", scores, polars.Float64) });
  const customers = frame.withColumns(
    ...[...narrow].map((column) => col(column).cast(polars.Int8)),
    ...askedTags.map((tag) => col(tagColumn(tag)).cast(polars.Bool)),
  );
  const events = withEvents ? eventFrames(folder) : {};
  const members = (constants) =>
    customers.lazy().filter(conditions.Q3(constants)).select("gender", "age", "home_state").collectSync();
  return {
    version: versionOf("nodejs-polars"),
    prepare: (query, constants) => {
      if (query === "Q8") return { run: async () => compose(members(constants)), answer: compositionAnswer };
      const statement = statements[query];
      if (statement === undefined) {
        const isIn = conditions[query](constants);
        const summed = () => customers.select(isIn.sum().alias("members")).getColumn("members").get(0);
        return { run: async () => summed(), answer: countAnswer };
      }
      return { run: async () => statement(events, constants).collectSync().height, answer: countAnswer };
    },
  };
}

function eventFrames(folder) {
  const all = polars.readParquet(`${folder}/events.parquet`);
  const frames = {};
  for (const type of ["purchase", "refund", "add_to_cart"]) {
    const chosen = all.filter(col("type").eq(lit(type)));
    const category = Int8Array.from(chosen.getColumn("category").toArray(), (text) => categories.indexOf(text));
    frames[type] = chosen
      .select(
        col("customer"),
        col("ts").cast(polars.Int64).div(lit(1_000_000)).cast(polars.Int32).alias("ts"),
        col("amount").cast(polars.Float64).mul(lit(100)).round(0).cast(polars.Int64).alias("amount"),
      )
      .withColumn(polars.Series("category", category, polars.Int8))
      .sort(["customer", "ts"]);
  }
  return frames;
}

function compose(members) {
  const counted = (column, made) =>
    members
      .lazy()
      .groupBy(column)
      .agg(col("gender").count().alias("customers"))
      .collectSync()
      .rows()
      .map(([value, count]) => made(value, count));
  const ages = new Map();
  for (const [age, count] of counted("age", (value, number) => [value, number])) {
    const above = ageBands.findIndex((edge) => age < edge);
    const band = age < 0 ? ageBands.length + 1 : above < 0 ? ageBands.length : above;
    ages.set(band, (ages.get(band) ?? 0) + count);
  }
  return [
    ...counted("gender", genderCell),
    ...counted("home_state", stateCell),
    ...[...ages].map(([band, count]) => bandCell(band, count)),
  ];
}
