import { ContextRoot } from "@lit/context";

let attached = false;

/**
 * Registers an element, unless a copy of it is registered already. The first call makes context requests of elements
 * that are upgraded before their provider wait for it.
 */
export function register(tag: string, element: CustomElementConstructor): void {
  if (!attached && typeof document !== "undefined") {
    attached = true;
    new ContextRoot().attach(document.documentElement);
  }
  if (customElements.get(tag) === undefined) customElements.define(tag, element);
}
