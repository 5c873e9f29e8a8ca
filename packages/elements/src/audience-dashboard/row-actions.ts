import type { Audience, AudienceListing } from "@audiencekit/core";
import type { IconName } from "../element/icons.js";
import type { Messages } from "../messages/messages.js";

export type RowAction = "open" | "duplicate" | "activate" | "export" | "archive" | "restore";

export interface RowActionItem {
  readonly action: RowAction;
  readonly label: string;
  readonly icon: IconName;
  /** Why it cannot be done now; the item stays, disabled. */
  readonly why: string | undefined;
  /** A rule stands before it. */
  readonly apart: boolean;
}

/** The menu of a row. What cannot be done, or is not `allowed` to the user, stays in it, with the reason. */
export function rowActions(
  { audience, recent }: AudienceListing,
  messages: Messages,
  allowed: (action: RowAction) => boolean = () => true,
): readonly RowActionItem[] {
  const { dashboard, shared } = messages;
  const item = (action: RowAction, label: string, icon: IconName, why?: string, apart = false): RowActionItem => ({
    action,
    label,
    icon,
    why: why ?? (allowed(action) ? undefined : dashboard.notAllowed),
    apart,
  });
  return [
    item("open", opensReport(audience) ? dashboard.openReport : dashboard.openBuilder, "open"),
    item("duplicate", shared.duplicate, "copy"),
    item("activate", dashboard.activate, "bolt", whyNotActivate(audience, messages)),
    item("export", dashboard.exportIds, "download", whyNotExport(audience, recent.length > 0, messages)),
    audience.status === "archived"
      ? item("restore", shared.restore, "restore", undefined, true)
      : item("archive", shared.archive, "archive", undefined, true),
  ];
}

/** A draft opens in the builder, everything that was live in its report. */
export function opensReport(audience: Audience): boolean {
  return audience.status === "live" || audience.activatedAt !== undefined;
}

function whyNotActivate({ status }: Audience, { dashboard }: Messages): string | undefined {
  if (status === "live") return dashboard.alreadyLive;
  return status === "draft" ? undefined : dashboard.onlyDrafts;
}

function whyNotExport({ status }: Audience, processed: boolean, { dashboard }: Messages): string | undefined {
  if (status !== "live") return status === "draft" ? dashboard.exportDraft : dashboard.exportArchived;
  return processed ? undefined : dashboard.exportUnprocessed;
}
