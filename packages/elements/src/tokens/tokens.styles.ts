import { css } from "lit";

/**
 * Every public token `--audience-*` with its default, as a private `--_*` that styles read. A host sets a public token
 * on any ancestor; declaring the defaults under the public names would hide what it set.
 */
export const tokenStyles = css`
  :host {
    /* Unit: one "host rem" of 16 px. A host with html { font-size: 62.5% } sets 1.6rem. */
    --_unit: var(--audience-unit, 1rem);

    /* Surface */
    --_color-surface: var(--audience-color-surface, light-dark(#ffffff, #14171a));
    --_color-surface-sunken: var(--audience-color-surface-sunken, light-dark(#f6f7f8, #0f1113));
    --_color-surface-raised: var(--audience-color-surface-raised, light-dark(#ffffff, #1c2024));
    --_color-surface-hover: var(--audience-color-surface-hover, light-dark(#f2f4f6, #1c2024));
    --_color-surface-pressed: var(--audience-color-surface-pressed, light-dark(#e8ebee, #262b30));
    --_color-selected: var(--audience-color-selected, light-dark(#edf3fe, #18263f));
    --_color-overlay: var(--audience-color-overlay, light-dark(rgb(15 19 24 / 0.4), rgb(0 0 0 / 0.6)));

    /* Text */
    --_color-text: var(--audience-color-text, light-dark(#15181c, #e9ecef));
    --_color-text-quiet: var(--audience-color-text-quiet, light-dark(#545c66, #a6afb8));
    --_color-text-faint: var(--audience-color-text-faint, light-dark(#666e78, #8e97a1));
    --_color-text-disabled: var(--audience-color-text-disabled, light-dark(#9aa1a9, #646d76));
    --_color-text-on-accent: var(--audience-color-text-on-accent, light-dark(#ffffff, #0b1424));

    /* Border: decorative, strong (separates regions), control (the edge that identifies an input, 3:1) */
    --_color-border: var(--audience-color-border, light-dark(#e4e7ea, #272c31));
    --_color-border-strong: var(--audience-color-border-strong, light-dark(#cdd2d7, #3a4148));
    --_color-border-control: var(--audience-color-border-control, light-dark(#848c95, #6c757f));

    /* Accent: one hue, for the one primary action, links, selection and focus */
    --_color-accent: var(--audience-color-accent, light-dark(#2a5bd0, #8ab2ff));
    --_color-accent-hover: var(--audience-color-accent-hover, light-dark(#214bb0, #a6c5ff));
    --_color-accent-quiet: var(--audience-color-accent-quiet, light-dark(#edf3fe, #18263f));
    --_color-focus-ring: var(--audience-color-focus-ring, light-dark(#2a5bd0, #8ab2ff));

    /* Semantic: only where they mean something */
    --_color-success: var(--audience-color-success, light-dark(#17713f, #5cc98a));
    --_color-warning: var(--audience-color-warning, light-dark(#8a5200, #e5ac4d));
    --_color-warning-quiet: var(--audience-color-warning-quiet, light-dark(#fdf5e6, #2b2213));
    --_color-danger: var(--audience-color-danger, light-dark(#b3261e, #ff8f85));
    --_color-danger-quiet: var(--audience-color-danger-quiet, light-dark(#fdf0ef, #321a19));
    --_color-info: var(--audience-color-info, light-dark(#2a5bd0, #8ab2ff));

    /* Domain */
    --_color-status-live: var(--audience-color-status-live, light-dark(#17713f, #5cc98a));
    --_color-status-draft: var(--audience-color-status-draft, light-dark(#666e78, #8e97a1));
    --_color-status-archived: var(--audience-color-status-archived, light-dark(#666e78, #8e97a1));
    --_color-include: var(--audience-color-include, light-dark(#15181c, #e9ecef));
    --_color-include-quiet: var(--audience-color-include-quiet, light-dark(#eef0f2, #262b30));
    --_color-exclude: var(--audience-color-exclude, light-dark(#9c3d0c, #f2a069));
    --_color-exclude-quiet: var(--audience-color-exclude-quiet, light-dark(#fcf1ea, #2d1d13));

    /* Chart: categorical (order matters: 1-4 are the most distinct) */
    --_chart-series-1: var(--audience-chart-series-1, light-dark(#3167d6, #6da5ff));
    --_chart-series-2: var(--audience-chart-series-2, light-dark(#ab4204, #dea107));
    --_chart-series-3: var(--audience-chart-series-3, light-dark(#2b6460, #87a18f));
    --_chart-series-4: var(--audience-chart-series-4, light-dark(#64249b, #a268be));
    --_chart-series-5: var(--audience-chart-series-5, light-dark(#da6290, #e2653e));
    --_chart-series-6: var(--audience-chart-series-6, light-dark(#2d3255, #e4f0ff));
    --_chart-series-7: var(--audience-chart-series-7, light-dark(#a68a00, #c0de60));
    --_chart-series-8: var(--audience-chart-series-8, light-dark(#0496ce, #00d2e7));
    --_chart-series-other: var(--audience-chart-series-other, light-dark(#79818a, #7d868f));
    --_chart-series-unknown: var(--audience-chart-series-unknown, light-dark(#848c95, #7d868f));

    /* Chart: ordered parts (age, recency, scores), one hue, low to high */
    --_chart-step-1: var(--audience-chart-step-1, light-dark(#6890e4, #4b6fb3));
    --_chart-step-2: var(--audience-chart-step-2, light-dark(#5580da, #6085cb));
    --_chart-step-3: var(--audience-chart-step-3, light-dark(#3d69c6, #7a9edf));
    --_chart-step-4: var(--audience-chart-step-4, light-dark(#2b54a9, #97b6ee));
    --_chart-step-5: var(--audience-chart-step-5, light-dark(#1f4088, #b6cdf7));
    --_chart-step-6: var(--audience-chart-step-6, light-dark(#152d64, #d6e3fc));

    /* Chart: furniture */
    --_chart-entered: var(--audience-chart-entered, light-dark(#3167d6, #6da5ff));
    --_chart-left: var(--audience-chart-left, light-dark(#ab4204, #dea107));
    --_chart-base: var(--audience-chart-base, light-dark(#15181c, #e9ecef));
    --_chart-grid: var(--audience-chart-grid, light-dark(#e9ecee, #23282d));
    --_chart-axis: var(--audience-chart-axis, light-dark(#848c95, #6c757f));
    --_chart-cursor: var(--audience-chart-cursor, light-dark(#545c66, #a6afb8));
    --_chart-heat: var(--audience-chart-heat, light-dark(#3167d6, #6da5ff));
    --_chart-line-width: var(--audience-chart-line-width, 1.75px);

    /* Type */
    --_font-family: var(--audience-font-family, inherit);
    --_font-family-code: var(
      --audience-font-family-code,
      ui-monospace,
      "SF Mono",
      "Cascadia Mono",
      Menlo,
      Consolas,
      monospace
    );
    --_font-size-2xs: var(--audience-font-size-2xs, calc(var(--_unit) * 0.6875));
    --_font-size-xs: var(--audience-font-size-xs, calc(var(--_unit) * 0.75));
    --_font-size-s: var(--audience-font-size-s, calc(var(--_unit) * 0.8125));
    --_font-size-m: var(--audience-font-size-m, calc(var(--_unit) * 0.875));
    --_font-size-l: var(--audience-font-size-l, calc(var(--_unit) * 1));
    --_font-size-xl: var(--audience-font-size-xl, calc(var(--_unit) * 1.25));
    --_font-size-2xl: var(--audience-font-size-2xl, calc(var(--_unit) * 1.75));
    --_line-2xs: var(--audience-line-2xs, calc(var(--_unit) * 1));
    --_line-xs: var(--audience-line-xs, calc(var(--_unit) * 1));
    --_line-s: var(--audience-line-s, calc(var(--_unit) * 1.25));
    --_line-m: var(--audience-line-m, calc(var(--_unit) * 1.25));
    --_line-l: var(--audience-line-l, calc(var(--_unit) * 1.5));
    --_line-xl: var(--audience-line-xl, calc(var(--_unit) * 1.75));
    --_line-2xl: var(--audience-line-2xl, calc(var(--_unit) * 2.25));
    --_font-weight-normal: var(--audience-font-weight-normal, 400);
    --_font-weight-medium: var(--audience-font-weight-medium, 500);
    --_font-weight-strong: var(--audience-font-weight-strong, 600);

    /* Space: 4 px grid (2 only inside a control) */
    --_space-3xs: var(--audience-space-3xs, 2px);
    --_space-2xs: var(--audience-space-2xs, 4px);
    --_space-xs: var(--audience-space-xs, 8px);
    --_space-s: var(--audience-space-s, 12px);
    --_space-m: var(--audience-space-m, 16px);
    --_space-l: var(--audience-space-l, 24px);
    --_space-xl: var(--audience-space-xl, 32px);
    --_space-2xl: var(--audience-space-2xl, 48px);

    /* Density: rows and controls; compact 0.875, default 1, roomy 1.125 */
    --_density: var(--audience-density, 1);
    --_control-height: var(--audience-control-height, calc(var(--_unit) * 2 * var(--_density)));
    --_control-height-s: var(--audience-control-height-s, calc(var(--_unit) * 1.75 * var(--_density)));
    --_row-height: var(--audience-row-height, calc(var(--_unit) * 3 * var(--_density)));

    /* Shape */
    --_radius-s: var(--audience-radius-s, 4px);
    --_radius-m: var(--audience-radius-m, 6px);
    --_radius-l: var(--audience-radius-l, 8px);
    --_border-width: var(--audience-border-width, 1px);
    --_focus-ring-width: var(--audience-focus-ring-width, 2px);
    --_focus-ring-offset: var(--audience-focus-ring-offset, 2px);

    /* Depth: only for what floats */
    --_shadow-s: var(--audience-shadow-s, 0 1px 2px light-dark(rgb(15 19 24 / 0.06), rgb(0 0 0 / 0.4)));
    --_shadow-m: var(
      --audience-shadow-m,
      0 0 0 1px light-dark(rgb(15 19 24 / 0.08), rgb(255 255 255 / 0.1)),
      0 8px 24px light-dark(rgb(15 19 24 / 0.12), rgb(0 0 0 / 0.5))
    );

    /* Motion: colour and opacity fast, size and place normal; 0 ms under prefers-reduced-motion */
    --_duration-fast: var(--audience-duration-fast, 100ms);
    --_duration-normal: var(--audience-duration-normal, 180ms);
    --_easing: var(--audience-easing, cubic-bezier(0.2, 0, 0, 1));
  }

  :host {
    container: audience / inline-size;
    color: var(--_color-text);
    font-family: var(--_font-family);
    font-size: var(--_font-size-s);
    line-height: var(--_line-s);
    -webkit-text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration-fast: 0ms;
      --_duration-normal: 0ms;
    }
  }
`;
