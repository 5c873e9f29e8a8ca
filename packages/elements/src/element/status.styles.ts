import { css } from "lit";

/** The status badge and readiness in words. */
export const statusStyles = css`
  .status {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    white-space: nowrap;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    block-size: 20px;
    padding-inline: 6px 8px;
    border: 1px solid var(--_color-border);
    border-radius: 10px;
    background: var(--_color-surface);
    font-size: var(--_font-size-xs);
    line-height: 1;
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
  }
  .badge::before {
    content: "";
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    border: 2px solid currentColor;
    forced-color-adjust: none;
  }
  .badge.live::before {
    background: var(--_color-status-live);
    border-color: var(--_color-status-live);
  }
  .badge.draft::before {
    border: 1.5px dashed var(--_color-status-draft);
  }
  .badge.archived::before {
    border-radius: 1px;
    border: 1.5px solid var(--_color-status-archived);
  }
  .ready {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
  }
  .ready.bad {
    color: var(--_color-danger);
  }
  .ready.late {
    color: var(--_color-warning);
  }
  .ready .icon {
    inline-size: 14px;
    block-size: 14px;
  }
`;
