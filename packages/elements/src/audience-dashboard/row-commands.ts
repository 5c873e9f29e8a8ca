import type { Audience, AudienceService, DefinedAudience } from "@audiencekit/core";
import { reasonOf } from "../element/request.js";
import type { Toasts } from "../element/toasts.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";
import { downloadMembers } from "./download-members.js";
import type { RowAction } from "./row-actions.js";

/** The list whose rows are acted on. */
export interface CommandedList {
  readonly texts: () => DashboardMessages;
  readonly toasts: Toasts;
  readonly document: () => Document;
  readonly open: (audience: Audience) => void;
  readonly askToActivate: (service: AudienceService, audience: DefinedAudience) => void;
  /** The ids of the audiences to be seen, from above. */
  readonly shown: () => readonly string[];
  /** Reads the list again; done when it is to be seen. */
  readonly reload: (service: AudienceService) => Promise<void>;
  /** Focuses an audience or, without one, the search field. */
  readonly focus: (id: string | undefined) => void;
}

/** Does what is chosen in the menu of a row, and says what came of it. */
export class RowCommands {
  readonly #list: CommandedList;

  constructor(list: CommandedList) {
    this.#list = list;
  }

  async run(service: AudienceService, action: RowAction, audience: Audience): Promise<void> {
    const { toasts, open, askToActivate } = this.#list;
    const texts = this.#list.texts();
    const { id, name } = audience;
    await this.#failing(async () => {
      switch (action) {
        case "open":
          open(audience);
          break;
        case "activate":
          if (audience.kind === "defined") askToActivate(service, audience);
          break;
        case "export":
          await downloadMembers(service, audience, this.#list.document());
          break;
        case "duplicate": {
          const copy = await service.duplicate(id);
          toasts.say(texts.duplicated(copy.name), { label: texts.open, run: () => open(copy) });
          break;
        }
        case "archive": {
          await this.#leaving(service, id, () => service.archive(id));
          const undo = () => void this.#undoArchive(service, id);
          toasts.say(texts.archived(name), { label: texts.undo, run: undo });
          break;
        }
        case "restore":
          await this.#leaving(service, id, () => service.restore(id));
          toasts.say(texts.restored(name));
          break;
      }
    });
  }

  #undoArchive(service: AudienceService, id: string): Promise<void> {
    return this.#failing(async () => {
      await service.restore(id);
      await this.#list.reload(service);
      this.#list.focus(id);
    });
  }

  /** Does what may take an audience off the page, and hands the focus to the row that takes its place. */
  async #leaving(service: AudienceService, id: string, act: () => Promise<unknown>): Promise<void> {
    const { shown, reload, focus } = this.#list;
    const place = shown().indexOf(id);
    await act();
    await reload(service);
    const left = shown();
    if (!left.includes(id)) focus(left[place] ?? left.at(-1));
  }

  async #failing(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#list.toasts.fail(reasonOf(error).reason);
    }
  }
}
