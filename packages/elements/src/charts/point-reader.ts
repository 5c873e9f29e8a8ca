import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What a reader reads: places 0 to `count` less one. */
export interface ReadableChart {
  readonly count: number;
  /** Where reading by arrow keys begins. */
  readonly start: number;
  /** Places a Page key passes over; 0: Page keys are left alone. */
  readonly page: number;
  /** The place at a point of the plot, in pixels. */
  at(x: number, y: number): number | undefined;
  /** What is said of a place that was reached by key. */
  reading(place: number): string;
}

/** Reads a chart place by place, by pointer and by keys. */
export class PointReader implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chart: () => ReadableChart | undefined;
  #active: number | undefined;
  #said = "";

  constructor(host: ReactiveControllerHost, chart: () => ReadableChart | undefined) {
    this.#host = host;
    this.#chart = chart;
    host.addController(this);
  }

  /** The place that is read. */
  get active(): number | undefined {
    const count = this.#chart()?.count ?? 0;
    return this.#active !== undefined && this.#active < count ? this.#active : undefined;
  }

  /** For a live region: what was reached by key. A pointer says nothing. */
  get said(): string {
    return this.#said;
  }

  hostDisconnected(): void {
    this.#active = undefined;
  }

  show(place: number | undefined, said = ""): void {
    if (place === this.#active && said === this.#said) return;
    this.#active = place;
    this.#said = said;
    this.#host.requestUpdate();
  }

  readonly onLeave = (): void => this.show(undefined);

  readonly onPointer = (event: PointerEvent): void => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof Element)) return;
    const box = currentTarget.getBoundingClientRect();
    this.show(this.#chart()?.at(event.clientX - box.left, event.clientY - box.top));
  };

  readonly onKey = (event: KeyboardEvent): void => {
    const chart = this.#chart();
    if (chart === undefined || chart.count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.active !== undefined) {
      event.stopPropagation();
      this.show(undefined);
      return;
    }
    const place = target(event.key, this.active, chart);
    if (place === undefined) return;
    event.preventDefault();
    const reached = Math.max(0, Math.min(chart.count - 1, place));
    this.show(reached, chart.reading(reached));
  };
}

function target(key: string, active: number | undefined, { count, start, page }: ReadableChart): number | undefined {
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "ArrowRight":
    case "ArrowDown":
      return active === undefined ? start : active + 1;
    case "ArrowLeft":
    case "ArrowUp":
      return active === undefined ? start : active - 1;
    case "PageUp":
      return page === 0 ? undefined : (active ?? start) - page;
    case "PageDown":
      return page === 0 ? undefined : (active ?? start) + page;
    default:
      return undefined;
  }
}
