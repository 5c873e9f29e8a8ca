import { DuckDBInstance, version } from "@duckdb/node-api";
import {
  audiencesAnswer,
  bandCell,
  compositionAnswer,
  countAnswer,
  genderCell,
  overlapAnswer,
  stateCell,
} from "../queries/answers.mjs";
import { bandExpression, profileCondition, tagColumn } from "../queries/sql.mjs";
import { askedTags, categories, cities, genders, states, tags, tiers, typeNames } from "../workload/shape.mjs";

/**
 * DuckDB in the form it answers fastest in: texts as one-byte codes (its own ENUM took two to four times as long), money
 * as integers, flags for each tag that is asked for (a list column or a join on tags is far slower), dates and instants
 * typed. Events stand as they come, in the order they happened, and are asked once more in an order of their own. Everything else of the files is loaded too.
 */
export const name = "duckdb";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10"];
/** A customer against 500 audiences takes it a tenth of a second. */
const CUSTOMERS = 5;

const dialect = { date: (days) => `(DATE '1970-01-01' + ${days})` };
/** Five comparisons are faster than an IN of five where they are all there is to do. */
const spelledOut = {
  ...dialect,
  among: (column, values) => `(${values.map((value) => `${column} = ${value}`).join(" OR ")})`,
};
const type = (text) => typeNames.indexOf(text);
const code = (column, list) =>
  `(list_position([${list.map((text) => `'${text}'`).join(", ")}], ${column}) - 1)::${list.length > 255 ? "USMALLINT" : "UTINYINT"} AS ${column}`;
const instant = (seconds) => `TIMESTAMP_S '${new Date(seconds * 1000).toISOString().slice(0, 19)}'`;

const statements = {
  Q5: ({ category, atLeast, from, asOf }, events) =>
    `SELECT count(*) FROM (SELECT customer FROM ${events} WHERE type = ${type("purchase")}
     AND category = ${categories.indexOf(category)} AND ts BETWEEN ${instant(from)} AND ${instant(asOf)}
     GROUP BY customer HAVING count(*) >= ${atLeast})`,
  Q6: ({ sum, from, refundFrom, asOf }, events) =>
    `SELECT count(*) FROM (SELECT customer FROM ${events} WHERE type = ${type("purchase")}
     AND ts BETWEEN ${instant(from)} AND ${instant(asOf)} GROUP BY customer HAVING sum(amount) >= ${sum}) spent
     ANTI JOIN (SELECT customer FROM ${events} WHERE type = ${type("refund")}
     AND ts BETWEEN ${instant(refundFrom)} AND ${instant(asOf)}) refunded USING (customer)`,
  Q7: ({ hours, asOf }, events) =>
    `SELECT count(DISTINCT customer) FROM
     (SELECT customer, ts FROM ${events} WHERE type = ${type("add_to_cart")} AND ts <= ${instant(asOf - hours * 3600)}) cart
     ANTI JOIN (SELECT customer, ts FROM ${events} WHERE type = ${type("purchase")} AND ts <= ${instant(asOf)}) bought
     ON cart.customer = bought.customer AND bought.ts > cart.ts AND bought.ts <= cart.ts + INTERVAL ${hours} HOUR`,
  Q8: (constants) =>
    `SELECT grouping(gender, band, home_state), coalesce(gender, 255), band, home_state, count(*)
     FROM (SELECT gender, ${bandExpression} AS band, home_state FROM customers
           WHERE ${profileCondition("Q3", constants, dialect)})
     GROUP BY GROUPING SETS ((gender), (band), (home_state))`,
};

/**
 * `sorted`: the events stand a second time in order of type, customer and instant, which is the nearest DuckDB has to an
 * index: it then passes over blocks of other types.
 */
export async function open({ folder, withEvents, threads = 2, sorted = false }) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJS();
  await rows(`SET threads = ${threads}`);
  // It would join a table for every IN that is no filter by itself: half the speed for Q4, a fiftieth for Q10.
  await rows("SET disabled_optimizers = 'in_clause'");
  await rows(
    `CREATE TABLE tags AS SELECT ${code("tag", tags)}, customer FROM '${folder}/tags.parquet' ORDER BY tag, customer`,
  );
  const flags = askedTags.map((tag, place) => `bool_or(tag = ${place}) AS ${tagColumn(tag)}`).join(", ");
  const held = askedTags.map((tag) => `coalesce(${tagColumn(tag)}, false) AS ${tagColumn(tag)}`).join(", ");
  await rows(`CREATE TABLE customers AS
    SELECT id, ${code("gender", genders)}, age, ${code("home_state", states)}, ${code("home_city", cities)},
      ${code("loyalty_tier", tiers)}, signup_date, email_opt_in, score,
      (lifetime_spend * 100)::INTEGER AS lifetime_spend, purchase_count, last_purchase_date, ${held}
    FROM '${folder}/customers.parquet'
    LEFT JOIN (SELECT customer, ${flags} FROM tags WHERE tag < ${askedTags.length} GROUP BY customer) ON customer = id
    ORDER BY id`);
  if (withEvents) {
    await rows(`CREATE TABLE events AS
      SELECT ${code("type", typeNames)}, customer, ts::TIMESTAMP_S AS ts, ${code("category", categories)},
        (amount * 100)::INTEGER AS amount
      FROM '${folder}/events.parquet'`);
  }
  if (withEvents && sorted) await rows("CREATE TABLE sorted_events AS FROM events ORDER BY type, customer, ts");
  const single = (sql) => ({ run: () => rows(sql), answer: ([[count]]) => countAnswer(count) });
  const prepare = {
    Q8: (constants) => ({
      run: () => rows(statements.Q8(constants)),
      answer: (groups) =>
        compositionAnswer(
          groups.map(([grouped, gender, band, state, count]) =>
            grouped === 3n || Number(grouped) === 3
              ? genderCell(gender, count)
              : Number(grouped) === 5
                ? bandCell(Number(band), count)
                : stateCell(state, count),
          ),
        ),
    }),
    Q9: async ({ audiences }) => {
      const bits = audiences.map(
        ({ query, constants }, place) =>
          `(coalesce(${profileCondition(query, constants, dialect)}, false)::UINTEGER << ${place})`,
      );
      await rows(`CREATE OR REPLACE TABLE masks AS SELECT (${bits.join(" | ")})::UINTEGER AS mask FROM customers`);
      return {
        run: async () =>
          pairsOfMasks(await rows("SELECT mask, count(*) FROM masks WHERE mask <> 0 GROUP BY mask"), audiences.length),
        answer: overlapAnswer,
      };
    },
    Q10: async ({ audiences }, ids) => {
      const truths = audiences.map(({ query, constants }) => profileCondition(query, constants, dialect)).join(", ");
      const statement = await connection.prepare(`SELECT ${truths} FROM customers WHERE id = $1`);
      const asked = ids.slice(0, CUSTOMERS);
      return {
        customers: asked.length,
        run: async () => {
          const found = [];
          for (const id of asked) {
            statement.bindInteger(1, id);
            const [truth] = (await statement.runAndReadAll()).getRowsJS();
            found.push(truth.flatMap((isIn, place) => (isIn === true ? [place] : [])));
          }
          return found;
        },
        answer: audiencesAnswer,
        close: () => statement.destroySync(),
      };
    },
  };
  return {
    version: version(),
    setThreads: (count) => rows(`SET threads = ${count}`),
    /** Queries that can be asked of the sorted events too. */
    ofEvents: sorted ? ["Q5", "Q6", "Q7"] : [],
    prepareSorted: (query, constants) => single(statements[query](constants, "sorted_events")),
    prepare: (query, constants, ids) => {
      if (prepare[query] !== undefined) return prepare[query](constants, ids);
      if (statements[query] !== undefined) return single(statements[query](constants, "events"));
      return single(
        `SELECT count(*) FROM customers WHERE ${profileCondition(query, constants, query === "Q1" ? spelledOut : dialect)}`,
      );
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Counts by combination of audiences, summed up to counts by pair. */
function pairsOfMasks(groups, count) {
  const pairs = Array.from({ length: count }, () => new Array(count).fill(0));
  for (const [mask, customers] of groups) {
    const held = [];
    for (let place = 0; place < count; place++) if ((mask >>> place) & 1) held.push(place);
    for (const a of held) for (const b of held) pairs[a][b] += Number(customers);
  }
  return pairs;
}
