import { css, html, LitElement, type TemplateResult } from "lit";
import { tokenStyles } from "../../packages/elements/src/tokens/tokens.styles.js";

/** How the tokens of a family are told apart, and which property shows one. */
interface Family {
  readonly title: string;
  readonly belongs: RegExp;
  readonly shownBy: string;
  readonly text?: string;
}

const families: readonly Family[] = [
  { title: "Colour", belongs: /^color-/u, shownBy: "background" },
  { title: "Chart", belongs: /^chart-(?!line)/u, shownBy: "background" },
  { title: "Type", belongs: /^font-size-/u, shownBy: "font-size", text: "41,208 customers" },
  { title: "Weight", belongs: /^font-weight-/u, shownBy: "font-weight", text: "41,208 customers" },
  { title: "Space", belongs: /^space-/u, shownBy: "inline-size" },
  { title: "Shape", belongs: /^radius-/u, shownBy: "border-radius" },
  { title: "Depth", belongs: /^shadow-/u, shownBy: "box-shadow" },
];

const tokens = [...tokenStyles.cssText.matchAll(/--audience-([\w-]+)/gu)].flatMap(([, name]) => name ?? []);
const shown = families.map((family) => ({ ...family, names: tokens.filter((name) => family.belongs.test(name)) }));

/** Draws the tokens that the elements read. */
class TokenSheet extends LitElement {
  static override styles = [
    tokenStyles,
    css`
      :host {
        display: block;
      }
      table {
        margin-block-end: var(--_space-l);
        border-collapse: collapse;
      }
      caption {
        padding-block: var(--_space-xs);
        font-size: var(--_font-size-l);
        font-weight: var(--_font-weight-strong);
        text-align: start;
      }
      th {
        padding: var(--_space-2xs) var(--_space-m) var(--_space-2xs) 0;
        font-weight: var(--_font-weight-normal);
        text-align: start;
      }
      .area {
        block-size: 24px;
        inline-size: 96px;
        border: 1px solid var(--_color-border-control);
      }
    `,
  ];

  protected override render(): TemplateResult[] {
    return shown.map(
      ({ title, names, shownBy, text }) =>
        html`<table aria-label=${title}>
          <caption>
            ${title}
          </caption>
          <tbody>
            ${names.map(
              (name) =>
                html`<tr>
                  <th scope="row"><code>--audience-${name}</code></th>
                  <td>
                    <div class=${text === undefined ? "area" : "text"} style="${shownBy}: var(--_${name})">${text}</div>
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>`,
    );
  }
}

if (customElements.get("token-sheet") === undefined) customElements.define("token-sheet", TokenSheet);
