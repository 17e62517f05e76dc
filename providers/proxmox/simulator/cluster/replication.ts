import { privilegesAt } from "../access/permissions.js";
import { requirePrivileges } from "../access/check.js";
import { textOf, type Call, type Handler, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../section-object.js";
import type { Section } from "../section.js";

const path = "/cluster/replication";
const local = "/nodes/{node}/replication";

const jobs: SectionObject = {
  path,
  id: "id",
  file: "replication",
  kind: "replication",
  says: {
    exists: (id) => `replication job '${id}' already exists`,
    missing: (id) => `no such replication job '${id}'`,
  },
  prepared: ({ world }, section, { id, before }) => {
    const source = world.guests.get(guestOf(id))?.node;
    return before !== undefined || source === undefined ? section : { source, ...section };
  },
};

const handlers = sectionHandlers(jobs);

/** Copies of guests' volumes on other nodes. */
export const replicationRoutes: Routes = {
  [`GET ${path}`]: (call) => rows(call),
  [`POST ${path}`]: (call) => {
    const id = textOf(call, "id") as string;
    requirePrivileges(call, `/vms/${guestOf(id)}`, ["VM.Replicate"]);
    const target = textOf(call, "target") as string;
    if (!call.world.nodes.has(target)) fail(`Target '${target}' does not exist.`);
    const guest = call.world.guests.get(guestOf(id)) ?? fail(`Guest '${guestOf(id)}' does not exist.`);
    if (guest.node === target) fail("Source and target node are the same.");
    return handlers.create(call);
  },
  [`GET ${path}/{id}`]: (call) => withNumbersShown(handlers.read(permitted(call)) as Section),
  [`PUT ${path}/{id}`]: (call) => handlers.update(permitted(call)),
  [`DELETE ${path}/{id}`]: (call) => {
    const id = textOf(call, "id") as string;
    if (!sectionsOf(call.world, jobs.file).has(id)) fail(jobs.says.missing(id));
    return handlers.remove(permitted(call));
  },
  [`GET ${local}`]: (call) => {
    const guest = call.parameters["guest"];
    return rows(call)
      .filter(({ source }) => source === call.parameters["node"])
      .filter(({ guest: own }) => guest === undefined || own === Number(guest))
      .map(status);
  },
  [`GET ${local}/{id}`]: () => ["schedule_now", "log", "status"].map((name) => ({ name })),
  [`GET ${local}/{id}/status`]: onJob((call) => status(withNumbersShown(handlers.read(call) as Section))),
  [`GET ${local}/{id}/log`]: onJob(() => [{ n: 1, t: "no content" }]),
  [`POST ${local}/{id}/schedule_now`]: onJob(() => "OK"),
};

function onJob(handler: Handler): Handler {
  return (call) => {
    const id = textOf(call, "id") as string;
    if (!sectionsOf(call.world, jobs.file).has(id)) fail(jobs.says.missing(id));
    return handler(call);
  };
}

function rows(call: Call): readonly Section[] {
  return (handlers.list(call) as readonly Section[])
    .filter(({ id }) => privilegesAt(call.world, call.user, `/vms/${guestOf(String(id))}`).has("VM.Audit"))
    .map(withNumbersShown);
}

function permitted(call: Call): Call {
  const id = textOf(call, "id") as string;
  if (sectionsOf(call.world, jobs.file).has(id))
    requirePrivileges(call, `/vms/${guestOf(id)}`, ["VM.Replicate"]);
  return call;
}

function withNumbersShown(row: Section): Section {
  const [guest = "", number = ""] = String(row["id"]).split("-");
  return { ...row, guest: Number(guest), jobnum: number };
}

function status({ guest, jobnum, id, ...row }: Section) {
  return {
    ...row,
    id,
    guest,
    jobnum,
    vmtype: "qemu",
    fail_count: 0,
    last_sync: 0,
    last_try: 0,
    next_sync: 0,
    duration: 0,
  };
}

function guestOf(id: string): number {
  return Number(id.split("-")[0]);
}
