import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The width of an element in whole pixels: charts are laid out for it and never scaled. */
export class PlotWidth implements ReactiveController {
  width = 0;
  readonly #host: ReactiveControllerHost & Element;
  #observer: ResizeObserver | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === this.width) return;
      this.width = width;
      // In the next frame: a chart that changes its height inside this one would be reported as a loop.
      requestAnimationFrame(() => {
        this.#host.requestUpdate();
      });
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
