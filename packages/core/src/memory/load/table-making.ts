import type { ArrivingEvents, CustomerRows } from "../events/arriving-events.js";
import type { EventTable } from "../events/event-table.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";

/** Makes the tables of events, the longest first. A second thread makes those it comes to first. */
export class TableMaking {
  readonly #waiting: string[];
  readonly #made = new Map<string, EventTable>();

  constructor(
    readonly events: ArrivingEvents,
    readonly customers: CustomerRows,
    readonly space: Space,
  ) {
    const lengths = new Map(events.types.map((type) => [type, events.lengthOf(type)]));
    this.#waiting = [...events.types].sort((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0));
  }

  /** Makes tables as long as some wait. @throws AudienceError `aborted` */
  async here(pacer: Pacer): Promise<void> {
    for (let type = this.next(); type !== undefined; type = this.next()) {
      this.#made.set(type, await this.events.finish(type, this.customers, pacer, this.space));
      await pacer.breathe();
    }
  }

  /** A type whose table waits to be made, and will be made by whoever asked; undefined where none waits. */
  next(): string | undefined {
    return this.#waiting.shift();
  }

  /** Makes a type wait again. */
  again(type: string): void {
    this.#waiting.push(type);
  }

  /** Takes over a table that was made elsewhere. */
  take(type: string, table: EventTable): void {
    this.#made.set(type, table);
  }

  /** All tables, in the order in which the types came. */
  get made(): Map<string, EventTable> {
    const inOrder = this.events.types.flatMap((type) => {
      const table = this.#made.get(type);
      return table === undefined ? [] : [[type, table] as const];
    });
    return new Map(inOrder);
  }
}
