import { AudienceStatus } from "../audience-status/audience-status.js";
import { register } from "../element/register.js";

register("audience-status", AudienceStatus);
