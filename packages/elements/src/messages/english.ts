import { builder } from "./english/builder.js";
import { dashboard } from "./english/dashboard.js";
import { report } from "./english/report.js";
import { shared } from "./english/shared.js";
import type { Messages } from "./messages.js";

export const english: Messages = { shared, dashboard, builder, report };
