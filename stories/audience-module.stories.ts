import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-module";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { byRole, press, reads } from "./support/reading.js";
import { empty, failing, forbidden, loading, longNames, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Screens/Module" };

export default meta;

const module = (service: AudienceService | undefined) => html`<audience-module .service=${service}></audience-module>`;

/** Opens on the dashboard. */
export const Ready: StoryObj = {
  ...over(sample, module),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Audiences");
  },
};

/** From the dashboard to the builder of a new audience. */
export const Creating: StoryObj = {
  ...over(sample, module),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", "Create audience");
    await byRole(canvasElement, "textbox", "Audience name");
  },
};

/** From the dashboard to the report of a live audience. */
export const Reporting: StoryObj = {
  ...over(sample, module),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "link", "Lapsed gold members");
    await byRole(canvasElement, "tab", "Details");
    await byRole(canvasElement, "region", "Audience attributes");
  },
};

export const Loading: StoryObj = {
  ...over(loading, module),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading audiences"),
};

export const Empty: StoryObj = {
  ...over(empty, module),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audiences yet");
  },
};

export const Failed: StoryObj = {
  ...over(failing, module),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Try again");
  },
};

export const Forbidden: StoryObj = {
  ...over(forbidden, module),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "You do not have access");
  },
};

export const MissingService: StoryObj = {
  render: () => module(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

export const LongNames: StoryObj = {
  ...over(longNames, module),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "link", /^Verkehrs/u);
    await byRole(canvasElement, "textbox", "Audience name");
  },
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(module(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Audiences");
  },
};

export const Phone: StoryObj = {
  ...over(sample, (service) => phone(module(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Create audience");
  },
};
