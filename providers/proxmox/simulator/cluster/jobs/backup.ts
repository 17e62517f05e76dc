import { randomUUID } from "node:crypto";

import { assertBackupPermitted } from "../../backup/permitted.js";
import { selectionProblem } from "../../backup/selection-problem.js";
import { elementsOf, textOf, type Call, type Routes } from "../../call.js";
import { parameterFailure } from "../../failure.js";
import { failParameter, sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import { without, type Section } from "../../section.js";
import { specification } from "../../../api/specification/specification.js";
import { parseProperties } from "../../verify/property-string.js";
import { selectedGuests, volumesOf } from "./backup-selection.js";
import { nextRun } from "./next-run.js";

const path = "/cluster/backup";
const structured = {
  "prune-backups": "prune-backups",
  fleecing: "backup-fleecing",
  performance: "backup-performance",
} as const;
/** What a job may be about: one of these. */
const selections = ["all", "vmid", "pool"];

const jobs: SectionObject = {
  path,
  id: "id",
  file: "jobs",
  kind: "backup",
  type: "vzdump",
  isOrdered: true,
  says: {
    exists: (id) => `Job '${id}' already exists`,
    missing: () => "no such vzdump job",
    unknown: (name) => failParameter("delete", `unknown option '${name}'`),
  },
  prepared: (_, sent, { before }) => {
    const section = { enabled: 1, ...sent };
    return before === undefined ? section : without(section, replacedBy(sent, before));
  },
  shown: (section) =>
    Object.fromEntries(Object.entries(section).map(([name, value]) => [name, shownValue(name, value)])),
};

const handlers = sectionHandlers(jobs);

export const backupRoutes: Routes = {
  [`GET ${path}`]: (call) =>
    (handlers.list(call) as readonly Section[]).map((row) => ({
      ...withoutDigest(row),
      ...nextRun(call.world, row),
    })),
  [`POST ${path}`]: (call) => {
    const id = textOf(call, "id") ?? randomUUID();
    const { parameters } = call;
    assertBackupPermitted(call);
    assertSelection(parameters);
    if (!("schedule" in parameters) && !("starttime" in parameters))
      throw parameterFailure({ schedule: "property is missing and it is not optional" });
    return handlers.create(scheduled({ ...call, parameters: { ...parameters, id } }));
  },
  [`GET ${path}/{id}`]: (call) => {
    assertJob(call);
    return withoutDigest(handlers.read(call) as Section);
  },
  [`PUT ${path}/{id}`]: (call) => {
    assertBackupPermitted(call);
    const { parameters } = call;
    if (selections.filter((name) => name in parameters).length > 1) assertSelection(parameters);
    return handlers.update(scheduled(call));
  },
  [`DELETE ${path}/{id}`]: (call) => {
    const id = textOf(call, "id") as string;
    if (!sectionsOf(call.world, jobs.file).has(id)) failParameter("id", `No such job '${id}'`);
    return handlers.remove(call);
  },
  [`GET ${path}/{id}/included_volumes`]: (call) => {
    const job = assertJob(call);
    return { children: selectedGuests(call.world, job).map(([vmid, guest]) => volumesOf(vmid, guest)) };
  },
  "GET /cluster/backup-info/not-backed-up": ({ world }) => {
    const backedUp = new Set(
      [...sectionsOf(world, jobs.file).values()]
        .filter(({ type }) => type === "vzdump")
        .flatMap((job) => selectedGuests(world, job).map(([vmid]) => vmid)),
    );
    return [...world.guests]
      .filter(([vmid]) => !backedUp.has(vmid))
      .map(([vmid, { kind, config }]) => {
        const name = kind === "qemu" ? config["name"] : config["hostname"];
        return { vmid, type: kind, ...(name === undefined ? {} : { name }) };
      });
  },
};

function assertJob(call: Call): Section {
  const id = textOf(call, "id") as string;
  const job = sectionsOf(call.world, jobs.file).get(id);
  if (job?.["type"] !== "vzdump") throw parameterFailure({ id: `No such job '${id}'` });
  return job;
}

function assertSelection(sent: Section): void {
  const [problem] = Object.entries(selectionProblem(sent) ?? {});
  if (problem !== undefined) failParameter(...problem);
}

/** What a changed selection drives out. */
function replacedBy(after: Section, before: Section): ReadonlySet<string> {
  const chosen = selections.find((name) => name in after && after[name] !== before[name]);
  if (chosen === undefined) return new Set();
  const others = selections.filter((name) => name !== chosen);
  return new Set(chosen === "all" ? others : [...others, "exclude"]);
}

/** The days and the time of former releases make a schedule. */
function scheduled(call: Call): Call {
  const { dow, starttime, ...parameters } = call.parameters;
  if (starttime === undefined || "schedule" in parameters) return { ...call, parameters };
  return {
    ...call,
    parameters: { ...parameters, schedule: dow === undefined ? starttime : `${dow} ${starttime}` },
  };
}

/** Property strings come as objects, in which only what is true or false is a number. */
function shownValue(name: string, value: string | number): unknown {
  if (name === "exclude-path") return elementsOf(value);
  const formatName = structured[name as keyof typeof structured] as string | undefined;
  const format = formatName === undefined ? undefined : specification().formats[formatName];
  if (format === undefined) return value;
  return Object.fromEntries(
    Object.entries(parseProperties(format, String(value)).values).map(([key, text]) => [
      key,
      format[key]?.type === "boolean" ? Number(/^(?:1|on|yes|true)$/i.test(text)) : text,
    ]),
  );
}

function withoutDigest(row: Section): Section {
  return without(row, new Set(["digest"]));
}
