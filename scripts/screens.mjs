// npm run screens: draws every screen of the demo at two widths in light and dark into reports/screens/, and checks that
// nothing overflows or is cut. With --docs it also writes the pictures of the README. Last line: `N passed, N failed`.
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launchBrowser, serveDemo } from "./demo-session.mjs";
import { screens } from "./demo-screens.mjs";
import { findings } from "./layout-findings.mjs";

const folder = fileURLToPath(new URL("../reports/screens/", import.meta.url));
const pictures = fileURLToPath(new URL("../docs/images/", import.meta.url));
const widths = [1280, 390];
const heights = { 1280: 800, 390: 844 };
const themes = ["light", "dark"];
/** Screens the README shows, by the name of the picture. */
const shown = { "builder-refining": "builder", dashboard: "dashboard" };

/** Charts are laid out for their width one frame after it changes, and what floats follows. */
const settled = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });

/** In a window as high as the page, so that what keeps to the window's edges is drawn where it belongs. */
const drawWhole = async (page, path) => {
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await settled(page);
  await page.screenshot({ path });
  await page.setViewportSize({ width, height });
  await settled(page);
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
mkdirSync(pictures, { recursive: true });

const count = { passed: 0, failed: 0 };
const demo = await serveDemo();
const browser = await launchBrowser();
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: heights[1280] },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const { name, open } of screens) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: heights[width] });
      await open(page, demo.url);
      for (const theme of themes) {
        const picture = `${name}-${width}-${theme}`;
        await page.emulateMedia({ colorScheme: theme });
        await page.mouse.move(0, 0);
        await settled(page);
        await drawWhole(page, `${folder}${picture}.png`);
        const found = await page.evaluate(findings);
        count[found.length === 0 ? "passed" : "failed"] += 1;
        for (const finding of found) console.error(`${picture}: ${finding}`);
        const title = shown[name];
        if (process.argv.includes("--docs") && title !== undefined && width === 1280 && theme === "light") {
          await page.screenshot({ path: `${pictures}${title}.png` });
        }
      }
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}
console.log(`${count.passed} passed, ${count.failed} failed`);
if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
