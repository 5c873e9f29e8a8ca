import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-dashboard";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { userEvent } from "storybook/test";
import { byRole, press, reads } from "./support/reading.js";
import { empty, failing, forbidden, loading, longNames, onlyViewing, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Screens/Dashboard" };

export default meta;

const dashboard = (service: AudienceService | undefined) =>
  html`<audience-dashboard .service=${service}></audience-dashboard>`;

/** Audiences in every state: drafts, live and ready, live and late, live with a failed run, live before the first run. */
export const Ready: StoryObj = {
  ...over(sample, dashboard),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Audiences");
    await byRole(canvasElement, "link", "Lapsed gold members");
  },
};

export const Loading: StoryObj = {
  ...over(loading, dashboard),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading audiences"),
};

/** Before the first audience: what one is, and drafts to begin with. */
export const Empty: StoryObj = {
  ...over(empty, dashboard),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audiences yet");
    await byRole(canvasElement, "button", /^Lapsed buyers/u);
  },
};

export const NoMatch: StoryObj = {
  ...over(sample, dashboard),
  play: async ({ canvasElement }) => {
    await userEvent.type(await byRole(canvasElement, "searchbox", "Search audiences"), "shoes twcie");
    await byRole(canvasElement, "heading", "No audience matches “shoes twcie”");
    await byRole(canvasElement, "button", "Clear search");
  },
};

/** Nothing came; what did not, and a way to try again. */
export const Failed: StoryObj = {
  ...over(failing, dashboard),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "Audiences did not load");
    await byRole(canvasElement, "button", "Try again");
  },
};

export const Forbidden: StoryObj = {
  ...over(forbidden, dashboard),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "You do not have access");
  },
};

export const MissingService: StoryObj = {
  render: () => dashboard(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

/** What the user may not do stays, and says so. */
export const OnlyViewing: StoryObj = {
  ...over(onlyViewing, dashboard),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", "More for Lapsed gold members");
    await byRole(canvasElement, "menuitem", /^Archive.*You may not do this$/u);
  },
};

/** Only what failed or is late, with the reason and the date of the last good size. */
export const StaleAndFailed: StoryObj = {
  ...over(sample, dashboard),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", "1 failed, 1 late");
    await reads(canvasElement, "Column “nps_score” was missing on 22 Nov.");
    await reads(canvasElement, "Late by 1 night");
  },
};

export const Archived: StoryObj = {
  ...over(sample, dashboard),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", /^Archived/u);
    await byRole(canvasElement, "link", "Summer sale 2025");
  },
};

/** Names of 200 characters, with spaces and without. */
export const LongNames: StoryObj = {
  ...over(longNames, dashboard),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "link", /^Verkehrs/u);
  },
};

export const LongNamesOnAPhone: StoryObj = {
  ...over(longNames, (service) => phone(dashboard(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "link", /^Verkehrs/u);
  },
};

/** The dialog that asks before an audience goes live. */
export const Activating: StoryObj = {
  ...over(sample, dashboard),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", "More for Store visitors without the app");
    await press(canvasElement, "menuitem", "Activate");
    await byRole(canvasElement, "dialog", "Activate audience");
  },
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(dashboard(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Audiences");
  },
};

export const Phone: StoryObj = {
  ...over(sample, (service) => phone(dashboard(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Create audience");
  },
};
