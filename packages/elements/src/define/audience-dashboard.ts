import { AudienceDashboard } from "../audience-dashboard/audience-dashboard.js";
import { AudienceRowMenu } from "../audience-dashboard/row-menu.js";
import { register } from "../element/register.js";

register("audience-row-menu", AudienceRowMenu);
register("audience-dashboard", AudienceDashboard);
