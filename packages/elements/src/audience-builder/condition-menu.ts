import { html, type TemplateResult } from "lit";
import type { BuilderMessages } from "../messages/english/builder.js";
import type { Direction } from "./condition-tree.js";

export type MenuAction = "duplicate" | "group" | "remove" | Direction;

/**
 * What can be done to a condition or group; a move that leads nowhere cannot be chosen. `chosen` is called with nothing
 * when the menu is left.
 */
export function conditionMenu(
  texts: BuilderMessages,
  leads: (direction: Direction) => boolean,
  chosen: (action?: MenuAction) => void,
): TemplateResult {
  const entry = (action: MenuAction, label: string, possible = true): TemplateResult =>
    html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      ?disabled=${!possible}
      @click=${() => {
        chosen(action);
      }}
    >
      ${label}
    </button>`;
  return html`<div
    class="menu"
    role="menu"
    @keydown=${(event: KeyboardEvent) => {
      moveInMenu(event, chosen);
    }}
    @focusout=${(event: FocusEvent) => {
      const { currentTarget, relatedTarget } = event;
      if (!(currentTarget instanceof HTMLElement)) return;
      if (relatedTarget instanceof Node && currentTarget.parentElement?.contains(relatedTarget)) return;
      chosen();
    }}
  >
    ${entry("duplicate", texts.menuDuplicate)} ${entry("group", texts.menuGroup)}
    <hr />
    ${entry("up", texts.menuUp, leads("up"))} ${entry("down", texts.menuDown, leads("down"))}
    ${entry("out", texts.menuOut, leads("out"))} ${entry("in", texts.menuIn, leads("in"))}
    <hr />
    ${entry("remove", texts.menuRemove)}
  </div>`;
}

function moveInMenu(event: KeyboardEvent, chosen: () => void): void {
  const { currentTarget, key } = event;
  if (!(currentTarget instanceof HTMLElement)) return;
  const entries = [...currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled")];
  const at = entries.findIndex((entry) => entry.matches(":focus"));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + entries.length, Home: 0, End: entries.length - 1 }[key];
  if (to !== undefined) {
    event.preventDefault();
    entries[to % entries.length]?.focus();
  } else if (key === "Escape" || key === "Tab") {
    event.stopPropagation();
    const opener = currentTarget.parentElement?.querySelector("button");
    if (key === "Escape") event.preventDefault();
    opener?.focus();
    chosen();
  }
}
