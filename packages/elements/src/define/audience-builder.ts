import { AudienceAttributePicker } from "../audience-builder/audience-attribute-picker.js";
import { AudienceBuilder } from "../audience-builder/audience-builder.js";
import { AudienceNumberRange } from "../audience-builder/audience-number-range.js";
import { AudienceValueField } from "../audience-builder/audience-value-field.js";
import { AudienceValueList } from "../audience-builder/audience-value-list.js";
import { register } from "../element/register.js";

register("audience-attribute-picker", AudienceAttributePicker);
register("audience-number-range", AudienceNumberRange);
register("audience-value-field", AudienceValueField);
register("audience-value-list", AudienceValueList);
register("audience-builder", AudienceBuilder);

declare global {
  interface HTMLElementTagNameMap {
    "audience-attribute-picker": AudienceAttributePicker;
    "audience-builder": AudienceBuilder;
    "audience-number-range": AudienceNumberRange;
    "audience-value-field": AudienceValueField;
    "audience-value-list": AudienceValueList;
  }
}
