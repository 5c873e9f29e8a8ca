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
  .menu button:disabled {
    color: var(--_color-text-disabled);
    cursor: default;
  }
  .menu button:disabled,
  .menu button:disabled .icon {
    color: var(--_color-text-disabled);
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
    justify-items: start;
    gap: 8px;
    padding-block: 48px;
    max-inline-size: 60ch;
  }
  .state h2 {
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
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
