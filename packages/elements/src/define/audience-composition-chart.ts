import { AudienceCompositionChart } from "../audience-composition-chart/audience-composition-chart.js";
import { register } from "../element/register.js";

register("audience-composition-chart", AudienceCompositionChart);
