import { AudienceSummary } from "../audience-summary/audience-summary.js";
import { register } from "../element/register.js";

register("audience-summary", AudienceSummary);
