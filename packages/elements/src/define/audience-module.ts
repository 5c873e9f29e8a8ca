import "./audience-builder.js";
import "./audience-dashboard.js";
import "./audience-report.js";
import { AudienceModule } from "../audience-module/audience-module.js";
import { register } from "../element/register.js";

register("audience-module", AudienceModule);
