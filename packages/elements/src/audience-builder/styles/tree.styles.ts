import { css } from "lit";

/** Conditions and groups: cards, brackets, hatched edges, the landing line of a move. */
export const treeStyles = css`
  .nodes {
    display: grid;
    gap: 8px;
    position: relative;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .node {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr);
    align-items: start;
    position: relative;
  }
  .word {
    position: relative;
    block-size: 40px;
    display: flex;
    align-items: center;
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
  }
  .card,
  .group {
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
    min-inline-size: 0;
    position: relative;
  }
  .card-head,
  .group-head {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding-inline: 4px 6px;
  }
  .grip {
    display: grid;
    place-items: center;
    inline-size: 16px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--_color-text-faint);
    cursor: grab;
    flex: none;
    touch-action: none;
  }
  .grip:disabled {
    visibility: hidden;
  }
  .no {
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
    min-inline-size: 12px;
    flex: none;
  }
  .card-title {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 28px;
    padding: 4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .card-title b {
    font-weight: var(--_font-weight-medium);
    margin-inline-end: 4px;
  }
  .card-size {
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    min-inline-size: 56px;
    text-align: right;
    flex: none;
  }
  .group-head .match {
    flex: 1;
    min-inline-size: 0;
    overflow: clip;
    overflow-clip-margin: 4px;
  }
  .group-head .match > .quiet {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .card-body {
    padding: 12px 16px 16px;
    border-block-start: 1px solid var(--_color-border);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .card.is-open {
    border-color: var(--_color-border-strong);
  }
  .inline-msg {
    display: flex;
    gap: 4px 6px;
    align-items: baseline;
    padding: 0 16px 10px 32px;
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
  }
  :host(:dir(rtl)) .inline-msg {
    padding-inline: 16px;
  }
  .inline-msg .icon {
    inline-size: 14px;
    block-size: 14px;
    align-self: center;
  }
  .invalid {
    border-color: var(--_color-danger);
  }
  .group {
    background: var(--_color-surface-sunken);
    padding-block-end: 8px;
  }
  .group .group {
    background: var(--_color-surface);
  }
  .group .group .group {
    background: var(--_color-surface-sunken);
  }
  .group > .nodes {
    padding-inline-start: 12px;
    margin-inline: 12px -1px;
  }
  .group > .nodes > .node > :is(.card, .group) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .group > .nodes::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 6px;
    border: 1.5px solid var(--_color-border-control);
    border-inline-end: 0;
    border-start-start-radius: 6px;
    border-end-start-radius: 6px;
  }
  .group[data-match="any"] > .nodes::before {
    border-inline-start-style: dashed;
  }
  .group[data-effect="exclude"] > .nodes::before {
    border-color: var(--_color-exclude);
  }
  :is(.card, .group)[data-effect="exclude"]::after {
    content: "";
    position: absolute;
    inset-block: -1px;
    inset-inline-start: -1px;
    inline-size: 4px;
    border-start-start-radius: 7px;
    border-end-start-radius: 7px;
    background: repeating-linear-gradient(135deg, var(--_color-exclude) 0 2px, transparent 2px 5px);
  }
  .node.is-marked > :is(.card, .group) {
    border-color: var(--_color-accent);
  }
  .node.is-lifted > :is(.card, .group) {
    box-shadow: var(--_shadow-m);
    border-color: transparent;
  }
  .node.is-lifted .grip {
    cursor: grabbing;
  }
  .node.lands-before::before,
  .node.lands-after::before {
    content: "";
    position: absolute;
    z-index: 2;
    inset-inline: 44px 0;
    block-size: 2px;
    border-radius: 1px;
    background: var(--_color-accent);
  }
  .node.lands-before::before {
    inset-block-start: -5px;
  }
  .node.lands-after::before {
    inset-block-end: -5px;
  }
  .group:is(.lands-in, .is-target) {
    border-color: var(--_color-accent);
  }
  .empty-group {
    padding: 4px 16px 8px;
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
  }
  .menu-anchor {
    position: relative;
    flex: none;
  }
  .menu button:focus-visible {
    background: var(--_color-surface-hover);
  }
  @container (max-width: 640px) {
    .node {
      grid-template-columns: minmax(0, 1fr);
    }
    .word {
      block-size: 20px;
      padding-inline-start: 4px;
    }
    .nodes {
      gap: 4px;
    }
    .card-head,
    .group-head {
      flex-wrap: wrap;
      padding-block: 4px;
      gap: 4px 8px;
    }
    .card-title {
      order: 5;
      flex: 1 0 100%;
      padding-block: 0 6px;
      padding-inline: 20px 4px;
    }
    :is(.card-head, .group-head) .card-size {
      min-inline-size: 0;
      margin-inline-start: auto;
    }
    .group-head .match {
      order: 5;
      flex: 1 0 100%;
      padding-inline-start: 20px;
      padding-block-end: 4px;
    }
    .group > .nodes {
      padding-inline-start: 10px;
      margin-inline-start: 4px;
    }
    .node.lands-before::before,
    .node.lands-after::before {
      inset-inline: 0;
    }
  }
  @media (pointer: coarse) {
    .grip,
    .icon-button {
      position: relative;
    }
    .grip::before,
    .icon-button::before {
      content: "";
      position: absolute;
      inset: -8px;
    }
  }
  @media (forced-colors: active) {
    :is(.card, .group)[data-effect="exclude"]::after {
      forced-color-adjust: none;
      background: repeating-linear-gradient(135deg, CanvasText 0 2px, Canvas 2px 5px);
    }
  }
`;
