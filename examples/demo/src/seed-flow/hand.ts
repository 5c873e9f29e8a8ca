import type { Locator } from "playwright-core";

/** Someone who uses the page in one way only. */
export interface Hand {
  /** A button, a link or a tab. */
  press(target: Locator): Promise<void>;
  /** Replaces what is in a field. */
  write(field: Locator, text: string): Promise<void>;
  /** An option of a native list. */
  choose(list: Locator, option: string): Promise<void>;
  /** A checkbox or a radio. */
  check(target: Locator): Promise<void>;
  /** One of the options a combobox offers for this text. */
  pick(combobox: Locator, option: string): Promise<void>;
}
