import { css } from "lit";

/** Segments made of native radios: each radio lies over its part, unseen, so that it is what is pressed and focused. */
export const segmentStyles = css`
  .seg-part {
    position: relative;
  }
  .seg-part input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .seg-part:has(input:focus-visible) {
    outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
    outline-offset: 1px;
  }
  .seg > [data-checked] {
    background: var(--_color-surface);
    box-shadow: var(--_shadow-s);
    color: var(--_color-text);
  }
  .match .seg > * {
    block-size: 24px;
  }
  .effect > .seg-part {
    block-size: 26px;
    padding-inline: 6px;
  }
  .effect > [data-checked] {
    padding-inline: 6px 8px;
    box-shadow: none;
    background: var(--_color-include-quiet);
    color: var(--_color-include);
  }
  .effect > [data-checked].exclude {
    background: var(--_color-exclude-quiet);
    color: var(--_color-exclude);
  }
  .scores > [aria-pressed="true"] {
    background: var(--_color-accent);
    color: var(--_color-text-on-accent);
  }
  @media (pointer: coarse) {
    .seg-part input {
      inset-block: -8px;
      block-size: calc(100% + 16px);
    }
  }
  @media (forced-colors: active) {
    .seg {
      border: 1px solid ButtonBorder;
    }
    .seg > :is([data-checked], [aria-pressed="true"]) {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
