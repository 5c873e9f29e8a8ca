const known = new Map([["UTC", true]]);
/** Zones are few; a stream of made-up names is not kept. */
const maxKnown = 1000;

/** Whether a name is one of the IANA time zone database, as this runtime knows it. */
export function isTimeZone(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    answer = /^[A-Za-z]/.test(name) && isAccepted(name);
    if (known.size < maxKnown) known.set(name, answer);
  }
  return answer;
}

function isAccepted(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The names this runtime lists, for hints. */
export function timeZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}
