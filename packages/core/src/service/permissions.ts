import type { Audience, AudienceAction } from "../audience/audience.js";
import { refuse } from "../issue/issue.js";

/** The host's say; only `true` is a yes. */
export type PermissionHook = (action: AudienceAction, audience?: Audience) => boolean | Promise<boolean>;

/** A hook that has not answered after so many milliseconds has said no. */
export const PERMISSION_TIMEOUT = 5_000;

/** Asks the host's hook. Without one everything is allowed; one that throws, rejects or hangs allows nothing. */
export class Permissions {
  readonly #hook: PermissionHook | undefined;

  constructor(hook: PermissionHook | undefined) {
    this.#hook = hook;
  }

  async may(action: AudienceAction, audience?: Audience): Promise<boolean> {
    const hook = this.#hook;
    if (hook === undefined) return true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PERMISSION_TIMEOUT);
    });
    try {
      return (await Promise.race([hook(action, audience), silence])) === true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @throws AudienceError `forbidden` */
  async demand(action: AudienceAction, audience?: Audience): Promise<void> {
    if (await this.may(action, audience)) return;
    const what = audience === undefined ? "" : ` audience ${audience.id}`;
    throw refuse("forbidden", "", `You may not ${action}${what}.`);
  }

  /** Those the action is allowed on, in their order. */
  async allowed(action: AudienceAction, audiences: readonly Audience[]): Promise<readonly Audience[]> {
    if (this.#hook === undefined) return audiences;
    const answers = await Promise.all(audiences.map((audience) => this.may(action, audience)));
    return audiences.filter((_, at) => answers[at] === true);
  }
}
