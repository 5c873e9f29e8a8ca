import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Session } from "chdb";
import { bandCell, compositionAnswer, countAnswer, genderCell, stateCell } from "../queries/answers.mjs";
import { bandExpression, profileCondition } from "../queries/sql.mjs";
import { askedTags, categories, cities, genders, states, tiers, typeNames } from "../workload/shape.mjs";

/**
 * ClickHouse in the process (chdb), two threads: MergeTree tables in the order of the questions, texts as one-byte codes
 * with 255 for missing, NaN for a missing score, 1970-01-01 for a missing date, so that no column is Nullable.
 */
export const name = "clickhouse";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8"];

const dialect = { date: (days) => `toDate('${new Date(days * 86_400_000).toISOString().slice(0, 10)}')` };
const type = (text) => typeNames.indexOf(text);
const code = (column, list, as = "toUInt8") => {
  const texts = list.map((text) => `'${text}'`).join(", ");
  return `${as}(if(isNull(${column}), 255, indexOf([${texts}], assumeNotNull(${column})) - 1)) AS ${column}`;
};

const statements = {
  Q5: ({ category, atLeast, from, asOf }) =>
    `SELECT count() FROM (SELECT customer FROM events WHERE type = ${type("purchase")}
     AND category = ${categories.indexOf(category)} AND ts BETWEEN ${from} AND ${asOf}
     GROUP BY customer HAVING count() >= ${atLeast})`,
  Q6: ({ sum, from, refundFrom, asOf }) =>
    `SELECT count() FROM (SELECT customer FROM events WHERE type = ${type("purchase")}
     AND ts BETWEEN ${from} AND ${asOf} GROUP BY customer HAVING sum(amount) >= ${sum})
     WHERE customer NOT IN (SELECT customer FROM events WHERE type = ${type("refund")}
     AND ts BETWEEN ${refundFrom} AND ${asOf})`,
  Q7: ({ hours, asOf }) =>
    `SELECT uniqExact(cart.customer) FROM
     (SELECT customer, ts FROM events WHERE type = ${type("add_to_cart")} AND ts <= ${asOf - hours * 3600}) AS cart
     ASOF LEFT JOIN (SELECT customer, ts FROM events WHERE type = ${type("purchase")} AND ts <= ${asOf}) AS bought
     ON cart.customer = bought.customer AND bought.ts > cart.ts
     WHERE bought.ts = 0 OR bought.ts > cart.ts + ${hours * 3600}`,
  Q8: (constants) =>
    `SELECT grouping(gender, band, home_state) AS grouped, gender, band, home_state, count()
     FROM (SELECT gender, ${bandExpression} AS band, home_state FROM customers
           WHERE ${profileCondition("Q3", constants, dialect)})
     GROUP BY GROUPING SETS ((gender), (band), (home_state))`,
};

export async function open({ folder, withEvents }) {
  const directory = mkdtempSync(join(tmpdir(), "audiencekit-bench-"));
  const session = new Session(directory);
  const rows = (sql) =>
    session
      .query(sql, "TSV")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));
  rows("CREATE DATABASE bench ENGINE = Atomic");
  rows("USE bench");
  rows("SET max_threads = 2");
  const flags = askedTags.map((tag, place) => `max(tag = '${tag}') AS tag_${place}`).join(", ");
  rows(`CREATE TABLE customers ENGINE = MergeTree ORDER BY id AS
    SELECT assumeNotNull(c.id) AS id, ${code("gender", genders)}, toUInt8(ifNull(age, 255)) AS age, ${code("home_state", states)},
      ${code("home_city", cities, "toUInt16")}, ${code("loyalty_tier", tiers)},
      toDate(assumeNotNull(signup_date)) AS signup_date, assumeNotNull(email_opt_in) AS email_opt_in,
      ifNull(score, nan) AS score, toInt32(assumeNotNull(lifetime_spend) * 100) AS lifetime_spend,
      assumeNotNull(purchase_count) AS purchase_count, toDate(ifNull(last_purchase_date, toDate32('1970-01-01'))) AS last_purchase_date,
      ${askedTags.map((_, place) => `toUInt8(ifNull(t.tag_${place}, 0)) AS tag_${place}`).join(", ")}
    FROM file('${folder}/customers.parquet') AS c
    LEFT JOIN (SELECT customer, ${flags} FROM file('${folder}/tags.parquet') GROUP BY customer) AS t ON t.customer = c.id`);
  rows("OPTIMIZE TABLE customers FINAL");
  if (withEvents) {
    rows(`CREATE TABLE events ENGINE = MergeTree ORDER BY (type, customer, ts) AS
      SELECT ${code("type", typeNames)}, assumeNotNull(customer) AS customer, toUInt32(assumeNotNull(ts)) AS ts,
        ${code("category", categories)}, toInt32(ifNull(amount, 0) * 100) AS amount
      FROM file('${folder}/events.parquet')`);
    rows("OPTIMIZE TABLE events FINAL");
  }
  return {
    version: rows("SELECT version()")[0][0],
    prepare: (query, constants) => {
      if (query === "Q8") {
        return {
          run: async () => rows(statements.Q8(constants)),
          answer: (groups) => compositionAnswer(groups.map((group) => cell(...group.map(Number)))),
        };
      }
      const sql =
        statements[query]?.(constants) ??
        `SELECT count() FROM customers WHERE ${profileCondition(query, constants, dialect)}`;
      return { run: async () => rows(sql), answer: ([[count]]) => countAnswer(count) };
    },
    close: () => {
      session.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function cell(grouped, gender, band, state, count) {
  if (grouped === 3) return genderCell(gender, count);
  return grouped === 5 ? bandCell(band, count) : stateCell(state, count);
}
