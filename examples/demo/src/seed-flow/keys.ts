import type { Locator, Page } from "playwright-core";
import type { Hand } from "./hand.js";

/** More than the page has places to stop at. */
const STOPS = 250;

/** Sends key events and nothing else. */
export function keys(page: Page): Hand {
  const press = (key: string) => page.keyboard.press(key);

  /** Tabs on, past the end and round again, until the focus is where it should be. */
  async function reach(holds: () => Promise<boolean>, what: string): Promise<void> {
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await holds()) return;
      await press("Tab");
    }
    throw new Error(`Tab never comes to ${what}.`);
  }

  async function reachItself(target: Locator): Promise<void> {
    await target.waitFor();
    await reach(() => isFocused(target), target.toString());
  }

  return {
    async press(target) {
      await target.waitFor();
      if ((await target.getAttribute("role")) !== "tab") {
        await reachItself(target);
        await press("Enter");
        return;
      }
      const tabs = page.getByRole("tablist").filter({ has: target });
      await reachItself(tabs.getByRole("tab", { selected: true }));
      while (!(await isFocused(target))) await press("ArrowRight");
      if ((await target.getAttribute("aria-selected")) !== "true") await press("Enter");
    },
    async write(field, text) {
      await reachItself(field);
      await press("ControlOrMeta+A");
      await page.keyboard.type(text);
    },
    async choose(list, option) {
      await reachItself(list);
      const place = await list.evaluate(
        (element, wanted) =>
          element instanceof HTMLSelectElement ? [...element.options].findIndex(({ label }) => label === wanted) : -1,
        option,
      );
      if (place < 0) throw new Error(`There is no option ${option}.`);
      await press("Home");
      for (let at = 0; at < place; at += 1) await press("ArrowDown");
    },
    async check(target) {
      await target.waitFor();
      if ((await target.getAttribute("type")) !== "radio") {
        await reachItself(target);
        await press("Space");
        return;
      }
      await reach(() => isFocusedRadio(target), target.toString());
      while (!(await target.isChecked())) await press("ArrowRight");
    },
    async pick(combobox, option) {
      await reachItself(combobox);
      await press("ControlOrMeta+A");
      await page.keyboard.type(option);
      const wanted = page.getByRole("option", { name: option, exact: true });
      await wanted.waitFor();
      while ((await wanted.getAttribute("aria-selected")) !== "true") await press("ArrowDown");
      await press("Enter");
      await press("Escape");
    },
  };
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const root = element.getRootNode();
    return (root instanceof Document || root instanceof ShadowRoot) && root.activeElement === element;
  });
}

/** Whether one of the radios of its group has the focus: arrow keys go from one to the other. */
function isFocusedRadio(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const root = element.getRootNode();
    const active = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
    return (
      active instanceof HTMLInputElement &&
      element instanceof HTMLInputElement &&
      active.type === "radio" &&
      active.name === element.name
    );
  });
}
