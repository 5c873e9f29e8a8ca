import { issue, type Issue } from "../issue/issue.js";
import type { Definition } from "./language.js";
import type { Pointer } from "./pointer.js";
import type { AudienceLookup, ReferencedAudience } from "./references.js";
import { quoted } from "./schema-issues.js";
import { referencedAudiences } from "./walk.js";

export interface ReferenceRules {
  readonly audiences: AudienceLookup;
  /** The audience whose definition is checked, so that it cannot refer to itself. */
  readonly audienceId?: string | undefined;
  /** Drafts may name drafts. */
  readonly forDraft?: boolean | undefined;
  /** Audiences that refer to audiences, at most. */
  readonly depth: number;
  /** What is wrong with the definition of an audience that is referred to, by itself. */
  readonly issuesOf: (definition: Definition) => readonly Issue[];
}

/** A chain that is followed no further: it is far too deep, whatever comes. */
const endOfChain = 100;

/** Checks references of one definition; each audience is looked at once, however many ways lead to it. */
export class ReferenceCheck {
  /** References below each audience that is whole: 0 for one that refers to none. */
  private readonly heights = new Map<string, number>();
  private readonly found = new Map<string, Omit<Issue, "path">>();

  constructor(private readonly rules: ReferenceRules) {}

  /** What is wrong with a reference at this place. */
  issue(id: string, path: Pointer): Issue | undefined {
    if (id === "") return issue("empty_text", path, "An audience is missing.");
    const { audienceId } = this.rules;
    const failure = this.follow(id, audienceId === undefined ? [] : [audienceId]);
    if (failure !== undefined) return { ...failure, path };
    const height = this.heights.get(id) ?? 0;
    return height + 1 > this.rules.depth ? this.tooDeep(path) : undefined;
  }

  private follow(id: string, trail: readonly string[]): Omit<Issue, "path"> | undefined {
    const again = trail.indexOf(id);
    if (again !== -1) return this.cycle([...trail.slice(again), id]);
    if (trail.length > endOfChain) return this.tooDeep("");
    if (this.heights.has(id)) return undefined;
    const known = this.found.get(id);
    if (known !== undefined) return known;
    const failure = this.look(id, trail);
    if (failure !== undefined) this.found.set(id, failure);
    return failure;
  }

  private look(id: string, trail: readonly string[]): Omit<Issue, "path"> | undefined {
    const audience = this.rules.audiences(id);
    if (audience === undefined) return issue("unknown_audience", "", `There is no audience ${quoted(id)}.`);
    if (audience.status === "draft" && this.rules.forDraft !== true) {
      const message = `The audience ${quoted(audience.name)} is a draft: its definition may still change.`;
      return issue("audience_is_draft", "", message, "Activate it first.");
    }
    const height = "definition" in audience ? this.heightOf(audience, [...trail, id]) : 0;
    if (typeof height !== "number") return height;
    this.heights.set(id, height);
    return undefined;
  }

  private heightOf(
    { name, definition }: ReferencedAudience & { readonly definition: Definition },
    trail: readonly string[],
  ): number | Omit<Issue, "path"> {
    const [own] = this.rules.issuesOf(definition);
    if (own !== undefined) return { ...own, message: `In the audience ${quoted(name)}: ${own.message}` };
    let height = 0;
    for (const next of referencedAudiences(definition)) {
      const failure = this.follow(next, trail);
      if (failure !== undefined) return failure;
      height = Math.max(height, 1 + (this.heights.get(next) ?? 0));
    }
    return height;
  }

  private cycle(ids: readonly string[]): Omit<Issue, "path"> {
    const names = ids.map((id) => this.rules.audiences(id)?.name ?? id);
    return issue("audience_cycle", "", `Audiences refer to each other in a circle: ${names.join(" → ")}.`);
  }

  private tooDeep(path: Pointer): Issue {
    return issue("audience_too_deep", path, `Audiences refer to audiences at most ${this.rules.depth} deep.`);
  }
}
