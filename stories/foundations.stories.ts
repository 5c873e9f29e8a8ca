import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { byRole } from "./support/reading.js";
import { dark } from "./support/story.js";
import "./support/token-sheet.js";

const meta: Meta = { title: "Foundations/Tokens" };

export default meta;

/** Every `--audience-*` a host may set, with what it is unless set. */
export const Light: StoryObj = {
  render: () => html`<token-sheet></token-sheet>`,
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Colour");
    await byRole(canvasElement, "table", "Type");
    await byRole(canvasElement, "table", "Space");
  },
};

/** Colours follow the `color-scheme` of the page around. */
export const Dark: StoryObj = {
  render: () => dark(html`<token-sheet></token-sheet>`),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Chart");
  },
};

/** A host sets tokens on any ancestor: here another accent, larger type and wider spaces. */
export const Branded: StoryObj = {
  render: () => html`
    <div style="--audience-color-accent: #7a1fa2; --audience-unit: 18px; --audience-space-m: 20px">
      <token-sheet></token-sheet>
    </div>
  `,
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Colour");
  },
};
