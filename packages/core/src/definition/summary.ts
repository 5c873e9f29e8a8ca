/** A piece of a sentence. `value` and `attribute` stand out, `exclude` says that something is left out. */
export interface Phrase {
  readonly text: string;
  readonly role: "text" | "attribute" | "value" | "exclude";
}

/** A condition in words, or a group with its members beneath. */
export interface SummaryLine {
  /** JSON pointer of the node. */
  readonly path: string;
  readonly exclude: boolean;
  readonly phrases: readonly Phrase[];
  /** How the members of a group are joined. */
  readonly match?: "all" | "any";
  readonly lines: readonly SummaryLine[];
}

/** A definition in words: one sentence, and the same as an outline. */
export interface Summary {
  readonly sentence: readonly Phrase[];
  readonly lines: readonly SummaryLine[];
}
