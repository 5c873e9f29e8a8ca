import { formStyles } from "./form.styles.js";
import { pageStyles } from "./page.styles.js";
import { popoverStyles } from "./popover.styles.js";
import { statusStyles } from "./status.styles.js";
import { tableStyles } from "./table.styles.js";
import { textStyles } from "./text.styles.js";

/** What every screen is made of. Each sheet is parsed once and shared by all elements. */
export const controlStyles = [textStyles, formStyles, statusStyles, pageStyles, tableStyles, popoverStyles];
