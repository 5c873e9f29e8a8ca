import { AudienceSizeChart } from "../audience-size-chart/audience-size-chart.js";
import { register } from "../element/register.js";

register("audience-size-chart", AudienceSizeChart);
