import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-builder";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { expect, userEvent } from "storybook/test";
import { definitions, withAudience } from "./support/audiences.js";
import { byRole, press, reads } from "./support/reading.js";
import { empty, failing, forbidden, loading, longNames, onlyViewing, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Screens/Builder" };

export default meta;

const builder = (service: AudienceService | undefined, id?: string) =>
  html`<audience-builder .service=${service} .audienceId=${id}></audience-builder>`;

/** The sample service with one more draft, `new`. */
const draft = withAudience("Gold members who bought shoes", definitions.typical);

/** A draft with an attribute, a behaviour, a tag and a nested group, and its size now. */
export const Ready: StoryObj = {
  ...over(draft, (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await expect(await byRole(canvasElement, "textbox", "Audience name")).toHaveValue("Gold members who bought shoes");
    await byRole(canvasElement, "group", "Loyalty tier");
    await reads(canvasElement, "of base");
  },
};

export const Loading: StoryObj = {
  ...over(loading, (service) => builder(service, "a1")),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading"),
};

/** A new audience: everyone is in until something is chosen. */
export const Empty: StoryObj = {
  ...over(empty, (service) => builder(service)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "Who should be in?");
    await byRole(canvasElement, "combobox", "Select attributes");
  },
};

/** The picker, with what the attribute under the cursor is and how its values spread. */
export const Choosing: StoryObj = {
  ...over(empty, (service) => builder(service)),
  play: async ({ canvasElement }) => {
    await userEvent.type(await byRole(canvasElement, "combobox", "Select attributes"), "tier");
    await byRole(canvasElement, "option", "Loyalty tier");
    await reads(canvasElement, "In the base");
  },
};

export const NoMatch: StoryObj = {
  ...over(empty, (service) => builder(service)),
  play: async ({ canvasElement }) => {
    await userEvent.type(await byRole(canvasElement, "combobox", "Select attributes"), "shoe size");
    await reads(canvasElement, "Nothing is called “shoe size”.");
  },
};

export const Failed: StoryObj = {
  ...over(failing, (service) => builder(service, "a1")),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Try again");
  },
};

export const NotFound: StoryObj = {
  ...over(sample, (service) => builder(service, "gone")),
  play: async ({ canvasElement }) => reads(canvasElement, "There is no audience gone."),
};

export const Forbidden: StoryObj = {
  ...over(forbidden, (service) => builder(service)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "You do not have access");
  },
};

export const MissingService: StoryObj = {
  render: () => builder(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

/** A draft of somebody else, for a user who may only look. */
export const OnlyViewing: StoryObj = {
  ...over(onlyViewing, (service) => builder(service, "a5")),
  play: async ({ canvasElement }) => reads(canvasElement, "You may not change this audience."),
};

/** A live audience cannot be edited, only copied. */
export const Live: StoryObj = {
  ...over(sample, (service) => builder(service, "a3")),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "It cannot be edited, only duplicated as a new draft.");
    await byRole(canvasElement, "button", "Duplicate");
  },
};

export const Archived: StoryObj = {
  ...over(sample, (service) => builder(service, "a8")),
  play: async ({ canvasElement }) => reads(canvasElement, "This audience is archived."),
};

/** Every kind of condition there is; those without an editor of their own are told in words and saved unchanged. */
export const EveryKind: StoryObj = {
  ...over(withAudience("Every kind of condition", definitions.everything), (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "group", "Sequence");
  },
};

/** A condition on an attribute the catalogue no longer has. */
export const UnknownAttribute: StoryObj = {
  ...over(withAudience("Shoe size 43", definitions.unknown), (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "group", "shoeSize");
  },
};

export const LongName: StoryObj = {
  ...over(longNames, (service) => builder(service, "a12")),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "textbox", "Audience name");
  },
};

export const AsJson: StoryObj = {
  ...over(draft, (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "radio", "JSON");
    await byRole(canvasElement, "region", "Definition as JSON, read only");
  },
};

/** What going live means, who would be in, and that it cannot be undone. */
export const Activating: StoryObj = {
  ...over(draft, (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "of base");
    await press(canvasElement, "button", "Activate");
    await byRole(canvasElement, "dialog", "Activate audience");
    await reads(canvasElement, "This cannot be undone.");
  },
};

/** Leaving with something unsaved. */
export const Leaving: StoryObj = {
  ...over(draft, (service) => builder(service, "new")),
  play: async ({ canvasElement }) => {
    await userEvent.type(await byRole(canvasElement, "textbox", "Audience name"), "!");
    await press(canvasElement, "button", "Audiences");
    await byRole(canvasElement, "dialog", "Leave without saving?");
  },
};

export const Dark: StoryObj = {
  ...over(draft, (service) => dark(builder(service, "new"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "group", "Loyalty tier");
    await reads(canvasElement, "of base");
  },
};

export const Phone: StoryObj = {
  ...over(draft, (service) => phone(builder(service, "new"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "group", "Loyalty tier");
    await reads(canvasElement, "of base");
  },
};
