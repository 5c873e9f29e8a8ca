import type { IdVector } from "../../source/columns.js";
import type { NumberedCustomers } from "../events/arriving-events.js";
import { integerId } from "../integer-ids.js";

/** Ids below it are numbers of customers by themselves: nobody has to be looked up. All others have this number. */
export const OTHERS = 2 ** 23;

/** The numbers of customers whose ids all lie below `OTHERS`, and of strangers. */
export function numbersOf(ids: IdVector): NumberedCustomers {
  if (ids.kind === "texts") {
    const ofText = Int32Array.from(ids.texts, (text) => Math.min(integerId(text) ?? OTHERS, OTHERS));
    return highestOf(Int32Array.from(ids.codes, (code) => ofText[code] ?? OTHERS)) ?? NOBODY;
  }
  const { data } = ids;
  const numbered = data instanceof Int32Array ? highestOf(data) : undefined;
  return numbered ?? highestOf(Int32Array.from(data, (id) => (id >= 0 && id < OTHERS ? id : OTHERS))) ?? NOBODY;
}

const NOBODY: NumberedCustomers = { numbers: new Int32Array(0), highest: 0 };

/** Undefined where some are no numbers of customers. */
function highestOf(numbers: Int32Array): NumberedCustomers | undefined {
  let [highest, signs] = [0, 0];
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row] ?? 0;
    signs |= number;
    if (number > highest) highest = number;
  }
  return signs < 0 || highest > OTHERS ? undefined : { numbers, highest };
}
