import type { BuilderMessages } from "./english/builder.js";
import type { DashboardMessages } from "./english/dashboard.js";
import type { ReportMessages } from "./english/report.js";
import type { SharedMessages } from "./english/shared.js";

/** Everything the elements say, by screen. A language is one object of this type. */
export interface Messages {
  readonly shared: SharedMessages;
  readonly dashboard: DashboardMessages;
  readonly builder: BuilderMessages;
  readonly report: ReportMessages;
}
