const whole = new Intl.NumberFormat("en");
const decimals = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });
const percentage = new Intl.NumberFormat("en", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A number of things: `1 row`, `2,000 rows`. */
export function counted(count: number, thing: string): string {
  return `${whole.format(count)} ${thing}${count === 1 ? "" : "s"}`;
}

export function inFull(value: number): string {
  return decimals.format(value);
}

export function asPercentage(share: number): string {
  return percentage.format(share);
}

/** The part of a whole, 0 to 1; of nothing it is 0. */
export function shareOf(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}
