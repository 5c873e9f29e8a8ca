import { computeAccessibleName, getRole } from "dom-accessibility-api";
import { waitFor } from "storybook/test";
import { deep, textOf } from "../../packages/elements/src/testing/shadow.js";

/** A base in memory is loaded before anything shows; what is missing is told without the whole page. */
const patience = { timeout: 5_000, onTimeout: (error: Error) => error };

/** What has this role and this accessible name, in whichever shadow root it is; waits until it is there. */
export async function byRole(canvas: HTMLElement, role: string, name: string | RegExp): Promise<HTMLElement> {
  return waitFor(() => {
    for (const element of shown(canvas)) {
      if (getRole(element) === role && fits(computeAccessibleName(element), name)) return element;
    }
    throw new Error(`There is no ${role} called ${String(name)}.`);
  }, patience);
}

/** Waits until somebody can read this. */
export async function reads(canvas: HTMLElement, text: string): Promise<void> {
  await waitFor(() => {
    if (!shown(canvas).some((element) => textOf(element).includes(text))) throw new Error(`“${text}” is not there.`);
  }, patience);
}

/** Presses what has this role and name. */
export async function press(canvas: HTMLElement, role: string, name: string | RegExp): Promise<void> {
  (await byRole(canvas, role, name)).click();
}

function shown(canvas: HTMLElement): readonly HTMLElement[] {
  return [...deep(canvas)].filter(
    (element): element is HTMLElement => element instanceof HTMLElement && element.checkVisibility(),
  );
}

function fits(actual: string, expected: string | RegExp): boolean {
  return typeof expected === "string" ? actual.trim() === expected : expected.test(actual.trim());
}
