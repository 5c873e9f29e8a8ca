/** Adds whole numbers up to 2^53 - 1 exactly, however large the sum becomes. */
export class RunningSum {
  #sum = 0;
  #carried = 0n;

  add(value: number): void {
    const sum = this.#sum + value;
    if (Number.isSafeInteger(sum)) {
      this.#sum = sum;
    } else {
      this.#carried += BigInt(this.#sum);
      this.#sum = value;
    }
  }

  /** The sum so far, as a bigint where a double cannot hold it; starts again from 0. */
  take(): number | bigint {
    const sum = this.#sum;
    const carried = this.#carried;
    this.#sum = 0;
    if (carried === 0n) return sum;
    this.#carried = 0n;
    const total = carried + BigInt(sum);
    const rounded = Number(total);
    return Number.isSafeInteger(rounded) ? rounded : total;
  }
}
