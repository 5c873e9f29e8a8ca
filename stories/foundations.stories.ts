import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";

const meta: Meta = { title: "Foundations/Start here" };

export default meta;

/** What the other stories are: one element in one state each, over the same small base of customers. */
export const StartHere: StoryObj = {
  render: () => html`
    <main>
      <h1>AudienceKit</h1>
      <p>Each story shows one element in one state: loading, ready, empty or failed.</p>
    </main>
  `,
};
