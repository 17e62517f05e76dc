import { textOf, type Call, type Routes } from "../../call.js";
import { nextEvent, parseCalendarEvent } from "../../calendar-event.js";
import { parameterFailure } from "../../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import { without, type Section } from "../../section.js";
import { backupRoutes } from "./backup.js";
import { nextRun } from "./next-run.js";

const path = "/cluster/jobs/realm-sync";

const syncs: SectionObject = {
  path,
  id: "id",
  file: "jobs",
  kind: "realm-sync",
  type: "realm-sync",
  isOrdered: true,
  says: {
    exists: (id) => `Job '${id}' already exists`,
    missing: (id) => `No such job '${id}'`,
  },
  prepared: (_, section) => ({ enabled: 1, ...section }),
};

const handlers = sectionHandlers(syncs);

/** What is done at set times: backups, and reading the users of realms. */
export const jobRoutes: Routes = {
  ...backupRoutes,
  [`GET ${path}`]: (call) =>
    (handlers.list(call) as readonly Section[]).map((row) => ({
      ...without(row, new Set(["digest"])),
      ...nextRun(call.world, row),
      "last-run": null,
    })),
  [`POST ${path}/{id}`]: handlers.create,
  [`GET ${path}/{id}`]: (call) => {
    assertJob(call);
    return without(handlers.read(call) as Section, new Set(["id", "digest"]));
  },
  [`PUT ${path}/{id}`]: (call) => {
    assertJob(call);
    return handlers.update(call);
  },
  [`DELETE ${path}/{id}`]: (call) => {
    assertJob(call);
    return handlers.remove(call);
  },
  "GET /cluster/jobs/schedule-analyze": (call) => {
    const event = parseCalendarEvent(textOf(call, "schedule") as string);
    const rows: { readonly timestamp: number; readonly utc: string }[] = [];
    let last = Number(call.parameters["starttime"] ?? Math.floor(call.world.clock.now() / 1000));
    for (let left = Number(call.parameters["iterations"] ?? 10); left > 0; left--) {
      const next = nextEvent(event, last);
      if (next === undefined) break;
      rows.push({ timestamp: next, utc: calendarText(next) });
      last = next;
    }
    return rows;
  },
};

function assertJob(call: Call): void {
  const id = textOf(call, "id") as string;
  if (sectionsOf(call.world, syncs.file).get(id)?.["type"] !== "realm-sync")
    throw parameterFailure({ id: `No such job '${id}'` });
}

/** `Wed Dec  2 00:00:00 2026` */
function calendarText(seconds: number): string {
  const [weekday, date, month, year, time] = new Date(seconds * 1000)
    .toUTCString()
    .replace(",", "")
    .split(" ") as [string, string, string, string, string];
  return `${weekday} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`;
}
