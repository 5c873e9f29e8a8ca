import "./audience-composition-chart.js";
import "./audience-size-chart.js";
import "./audience-summary.js";
import { AudienceReport } from "../audience-report/audience-report.js";
import { register } from "../element/register.js";

register("audience-report", AudienceReport);
