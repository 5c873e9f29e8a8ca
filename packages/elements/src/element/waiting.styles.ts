import { css } from "lit";

/** Skeletons and quiet answers are for those who wait longer than it takes to notice. */
export const waitingStyles = css`
  .skeletons {
    animation: skeletons 0s 300ms both;
  }
  @keyframes skeletons {
    from {
      visibility: hidden;
    }
  }

  .is-waiting {
    animation: quieten var(--_duration-fast) 150ms both;
  }
  @keyframes quieten {
    to {
      opacity: 0.55;
    }
  }
`;
