import { describe, expect, test } from "vitest";
import {
  asked,
  measureOperators,
  newTest,
  operatorsOf,
  readNumber,
  readNumbers,
  withOperator,
  withTexts,
} from "./value-test.js";

describe("changing the operator of a test", () => {
  test("keeps what was entered where the new operator takes it", () => {
    const one = { operator: "is", value: ["a", "b"] } as const;
    expect(withOperator(one, "contains", "text")).toEqual({ operator: "contains", value: ["a", "b"] });
    expect(withOperator(one, "hasValue", "text")).toEqual({ operator: "hasValue" });
    const range = { operator: "between", value: [25, 54] } as const;
    expect(withOperator(range, "atLeast", "number")).toEqual({ operator: "atLeast", value: 25 });
    expect(withOperator(range, "atMost", "number")).toEqual({ operator: "atMost", value: 54 });
    expect(withOperator({ operator: "atLeast", value: 5 }, "between", "number")).toEqual({
      operator: "between",
      value: [5],
    });
    expect(withOperator({ operator: "on", value: "2026-01-01" }, "inWindow", "date").value).toEqual({
      last: 30,
      unit: "day",
    });
  });

  test("drops matching of case where case is not folded", () => {
    const exact = { operator: "contains", value: "A", matchCase: true } as const;
    expect(withOperator(exact, "startsWith", "text")).toEqual({ operator: "startsWith", value: "A", matchCase: true });
    expect(withOperator(exact, "is", "text")).toEqual({ operator: "is", value: "A" });
  });

  test("a list operator keeps a list even of one", () => {
    expect(withTexts("hasAny", ["x"])).toEqual(["x"]);
    expect(withTexts("is", ["x"])).toBe("x");
  });
});

describe("what is offered", () => {
  test("every operator of every type asks for something that type has", () => {
    for (const type of ["text", "number", "boolean", "date", "datetime", "list"] as const) {
      for (const operator of operatorsOf(type)) expect(asked(operator, type)).toBeTypeOf("string");
    }
  });

  test("measures never ask whether there is a value", () => {
    expect(measureOperators("count")[0]).toBe("atLeast");
    expect(measureOperators("count")).not.toContain("hasValue");
    expect(measureOperators("lastAt")).toContain("inWindow");
  });

  test("a new test is complete where a sensible one exists", () => {
    expect(newTest("boolean")).toEqual({ operator: "is", value: true });
    expect(newTest("date")).toEqual({ operator: "inWindow", value: { last: 30, unit: "day" } });
    expect(newTest("text")).toEqual({ operator: "is", value: [] });
    expect(newTest("number")).toEqual({ operator: "atLeast" });
  });
});

describe("reading numbers", () => {
  test.each([
    ["2", 2],
    [" -3.5 ", -3.5],
    ["3,5", 3.5],
    ["\u2212 4", undefined],
    ["1e3", undefined],
    ["", undefined],
    ["12 apples", undefined],
  ])("%j is %j", (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  test("several at once", () => {
    expect(readNumbers("1, 2;3 4")).toEqual([1, 2, 3, 4]);
    expect(readNumbers("1, x")).toBeUndefined();
    expect(readNumbers("")).toEqual([]);
  });
});
