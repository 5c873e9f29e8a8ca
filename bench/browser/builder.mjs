import { median } from "../run/measure.mjs";

const EDITS = 15;

/**
 * Drives the builder of the demo over so many made-up customers, whose engine is in a worker: from the key that changes a
 * value to the frame that shows its size.
 */
export async function editToSize(page, url, customers) {
  process.stderr.write(`builder with ${customers} customers\n`);
  const opened = Date.now();
  await page.goto(`${url}?customers=${customers}`);
  await page.getByRole("button", { name: "Create audience" }).click({ timeout: 280_000 });
  const readyMs = Date.now() - opened;
  const attributes = page.getByRole("combobox", { name: "Select attributes" });
  await attributes.click();
  await page.keyboard.type("Spend, 90 days", { delay: 20 });
  await page.getByRole("option", { name: "Spend, 90 days", exact: true }).click();
  const value = page.getByRole("group", { name: "Spend, 90 days" }).getByRole("textbox", { name: "Value" }).first();
  await value.click({ clickCount: 3 });
  await page.keyboard.type("5");
  await page.locator(".est-top:not(.is-quiet) .figure").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_500);
  await page.evaluate(watch);
  const times = [];
  for (let edit = 0; edit < EDITS; edit++) {
    await page.evaluate(() => globalThis.editing.begin());
    await page.keyboard.press(edit % 2 === 0 ? String(1 + (edit % 8)) : "Backspace");
    times.push(await page.evaluate(() => globalThis.editing.shown));
    await page.waitForTimeout(400);
  }
  await page.close();
  return { edits: times.length, medianMs: median(times), worstMs: Math.max(...times), readyMs, times };
}

/** In the page: from a key to the first frame whose settled size is another than before. */
function watch() {
  const deep = (root, selector) => {
    const found = root.querySelector(selector);
    if (found !== null) return found;
    for (const element of root.querySelectorAll("*")) {
      const inside = element.shadowRoot === null ? null : deep(element.shadowRoot, selector);
      if (inside !== null) return inside;
    }
    return null;
  };
  const panel = deep(document, ".est-top");
  const size = () => panel.querySelector(".figure").textContent;
  globalThis.editing = {
    begin() {
      const before = size();
      this.shown = new Promise((resolve, reject) => {
        const key = () => {
          const start = performance.now();
          const look = () => {
            const now = performance.now();
            if (size() !== before && !panel.classList.contains("is-quiet")) resolve(now - start);
            else if (now - start > 10_000) reject(new Error("The size did not change within ten seconds."));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        addEventListener("keydown", key, { capture: true, once: true });
      });
    },
  };
}
