import { css } from "lit";

/** The dialogs of the builder. */
export const dialogStyles = css`
  dialog {
    inline-size: calc(100% - 32px);
    max-inline-size: 600px;
    padding: 24px;
    border: 0;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    color: var(--_color-text);
    box-shadow: var(--_shadow-m);
    font: inherit;
  }
  dialog[open] {
    display: grid;
    gap: 16px;
  }
  dialog::backdrop {
    background: light-dark(rgb(15 19 24 / 0.4), rgb(0 0 0 / 0.6));
  }
  .dlg-h {
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
    margin-block-end: -8px;
  }
  .dlg-fig {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 32px;
    padding-block: 16px;
    border-block: 1px solid var(--_color-border);
    align-items: center;
  }
  .dlg-fig .label {
    white-space: nowrap;
  }
  .meta {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
  }
  .meta dt {
    color: var(--_color-text-quiet);
  }
  .meta dd {
    text-align: end;
  }
  .dlg-fig .meta {
    padding-inline-start: 32px;
    border-inline-start: 1px solid var(--_color-border);
  }
  .dlg-foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  @container (max-width: 640px) {
    .dlg-fig {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .dlg-fig .meta {
      padding: 0;
      border: 0;
    }
    dialog {
      padding: 16px;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;
