import type { Routes } from "../../call.js";
import { migrationParameters } from "../../guests/ask-guests.js";
import type { Guest } from "../../guests/guest.js";
import { sectionsOf } from "../../section-object.js";
import type { World } from "../../world.js";
import { managerOf, type Service } from "./manager-state.js";
import type { Job } from "./round.js";
import { selectNode } from "./select-node.js";
import { masterOf, usableNodes } from "./watch-nodes.js";

interface Work {
  readonly world: World;
  /** What guests can be asked, HA aside. */
  readonly routes: Routes;
  readonly sid: string;
  readonly service: Service;
  readonly vmid: number;
  readonly guest: Guest;
}

/** What a service's node does for it, as a task of the node; what comes of it is the service's next state. */
export async function perform(routes: Routes, world: World, { sid, does }: Job): Promise<void> {
  const service = managerOf(world).services.get(sid);
  const vmid = Number(sid.split(":")[1]);
  const guest = world.guests.get(vmid);
  if (service === undefined || guest === undefined) return;
  const work: Work = { world, routes, sid, service, vmid, guest };
  service.isBusy = true;
  try {
    switch (does) {
      case "start":
        return await start(work);
      case "stop":
        await stop(work, service.stopTimeout);
        return;
      case "move":
        return await move(work);
    }
  } finally {
    service.isBusy = false;
  }
}

async function start(work: Work): Promise<void> {
  const { world, sid, service } = work;
  if (await asked(work, "status/start", {})) {
    service.restarts = 0;
    service.failedOn = [];
    return;
  }
  const usable = usableNodes(world, masterOf(world) ?? service.node);
  if (service.state !== "started" || !usable.has(service.node)) return;
  const section = sectionsOf(world, "ha-resource").get(sid);
  service.restarts++;
  if (service.restarts <= Number(section?.["max_restart"] ?? 1)) return;
  service.failedOn = [...service.failedOn, service.node];
  service.restarts = 0;
  const except = service.failedOn;
  const target =
    service.failedOn.length <= Number(section?.["max_relocate"] ?? 1)
      ? selectNode(world, { sid, current: service.node, usable, except, bias: "preferred" })
      : undefined;
  service.state = target === undefined ? "error" : "relocate";
  service.target = target;
}

async function stop(work: Work, timeout: number): Promise<boolean> {
  return timeout === 0
    ? asked(work, "status/stop", {})
    : asked(work, "status/shutdown", { timeout, forceStop: 1 });
}

async function move(work: Work): Promise<void> {
  const { service, guest } = work;
  const { target = service.node, state } = service;
  if (state === "relocate" && guest.running !== undefined) await stop(work, service.stopTimeout);
  const isDone = await asked(work, "migrate", { target, ...migrationParameters(guest) });
  if (service.state !== state) return;
  if (!isDone) service.refusedBy = [...service.refusedBy, target];
  service.node = guest.node;
  service.target = undefined;
  service.state = "started";
}

/** Asks for something in the node's name, and waits for its end: whether it went well. */
async function asked(
  { world, routes, vmid, guest }: Work,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<boolean> {
  const { kind, node } = guest;
  const handler = routes[`POST /nodes/{node}/${kind}/{vmid}/${route}`];
  const call = { world, local: node, user: "root@pam", parameters: { node, vmid, ...parameters } };
  try {
    const upid = String(await handler?.(call));
    await world.tasks.ended(upid);
    const { exit = "" } = world.tasks.find(upid);
    return exit === "OK" || exit.startsWith("WARNINGS");
  } catch {
    // Refused at once, which nobody is there to hear.
    return false;
  }
}
