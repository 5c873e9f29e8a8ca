/** Every element of a tree, those in shadow roots included, in the order of the page. */
export function* deep(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot !== null) yield* deep(element.shadowRoot);
  }
}

/** The element that has the focus, inside whichever shadow root it is. */
export function focused(): Element | undefined {
  let active = document.activeElement ?? undefined;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The text of an element as somebody reads it: one space between words. */
export function textOf(element: Element | undefined | null): string {
  return (element?.textContent ?? "").replace(/\s+/gu, " ").trim();
}
