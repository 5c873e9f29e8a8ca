/** Many may read at once; who changes something waits for them and is alone meanwhile. Those who come later wait their turn. */
export class Lock {
  #readers = 0;
  #changing = false;
  readonly #waiting: { readonly change: boolean; readonly begin: () => void }[] = [];

  /** Whether somebody who reads at once, before anybody else gets a turn, needs not wait. */
  get isOpen(): boolean {
    return !this.#changing && this.#waiting.length === 0;
  }

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) this.#readers++;
    else await this.#turn(false);
    try {
      return await work();
    } finally {
      this.#readers--;
      this.#admit();
    }
  }

  /** As `read`, until what it gives is called. */
  hold(): Promise<() => void> {
    return new Promise((held) => {
      void this.read(() => new Promise<void>((release) => held(release)));
    });
  }

  async change<T>(work: () => Promise<T> | T): Promise<T> {
    if (this.isOpen && this.#readers === 0) this.#changing = true;
    else await this.#turn(true);
    try {
      return await work();
    } finally {
      this.#changing = false;
      this.#admit();
    }
  }

  #turn(change: boolean): Promise<void> {
    return new Promise((begin) => this.#waiting.push({ change, begin }));
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#changing || (next.change && this.#readers > 0)) return;
      this.#waiting.shift();
      if (next.change) this.#changing = true;
      else this.#readers++;
      next.begin();
    }
  }
}
