/**
 * What is laid out wrong in the page it runs in, shadow roots included: what overflows sideways, text that is cut, and
 * labels of a chart that lie on each other. Has to stand alone, since it is sent into the page.
 *
 * @returns {string[]} a sentence each; empty when all is well
 */
export const findings = () => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    found.push(`The page is ${root.scrollWidth} wide in a window of ${root.clientWidth}.`);
  }
  const called = (element) => {
    const text = (element.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 40);
    const classes = element.getAttribute("class") ?? "";
    return `<${element.localName}${classes === "" ? "" : ` class="${classes}"`}> "${text}"`;
  };
  const every = function* (scope) {
    for (const element of scope.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* every(element.shadowRoot);
    }
  };
  /** Read out but not drawn. */
  const forReadersOnly = (box) => box.width <= 1 || box.height <= 1;
  const scrollsSideways = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at !== root) return true;
    }
    return false;
  };

  for (const element of every(document)) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (forReadersOnly(box)) continue;
    const style = getComputedStyle(element);
    const text = (element.textContent ?? "").trim() !== "";
    const clips = (axis) => ["hidden", "clip"].includes(style[axis]);
    if (element instanceof HTMLElement && text) {
      if (clips("overflowX") && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${called(element)} is cut: ${element.scrollWidth} in ${element.clientWidth} pixels of width.`);
      }
      if (clips("overflowY") && element.scrollHeight > element.clientHeight + 1) {
        found.push(`${called(element)} is cut: ${element.scrollHeight} in ${element.clientHeight} pixels of height.`);
      }
    }
    if ((box.right > root.clientWidth + 1 || box.left < -1) && !scrollsSideways(element)) {
      found.push(`${called(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}.`);
    }
    if (element instanceof SVGSVGElement) {
      const labels = [...element.querySelectorAll("text")]
        .filter((label) => label.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((label) => ({ label, box: label.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      for (const [at, { label, box }] of labels.entries()) {
        for (const other of labels.slice(at + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          // Boxes of lines are higher than their letters.
          if (across > 1 && down > 4) found.push(`${called(label)} lies on ${called(other.label)}.`);
        }
      }
    }
    if (element instanceof HTMLSelectElement || element instanceof HTMLInputElement) {
      if (element.value !== "" && element.type !== "search" && element.scrollWidth > element.clientWidth + 1) {
        found.push(`The value "${element.value}" of ${element.ariaLabel ?? element.name} is cut.`);
      }
    }
  }
  return found;
};
