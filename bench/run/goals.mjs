import { readFileSync } from "node:fs";

const goals = JSON.parse(readFileSync(new URL("../goals.json", import.meta.url), "utf8"));

/** Each goal that this run can be judged by: what was reached, and whether floor and aim hold. */
export function judged({ size, rows, load, memoryMb, residentMb }) {
  const ratios = goals.ratios
    .filter((goal) => goal.size === size)
    .flatMap(({ queries, variant, against, floor, aim }) =>
      rows
        .filter((row) => queries.includes(row.query) && row.variant === variant)
        .flatMap((row) => {
          const engines = (against === "all" ? Object.keys(row.ratio) : against).filter((one) => one in row.ratio);
          if (engines.length === 0) return [];
          const fastest = engines.reduce((best, one) => (row.ratio[one] < row.ratio[best] ? one : best));
          const reached = row.ratio[fastest];
          const what = `${row.query} ${variant}, times faster than ${fastest}`;
          return [{ what, reached, floor, aim, holds: reached >= floor, aimed: reached >= aim }];
        }),
    );
  const limits = goals.limits
    .filter((goal) => goal.size === size)
    .flatMap(({ measure, way, timesOf, megabytes, floor, aim }) => {
      const measured = measure === "load" ? load : memoryMb;
      const own = megabytes === undefined ? measured[way] : residentMb[way]?.peak;
      const other = megabytes ?? measured[timesOf];
      if (own === undefined || other === undefined) return [];
      const reached = own / other;
      const what =
        megabytes === undefined
          ? `${measure} from ${way}, share of ${timesOf}`
          : `peak of the process from ${way}, share of ${megabytes} MB`;
      return [{ what, reached, floor, aim, holds: reached <= floor, aimed: reached <= aim }];
    });
  return [...ratios, ...limits];
}
