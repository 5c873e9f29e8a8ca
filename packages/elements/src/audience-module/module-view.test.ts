import fc from "fast-check";
import { expect, test } from "vitest";
import { fragmentOf, viewOf, type ModuleView } from "./module-view.js";

test("every view comes back from its fragment, whatever its id is made of", () => {
  const id = fc.string({ unit: "grapheme", minLength: 1 });
  const views: fc.Arbitrary<ModuleView> = fc.oneof(
    fc.constant({ screen: "dashboard" as const }),
    fc.record({
      screen: fc.constant("builder" as const),
      id: fc.option(id, { nil: undefined }),
    }),
    fc.record({ screen: fc.constant("report" as const), id }),
  );
  fc.assert(
    fc.property(views, (view) => {
      expect(viewOf(fragmentOf(view))).toEqual(view);
    }),
  );
});

test.each(["", "#other", "#audiences/report", "#audiences/builder/id/%E0%A4%A", "#audiences/shop/id/1"])(
  "%s is no view of the module",
  (fragment) => expect(viewOf(fragment)).toBeUndefined(),
);
