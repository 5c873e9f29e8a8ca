import { AudienceProvider } from "../audience-provider/audience-provider.js";
import { register } from "../element/register.js";

register("audience-provider", AudienceProvider);
