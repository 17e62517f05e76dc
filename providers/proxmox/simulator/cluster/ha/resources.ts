import { textOf, type Call, type Handler, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { rowOf, sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { takeOut } from "../guest-references.js";
import { together } from "./affinity.js";
import { assertGroup } from "./groups.js";
import type { MoveCommand } from "./manager-state.js";
import { blockingResources } from "./motion.js";
import { queueMove } from "./move.js";

const path = "/cluster/ha/resources";
const kinds = { vm: "qemu", ct: "lxc" } as const;
const words = { vm: "virtual machine", ct: "container" } as const;

export const haResources: SectionObject = {
  path,
  id: "sid",
  file: "ha-resource",
  kind: "ha-resource",
  says: {
    exists: (sid) => `resource ID '${sid}' already defined`,
    missing: (sid) => `no such resource '${sid}'`,
    create: "create resource failed",
    update: "update resources config failed",
    remove: "delete resource failed",
  },
  before: (call, sid) => assertGuest(call, sid),
  // What is not ASCII is written as bytes and read as characters.
  prepared: (_, { comment, ...section }) => ({
    ...section,
    ...(comment === undefined ? {} : { comment: Buffer.from(String(comment)).toString("latin1") }),
  }),
};

const handlers = sectionHandlers(haResources);

/** Guests under the care of the HA manager. */
export const haResourceRoutes: Routes = {
  [`GET ${path}`]: handlers.list,
  [`POST ${path}`]: (call) => {
    assertGroup(call);
    const sid = sidOf(call);
    return handlers.create(withSid(call, { type: sid.split(":")[0] as string }));
  },
  [`GET ${path}/{sid}`]: (call) => handlers.read(withSid(call)),
  [`PUT ${path}/{sid}`]: (call) => {
    assertGroup(call);
    return handlers.update(withSid(call));
  },
  [`DELETE ${path}/{sid}`]: (call) => {
    const sid = sidOf(call);
    if (!sectionsOf(call.world, haResources.file).has(sid))
      fail(`cannot delete service '${sid}', not HA managed!`);
    if (Number(call.parameters["purge"] ?? 1) === 1)
      takeOut(call.world, { file: "ha-rule", name: "resources", element: sid });
    return handlers.remove(withSid(call));
  },
  [`POST ${path}/{sid}/migrate`]: moved("migrate"),
  [`POST ${path}/{sid}/relocate`]: moved("relocate"),
};

/** What the HA manager knows of each resource: its values, and the node that its guest is on. */
export function haServices(
  world: World,
): readonly (Section & { readonly sid: string; readonly node: string })[] {
  return [...sectionsOf(world, haResources.file)].map((entry) => {
    const [sid] = entry;
    return {
      ...(rowOf(world, haResources, entry) as object),
      sid,
      node: world.guests.get(vmidOf(sid))?.node ?? "",
    };
  });
}

export function vmidOf(sid: string): number {
  return Number(sid.split(":")[1]);
}

/** A bare guest id means whatever that guest is. */
function sidOf({ world, parameters }: Call): string {
  const sid = String(parameters["sid"]);
  if (sid.includes(":")) return sid;
  const guest = world.guests.get(Number(sid));
  return `${guest?.kind === "lxc" ? "ct" : "vm"}:${sid}`;
}

function withSid(call: Call, more: Section = {}): Call {
  const { purge: _purge, ...parameters } = call.parameters;
  return { ...call, parameters: { ...parameters, ...more, sid: sidOf(call) } };
}

function assertGuest({ world, parameters }: Call, sid: string): void {
  const guest = world.guests.get(vmidOf(sid)) ?? fail(`resource '${sid}' does not exist in cluster`);
  const type = String(parameters["type"]) as keyof typeof kinds;
  if (guest.kind !== kinds[type])
    fail(`resource '${sid}' - guest with ID ${vmidOf(sid)} is not a ${words[type]}`);
}

/** Tells the manager to move a resource; what has to go with it, and what keeps it away, is told in the answer. */
function moved(kind: MoveCommand["kind"]): Handler {
  return (call) => {
    const { world } = call;
    const sid = sidOf(call);
    const target = textOf(call, "node") as string;
    if (!sectionsOf(world, haResources.file).has(sid)) fail(`resource '${sid}' not HA managed`);
    if (world.guests.get(vmidOf(sid))?.node === target) fail(`service '${sid}' already on node '${target}'`);
    if (!world.nodes.has(target)) fail(`cannot migrate service '${sid}' to unknown node '${target}'`);
    const blocking = blockingResources(world, vmidOf(sid), target).filter(
      ({ cause }) => cause === "resource-affinity",
    );
    const comigrated = together(world, sid);
    if (blocking.length === 0) queueMove(world, sid, { kind, target });
    return {
      sid,
      "requested-node": target,
      ...(comigrated.length === 0 ? {} : { "comigrated-resources": comigrated }),
      ...(blocking.length === 0 ? {} : { "blocking-resources": blocking }),
    };
  };
}
