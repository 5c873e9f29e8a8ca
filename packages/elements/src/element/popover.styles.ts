import { css } from "lit";

/** Menus, popovers, dialogs, toasts and skeletons. */
export const popoverStyles = css`
  .menu {
    position: absolute;
    z-index: 5;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    inline-size: 208px;
    padding: 4px;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
    text-align: start;
  }
  .menu button {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 32px;
    padding: 4px 8px;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .menu button:hover,
  .menu button.is-active {
    background: var(--_color-surface-hover);
  }
  .dark-raise .menu button.is-active {
    background: var(--_color-surface-pressed);
  }
  .menu .icon {
    color: var(--_color-text-quiet);
  }
  .menu hr {
    margin: 4px -4px;
    border: 0;
    border-block-start: 1px solid var(--_color-border);
  }
  .menu button:is(:disabled, [aria-disabled="true"]),
  .menu button:is(:disabled, [aria-disabled="true"]) .icon {
    color: var(--_color-text-disabled);
    cursor: default;
  }
  .menu .why {
    display: block;
    font-size: var(--_font-size-2xs);
    line-height: 1rem;
    color: var(--_color-text-quiet);
  }

  .panel {
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
  }
  .pop {
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
  }
  .h {
    font-size: var(--_font-size-s);
    line-height: var(--_line-s);
    font-weight: var(--_font-weight-strong);
  }
  .label {
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }

  dialog {
    inline-size: min(600px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 64px);
    padding: 24px;
    border: 0;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
    color: var(--_color-text);
    overflow: auto;
  }
  dialog::backdrop {
    background: light-dark(rgb(15 19 24 / 0.4), rgb(0 0 0 / 0.6));
  }
  dialog h2 {
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
  }
  .dialog-actions {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 24px;
  }
  [popover] {
    margin: 0;
    padding: 4px;
    border: 0;
    position: fixed;
    inset: auto;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
    color: var(--_color-text);
  }
  .skeleton {
    display: block;
    border-radius: var(--_radius-s);
    background: var(--_color-surface-pressed);
    animation: pulse 1.6s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.5;
    }
  }
  .state {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 32px 16px;
    text-align: center;
  }
  .state > p {
    max-inline-size: 48ch;
  }
  .state > h2 {
    margin-block-end: -8px;
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
  }
  .state > code {
    max-inline-size: 100%;
    padding: 8px 12px;
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
    font-family: var(--_font-family-code);
    font-size: var(--_font-size-xs);
    overflow-wrap: anywhere;
    text-align: start;
  }
  .glyph {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border: 1px solid var(--_color-border-strong);
    border-radius: var(--_radius-l);
    color: var(--_color-text-quiet);
  }
  .glyph.bad {
    color: var(--_color-danger);
  }
  .btns {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }
  .toast {
    inset-block-end: 16px;
    inset-inline-start: 16px;
    max-inline-size: min(480px, calc(100vw - 32px));
    padding: 8px 8px 8px 16px;
    font: inherit;
  }
  .toast:popover-open {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .toast.bad > .icon {
    color: var(--_color-danger);
  }
  .toast .link {
    color: var(--_color-accent);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    [popover],
    dialog,
    .menu,
    .card {
      border: 1px solid CanvasText;
    }
    .badge {
      forced-color-adjust: auto;
    }
  }
`;
