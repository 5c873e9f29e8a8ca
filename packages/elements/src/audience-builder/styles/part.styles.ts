import { css } from "lit";

/** A part of the builder: it answers to the width of the whole builder, not to its own. */
export const partStyles = css`
  :host {
    container: none;
  }
`;
