import { css } from "lit";

/** Buttons, fields, segmented choices, Include / Exclude, checks and chips. */
export const formStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    block-size: var(--_control-height);
    padding-inline: 12px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    color: var(--_color-text);
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--_duration-fast) var(--_easing);
  }
  .button {
    font-weight: var(--_font-weight-medium);
  }
  .button:hover {
    background: var(--_color-surface-hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_color-accent);
    color: var(--_color-text-on-accent);
  }
  .button.primary {
    color: var(--_color-text-on-accent);
  }
  .button.primary:hover {
    background: var(--_color-accent-hover);
  }
  .button.plain {
    border-color: transparent;
    background: transparent;
    padding-inline: 8px;
  }
  .button.plain:hover {
    background: var(--_color-surface-hover);
  }
  .button.link {
    border-color: transparent;
    background: transparent;
    padding-inline: 0;
    color: var(--_color-accent);
    block-size: auto;
  }
  .button.s {
    block-size: var(--_control-height-s);
    padding-inline: 8px;
    font-size: var(--_font-size-xs);
  }
  .button .icon:first-child {
    margin-inline-start: -2px;
  }
  .button[aria-disabled="true"],
  .button:disabled {
    color: var(--_color-text-disabled);
    cursor: default;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    inline-size: var(--_control-height-s);
    block-size: var(--_control-height-s);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    color: var(--_color-text-quiet);
    cursor: pointer;
    flex: none;
  }
  .icon-button {
    color: var(--_color-text-quiet);
  }
  .icon-button:hover,
  .icon-button[aria-expanded="true"] {
    background: var(--_color-surface-pressed);
  }
  .icon-button:hover,
  .icon-button[aria-expanded="true"] {
    color: var(--_color-text);
  }
  .icon-button:disabled {
    color: var(--_color-text-disabled);
  }
  .icon-button:disabled {
    color: var(--_color-text-disabled);
    background: transparent;
  }

  .field {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_control-height);
    padding-inline: 8px;
    border: 1px solid var(--_color-border-control);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    min-inline-size: 0;
  }
  .field.s {
    min-block-size: var(--_control-height-s);
  }
  .field > .icon {
    color: var(--_color-text-quiet);
  }
  .field input {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    block-size: 100%;
    padding: 0;
    border: 0;
    background: transparent;
    outline: none;
    appearance: none;
  }
  .field input::-webkit-search-cancel-button {
    display: none;
  }
  .field input::placeholder {
    color: var(--_color-text-faint);
    opacity: 1;
  }
  .field input[type="number"] {
    -moz-appearance: textfield;
  }
  .field .unit {
    color: var(--_color-text-quiet);
    white-space: nowrap;
  }
  .select {
    justify-content: space-between;
    cursor: pointer;
    white-space: nowrap;
  }
  .select .icon {
    margin-inline-end: -2px;
  }
  .kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 4px;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-s);
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-2xs);
    line-height: 1;
  }
  .w-16 {
    inline-size: 64px;
  }
  .w-20 {
    inline-size: 80px;
  }
  .w-24 {
    inline-size: 96px;
  }
  .w-36 {
    inline-size: 144px;
  }
  .w-full {
    inline-size: 100%;
  }

  .seg {
    display: inline-flex;
    padding: 2px;
    gap: 2px;
    border-radius: var(--_radius-m);
    background: var(--_color-surface-pressed);
    flex: none;
  }
  .seg > * {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    block-size: calc(var(--_control-height-s) - 4px);
    padding-inline: 8px;
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
    cursor: pointer;
  }
  .seg > * {
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
  }
  .seg > [aria-checked="true"],
  .seg > [aria-pressed="true"] {
    background: var(--_color-surface);
    box-shadow: var(--_shadow-s);
  }
  .seg > [aria-checked="true"],
  .seg > [aria-pressed="true"] {
    color: var(--_color-text);
  }

  /* Include / Exclude: the chosen side carries the word, the other only its sign; order never changes */
  .effect {
    background: transparent;
    padding: 0;
    gap: 0;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-m);
  }
  .effect > * {
    block-size: 26px;
    padding-inline: 6px;
    border-radius: 5px;
  }
  .effect > [aria-checked="true"] {
    padding-inline: 6px 8px;
    box-shadow: none;
    background: var(--_color-include-quiet);
    color: var(--_color-include);
  }
  .effect > [aria-checked="true"].exclude {
    background: var(--_color-exclude-quiet);
    color: var(--_color-exclude);
  }
  .effect[data-value="exclude"] {
    border-color: var(--_color-exclude);
  }

  .check {
    display: inline-grid;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    border: 1px solid var(--_color-border-control);
    border-radius: 4px;
    background: var(--_color-surface);
    flex: none;
    color: var(--_color-text-on-accent);
  }
  .check .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2.25;
    opacity: 0;
  }
  .check.on {
    background: var(--_color-accent);
    border-color: var(--_color-accent);
  }
  .check.on .icon {
    opacity: 1;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    block-size: 20px;
    padding-inline: 6px;
    border-radius: var(--_radius-s);
    background: var(--_color-include-quiet);
    font-size: var(--_font-size-xs);
    line-height: 1;
    white-space: nowrap;
  }
  .chip .icon {
    color: var(--_color-text-quiet);
  }
`;
