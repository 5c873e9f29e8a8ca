/** Puts a readout beside x, on the side with more room, inside a plot of this width. */
export function placeReadout(readout: Element | null, x: number, top: number, width: number): void {
  if (!(readout instanceof HTMLElement)) return;
  const gap = 12;
  const own = readout.offsetWidth;
  const left = x > width / 2 ? x - own - gap : x + gap;
  readout.style.setProperty("left", `${Math.max(0, Math.min(width - own, left))}px`);
  readout.style.setProperty("top", `${Math.max(0, top)}px`);
}
