import type { Page } from "playwright-core";
import type { Hand } from "./hand.js";

/** Clicks, and types text only. */
export function pointer(page: Page): Hand {
  return {
    press: (target) => target.click(),
    async write(field, text) {
      await field.click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
    // The system draws the options of a native list outside the page, where no pointer of a test comes.
    async choose(list, option) {
      await list.click();
      await list.selectOption({ label: option });
    },
    check: (target) => target.click(),
    async pick(combobox, option) {
      await combobox.click();
      await page.keyboard.type(option);
      await page.getByRole("option", { name: option, exact: true }).click();
    },
  };
}
