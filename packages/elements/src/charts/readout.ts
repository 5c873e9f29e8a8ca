/** How far up and down something is drawn, in pixels from the top. */
export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

export interface ReadoutRoom {
  /** What is read. */
  readonly x: number;
  readonly y: number;
  /** How far what is read reaches to either side of x; 0 unless told. */
  readonly reach?: number;
  /** Extent of the readout. */
  readonly width: number;
  readonly height: number;
  /** Extent of the chart it stays inside. */
  readonly room: { readonly width: number; readonly height: number };
  /** What is drawn between two x, if anything. */
  readonly drawn: (left: number, right: number) => Stretch | undefined;
}

/** Between a readout and what it stands beside or clear of. */
const GAP = 12;

/** Beside x, on the side with more room, as near to y as it keeps clear of what is drawn. */
export function readoutPlace(at: ReadoutRoom): { readonly left: number; readonly top: number } {
  const away = GAP + (at.reach ?? 0);
  const before = at.x - away - at.width;
  const after = at.x + away;
  const inside = (left: number) => left >= 0 && left + at.width <= at.room.width;
  const sides = (at.x > at.room.width / 2 ? [before, after] : [after, before]).filter(inside);
  for (const left of sides) {
    const top = clearTop(at, left);
    if (top !== undefined) return { left, top };
  }
  const [left = Math.max(0, Math.min(at.room.width - at.width, at.x - at.width / 2))] = sides;
  return { left, top: clearTop(at, left) ?? leastCovering(at, left) };
}

function clearTop({ y, width, height, room, drawn }: ReadoutRoom, left: number): number | undefined {
  const lowest = room.height - height;
  const taken = drawn(left, left + width);
  const wanted = [y + GAP, y - GAP - height];
  const free = taken === undefined ? wanted : [taken.bottom + GAP, taken.top - GAP - height];
  return free
    .filter((top) => top >= 0 && top <= lowest)
    .sort((a, b) => Math.abs(a - y) - Math.abs(b - y))
    .at(0);
}

/** Where nothing is free: the end with more room. */
function leastCovering({ width, height, room, drawn }: ReadoutRoom, left: number): number {
  const { top, bottom } = drawn(left, left + width) ?? { top: 0, bottom: 0 };
  return top > room.height - bottom ? 0 : Math.max(0, room.height - height);
}

/** Moves a readout that is in the page. */
export function placeReadout(readout: Element | null, at: Omit<ReadoutRoom, "width" | "height">): void {
  if (!(readout instanceof HTMLElement)) return;
  const { left, top } = readoutPlace({ ...at, width: readout.offsetWidth, height: readout.offsetHeight });
  readout.style.setProperty("left", `${left}px`);
  readout.style.setProperty("top", `${top}px`);
}
