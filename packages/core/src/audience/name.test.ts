import { describe, expect, it } from "vitest";
import { AudienceError } from "../issue/issue.js";
import { audienceName, nameOfCopy } from "./name.js";

describe("audienceName", () => {
  it("trims, and writes in NFC", () => {
    expect(audienceName("  Lapsed gold \n")).toBe("Lapsed gold");
    expect(audienceName("Cafe\u0301")).toBe("Café");
  });

  it.each(["<img src=x onerror=alert(1)>", "'); drop table customers;--", "a\u202eb", "👨‍👩‍👧", "ذهب", "0"])(
    "takes %j as text",
    (name) => {
      expect(audienceName(name)).toBe(name);
    },
  );

  it("counts code points up to 200", () => {
    expect([...audienceName("💡".repeat(200))]).toHaveLength(200);
    expect(code(() => audienceName("💡".repeat(201)))).toBe("bad_name");
    expect(code(() => audienceName("x".repeat(1_000_000)))).toBe("bad_name");
  });

  it.each(["", "   ", "\u200b", "\u202e", "\u3164", "a\u0000b", "a\nb", "a\u0085b", "a\ud800b"])(
    "refuses %j",
    (name) => {
      expect(code(() => audienceName(name))).toBe("bad_name");
    },
  );

  it("names a copy within the limit", () => {
    expect(nameOfCopy("Gold")).toBe("Gold (copy)");
    expect([...nameOfCopy("💡".repeat(200))]).toHaveLength(200);
  });
});

function code(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof AudienceError ? error.code : "another error";
  }
}
