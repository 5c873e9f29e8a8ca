/** A clock that stands still until it is moved: the demo lives at the end of its data. */
export interface DemoClock {
  now(): number;
  moveTo(instant: number): void;
}

export function demoClock(start: number, moved: (instant: number) => void = () => undefined): DemoClock {
  let instant = start;
  return {
    now: () => instant,
    moveTo(next) {
      instant = next;
      moved(next);
    },
  };
}
