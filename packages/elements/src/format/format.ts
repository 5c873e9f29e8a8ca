/** Numbers, shares and dates as one locale writes them, in one time zone. */
export interface Format {
  readonly locale: string;
  readonly timeZone: string;
  number(value: number): string;
  /** 10^scale times too large, as stored: shown with its currency or unit. */
  value(value: number, of: { readonly currency?: string | undefined; readonly unit?: string | undefined }): string;
  /** One decimal unless told; "<0.1%" rather than nothing. */
  share(part: number, whole: number, decimals?: number): string;
  /** With its sign, always; a true minus. */
  delta(value: number): string;
  /** Day, short month, year. An instant in milliseconds or ISO text. */
  date(instant: number | string, timeZone?: string): string;
  time(instant: number | string, timeZone?: string): string;
  dateTime(instant: number | string, timeZone?: string): string;
  /** A calendar date `YYYY-MM-DD`, which has no zone. */
  day(date: string, style?: "short" | "long"): string;
  /** Without the year. */
  monthDay(date: string): string;
  weekday(date: string): string;
  /** The zone with its offset from UTC at an instant. */
  zone(instant: number | string): string;
  list(items: readonly string[], join?: "and" | "or"): string;
}

/** Formats are made once for each locale and zone: making an Intl formatter costs more than using it. */
export function formatIn(locale: string, timeZone: string): Format {
  const key = `${locale} ${timeZone}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = makeFormat(locale, timeZone)));
  return format;
}

const formats = new Map<string, Format>();
const MINUS = "−";

function makeFormat(locale: string, ownZone: string): Format {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 9 });
  const deltas = new Intl.NumberFormat(locale, { signDisplay: "exceptZero", maximumFractionDigits: 9 });
  const percent = remember((decimals: number) => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(locale, { style: "percent", ...digits });
  });
  const money = remember((currency: string) => new Intl.NumberFormat(locale, { style: "currency", currency }));
  const offsets = new Intl.DateTimeFormat("en", { timeZone: ownZone, timeZoneName: "shortOffset" });
  const dates = remember((timeZone: string) => dateFormat({ timeZone }));
  const times = remember((timeZone: string) => new Intl.DateTimeFormat(locale, { ...clock, timeZone }));
  const days = remember((style: string) =>
    dateFormat({ timeZone: "UTC", ...(style === "long" ? { month: "long" } : {}) }),
  );
  const weekdays = dateFormat({ timeZone: "UTC", weekday: "short" });
  const monthDays = dateFormat({ timeZone: "UTC", year: undefined });
  const lists = remember(
    (join: string) => new Intl.ListFormat(locale, { type: join === "or" ? "disjunction" : "conjunction" }),
  );

  function dateFormat(options: Intl.DateTimeFormatOptions): Pick<Intl.DateTimeFormat, "format"> {
    const made = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", ...options });
    return isEnglish(locale) ? { format: (instant) => dayFirst(made.formatToParts(instant)) } : made;
  }

  const format: Format = {
    locale,
    timeZone: ownZone,
    number: (value) => trueMinus(numbers.format(value)),
    value(value, { currency, unit }) {
      if (currency !== undefined) return trueMinus(money(currency).format(value));
      return unit === undefined ? format.number(value) : `${format.number(value)} ${unit}`;
    },
    share(part, whole, decimals = 1) {
      const share = whole === 0 ? 0 : part / whole;
      const least = 10 ** -(decimals + 2);
      if (share > 0 && share < least / 2) return `<${percent(decimals).format(least)}`;
      return percent(decimals).format(share);
    },
    delta: (value) => trueMinus(deltas.format(value)),
    date: (instant, timeZone = ownZone) => dates(timeZone).format(millis(instant)),
    time: (instant, timeZone = ownZone) => times(timeZone).format(millis(instant)),
    dateTime: (instant, timeZone = ownZone) => `${format.date(instant, timeZone)}, ${format.time(instant, timeZone)}`,
    day: (date, style = "short") => days(style).format(millis(`${date}T00:00:00Z`)),
    monthDay: (date) => monthDays.format(millis(`${date}T00:00:00Z`)),
    weekday: (date) => weekdays.format(millis(`${date}T00:00:00Z`)),
    zone(instant) {
      const offset = offsets.formatToParts(millis(instant)).find(({ type }) => type === "timeZoneName")?.value ?? "";
      const name = ownZone.replaceAll("_", " ");
      return ownZone === "UTC" ? name : `${name}, ${offset.replace("GMT", "UTC").replace("-", MINUS)}`;
    },
    list: (items, join = "and") => lists(join).format(items),
  };
  return Object.freeze(format);
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

function isEnglish(locale: string): boolean {
  return locale === "en" || locale.startsWith("en-");
}

/** English of every country in one unmistakable order: 23 Nov 2026. */
function dayFirst(parts: readonly Intl.DateTimeFormatPart[]): string {
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value;
  const weekday = part("weekday");
  const date = [part("day"), part("month"), part("year")].filter((text) => text !== undefined).join(" ");
  return weekday === undefined ? date : `${weekday}, ${date}`;
}

function millis(instant: number | string): number {
  return typeof instant === "number" ? instant : Date.parse(instant);
}

function trueMinus(text: string): string {
  return text.replace("-", MINUS);
}

function remember<Made>(make: (key: string) => Made): (key: string) => Made;
function remember<Made>(make: (key: number) => Made): (key: number) => Made;
function remember<Made>(make: (key: never) => Made): (key: never) => Made {
  const made = new Map<unknown, Made>();
  return (key) => {
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = make(key)));
    return found;
  };
}
