/** When something is due: what systemd calls a calendar event, in the part that PVE takes. */
export interface CalendarEvent {
  /** 0 is Sunday; every day if undefined. */
  readonly weekdays: ReadonlySet<number> | undefined;
  readonly years: Matcher;
  readonly months: Matcher;
  readonly days: Matcher;
  readonly hours: Matcher;
  readonly minutes: Matcher;
  readonly seconds: Matcher;
}

type Matcher = (value: number) => boolean;

const words: Readonly<Record<string, string>> = {
  minutely: "*:*",
  hourly: "*:00",
  daily: "00:00",
  weekly: "mon 00:00",
  monthly: "*-*-1 00:00",
  quarterly: "*-1,4,7,10-1 00:00",
  semiannually: "*-1,7-1 00:00",
  "semi-annually": "*-1,7-1 00:00",
  yearly: "*-1-1 00:00",
  annually: "*-1-1 00:00",
};
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const day = 86_400_000;

/** Takes an event apart; an Error says in PVE's words why it can't. */
export function parseCalendarEvent(text: string): CalendarEvent {
  const parts = (words[text.toLowerCase()] ?? text).trim().split(/\s+/);
  const isDays = (part: string | undefined) => /^[a-z]/i.test(part ?? "");
  const dayParts: string[] = [];
  while (isDays(parts[0]))
    dayParts.push(...(parts.shift() as string).split(",").filter((each) => each !== ""));
  const date = parts[0]?.includes("-") === true ? (parts.shift() as string).split("-") : undefined;
  const time = parts.shift()?.split(":");
  if (parts.length > 0 || (date === undefined && time === undefined && dayParts.length === 0))
    throw new Error(`unable to parse calendar event`);
  const [years = "*", months = "*", days = "*"] = date?.length === 2 ? ["*", ...date] : (date ?? []);
  // A lone number is about minutes.
  const [hours = "0", minutes = "0", seconds = "0"] = time?.length === 1 ? ["*", ...time] : (time ?? []);
  return {
    weekdays: dayParts.length === 0 ? undefined : new Set(dayParts.flatMap(weekdayRange)),
    years: matcher(years, 1970, 2199),
    months: matcher(months, 1, 12),
    days: matcher(days, 1, 31),
    hours: matcher(hours, 0, 23),
    minutes: matcher(minutes, 0, 59),
    seconds: matcher(seconds, 0, 59),
  };
}

/** The first time after another one, both in seconds since 1970; undefined if there is none in sight. */
export function nextEvent(event: CalendarEvent, after: number): number | undefined {
  const start = (after + 1) * 1000;
  for (let midnight = start - (start % day), count = 0; count < 366 * 30; midnight += day, count++) {
    if (!isDue(event, new Date(midnight))) continue;
    for (let second = Math.max(0, (start - midnight) / 1000); second < 86_400;) {
      if (!event.hours(Math.floor(second / 3600))) second = (Math.floor(second / 3600) + 1) * 3600;
      else if (!event.minutes(Math.floor(second / 60) % 60)) second = (Math.floor(second / 60) + 1) * 60;
      else if (!event.seconds(second % 60)) second++;
      else return midnight / 1000 + second;
    }
  }
  return undefined;
}

function isDue({ weekdays: due, years, months, days }: CalendarEvent, date: Date): boolean {
  return (
    (due?.has(date.getUTCDay()) ?? true) &&
    years(date.getUTCFullYear()) &&
    months(date.getUTCMonth() + 1) &&
    days(date.getUTCDate())
  );
}

function weekdayRange(text: string): readonly number[] {
  const [from = "", to = from] = text.split("..");
  const [first, last] = [weekdayOf(from, text), weekdayOf(to, text)];
  return [...Array(7).keys()].filter((each) =>
    first <= last ? each >= first && each <= last : each >= first || each <= last,
  );
}

function weekdayOf(name: string, text: string): number {
  const found = weekdays.findIndex((each) => name.length > 2 && each.startsWith(name.toLowerCase()));
  if (found < 0) throw new Error(`unable to parse calendar event at '${text}' - Context("weekday")`);
  return found;
}

/** `*`, `5`, `8..17`, `0/15`, or several of them with commas. */
function matcher(text: string, lowest: number, highest: number): Matcher {
  const ranges = text.split(",").map((each) => {
    const [, from = "", to, step] = /^(\*|\d+)(?:\.\.(\d+))?(?:\/(\d+))?$/.exec(each) ?? unable();
    const first = from === "*" ? lowest : Number(from);
    const last = to !== undefined ? Number(to) : from === "*" || step !== undefined ? highest : first;
    if (first < lowest || last > highest || step === "0") unable();
    return { first, last, step: Number(step ?? 1) };
  });
  return (value) =>
    ranges.some(({ first, last, step }) => value >= first && value <= last && (value - first) % step === 0);
}

function unable(): never {
  throw new Error("unable to parse calendar event");
}
