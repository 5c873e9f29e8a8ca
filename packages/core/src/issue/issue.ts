/** Every code a refusal can carry. A code is stable: hosts may branch on it. */
export type IssueCode =
  // shape and limits of a definition
  | "not_json"
  | "too_large"
  | "too_deep"
  | "too_many_nodes"
  | "too_many_values"
  | "too_many_steps"
  | "forbidden_key"
  | "unknown_key"
  | "missing_key"
  | "wrong_type"
  | "unsupported_version"
  | "empty_group"
  | "empty_list"
  | "empty_text"
  | "bad_text"
  | "bad_number"
  | "bad_date"
  | "bad_instant"
  | "bad_window"
  | "bad_range"
  | "bad_sample"
  | "bad_sequence"
  | "value_missing"
  | "value_surplus"
  // against the catalogue
  | "unknown_attribute"
  | "unknown_property"
  | "unknown_event"
  | "unknown_tag"
  | "unknown_time_zone"
  | "unknown_audience"
  | "operator_mismatch"
  | "type_mismatch"
  | "scale_missing"
  | "window_in_future"
  | "audience_cycle"
  | "audience_too_deep"
  | "audience_is_draft"
  | "bad_name"
  // catalogue and data
  | "bad_catalog"
  | "bad_config"
  | "name_clash"
  | "column_missing"
  | "duplicate_customer"
  | "bad_file"
  | "bad_row"
  // lifecycle, store, service
  | "not_found"
  | "forbidden"
  | "conflict"
  | "audience_live"
  | "audience_archived"
  | "audience_in_use"
  | "audience_not_ready"
  | "bad_transition"
  | "attribute_missing"
  | "not_supported"
  | "store_corrupt"
  | "store_newer"
  | "aborted"
  | "engine_lost"
  | "internal";

/** One thing that is wrong (or, as a warning, odd), and where. */
export interface Issue {
  readonly code: IssueCode;
  /** RFC 6901 JSON pointer into what was given, `""` being the whole: `/root/conditions/0/value`. */
  readonly path: string;
  /** A sentence for people, saying what is wrong. */
  readonly message: string;
  /** What to do about it: the nearest known name, or the accepted form. */
  readonly hint?: string;
  /** A warning does not stop an evaluation. */
  readonly severity: "error" | "warning";
}

/** The one error AudienceKit throws: the first issue's code, path and sentence, and all the issues behind it. */
export class AudienceError extends Error {
  override readonly name = "AudienceError";
  readonly code: IssueCode;
  readonly path: string;
  readonly hint: string | undefined;
  readonly issues: readonly Issue[];

  constructor(issues: Issue | readonly [Issue, ...Issue[]], options?: ErrorOptions) {
    const all: readonly [Issue, ...Issue[]] = isOne(issues) ? [issues] : issues;
    const first = all[0];
    super(first.message, options);
    this.code = first.code;
    this.path = first.path;
    this.hint = first.hint;
    this.issues = all;
  }
}

function isOne(issues: Issue | readonly [Issue, ...Issue[]]): issues is Issue {
  return !Array.isArray(issues);
}

/** Builds an error issue; `path` is a JSON pointer. */
export function issue(code: IssueCode, path: string, message: string, hint?: string): Issue {
  return { code, path, message, severity: "error", ...(hint === undefined ? {} : { hint }) };
}

/** The error of one refusal: `throw refuse("not_found", "", "No such audience.")`. */
export function refuse(
  code: IssueCode,
  path: string,
  message: string,
  hint?: string,
  options?: ErrorOptions,
): AudienceError {
  return new AudienceError(issue(code, path, message, hint), options);
}
