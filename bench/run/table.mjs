/** A number as people read it: three digits, none of them of a fraction from 100 on. */
export const figure = (value) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(value < 0.1 ? 2 : 3);

/** Rows of texts under one another, the first being the head; the first column, of wide tables the second too, is left-aligned. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 && rows[0].length > 6 ? cell.padEnd(widths[column]) : alignedAs(cell, column, widths),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const alignedAs = (cell, column, widths) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
