import { sectionsOf } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { seenFrom } from "../membership.js";
import { managerOf, newService, type Service } from "./manager-state.js";
import { selectNode } from "./select-node.js";
import { wantedState } from "./wanted-state.js";
import { isWaiting, masterOf, usableNodes, watchdogs, watchNodes } from "./watch-nodes.js";

/** Something that a node is to do for a service. */
export interface Job {
  readonly sid: string;
  readonly does: "start" | "stop" | "move";
}

export interface Outcome {
  readonly jobs: readonly Job[];
  /** Whether nothing more will happen until somebody does something. */
  readonly isSettled: boolean;
}

/** Locks in a configuration that mean nothing any more when their node is dead. */
const passing = new Set(["backup", "mounted", "migrate", "clone", "rollback", "snapshot", "snapshot-delete"]);

/** One look of the manager at everything: what is to be done now, and what will have to be looked at again. */
export function round(world: World): Outcome {
  const manager = managerOf(world);
  watchdogs(world);
  const master = masterOf(world);
  if (master === undefined || manager.disarmed !== "") return { jobs: [], isSettled: !isWaiting(world) };
  const before = stamp(world);
  watchNodes(world, master);
  const resources = sectionsOf(world, "ha-resource");
  for (const sid of manager.services.keys()) if (!resources.has(sid)) manager.services.delete(sid);
  const seen = seenFrom(world, master);
  const usable = usableNodes(world, master);
  const jobs = [...resources].flatMap(([sid, section]) => step(world, { sid, section, seen, usable }) ?? []);
  return { jobs, isSettled: jobs.length === 0 && stamp(world) === before && !isWaiting(world) };
}

function stamp(world: World): string {
  const { services, commands } = managerOf(world);
  return JSON.stringify([[...services], [...commands]]);
}

interface Looked {
  readonly sid: string;
  readonly section: Section;
  readonly seen: ReadonlySet<string>;
  readonly usable: ReadonlySet<string>;
}

function step(world: World, looked: Looked): Job | undefined {
  const { sid, section, seen, usable } = looked;
  const manager = managerOf(world);
  const vmid = Number(sid.split(":")[1]);
  const guest = world.guests.get(vmid);
  const wanted = wantedState(section);
  if (guest === undefined || wanted === "ignored" || guest.config["template"] === "1") {
    manager.services.delete(sid);
    return undefined;
  }
  const service =
    manager.services.get(sid) ?? newService(world, vmid, wanted === "started" ? "started" : "stopped");
  manager.services.set(sid, service);
  const isGone = !seen.has(service.node) && service.state !== "recovery" && service.state !== "error";
  if (service.isBusy || isGone) return undefined;
  const isRunning = guest.running !== undefined;
  switch (service.state) {
    case "started":
      service.node = guest.node;
      if (wanted !== "started") service.state = "request_stop";
      else return started(world, service, { ...looked, isRunning });
      return undefined;
    case "request_stop":
      if (isRunning) return { sid, does: "stop" };
      service.state = "stopped";
      service.stopTimeout = newService(world, vmid, "stopped").stopTimeout;
      return undefined;
    case "stopped": {
      service.node = guest.node;
      const command = taken(world, sid);
      if (command !== undefined && usable.has(command.target) && command.target !== service.node) {
        service.state = "relocate";
        service.target = command.target;
      } else if (wanted === "started") service.state = "started";
      return undefined;
    }
    case "migrate":
    case "relocate":
      return { sid, does: "move" };
    case "fence":
      return undefined;
    case "recovery": {
      const node = selectNode(world, { sid, current: "", usable, except: [], bias: "preferred" });
      if (node === undefined) return undefined;
      guest.node = service.node = node;
      if (guest.lock !== undefined && passing.has(guest.lock)) guest.lock = undefined;
      service.state = wanted === "started" ? "started" : "stopped";
      return undefined;
    }
    case "error":
      if (wanted === "disabled") manager.services.set(sid, newService(world, vmid, "stopped"));
      return undefined;
  }
}

/** A service that is to run: moved where it is asked to, or where it is preferred; else started if it does not run. */
function started(
  world: World,
  service: Service,
  { sid, section, usable, isRunning }: Looked & { readonly isRunning: boolean },
): Job | undefined {
  const { maintenance } = managerOf(world);
  const command = taken(world, sid);
  const isLeft = maintenance.has(service.node);
  if (!usable.has(service.node) && !isLeft) return undefined;
  const failback = Number(section["failback"] ?? 1) === 1;
  const { awayFrom } = service;
  const chosen =
    awayFrom !== undefined && usable.has(awayFrom)
      ? awayFrom
      : selectNode(world, {
          sid,
          current: service.node,
          usable,
          except: service.failedOn,
          bias: failback ? "preferred" : "present",
        });
  const asked = command !== undefined && usable.has(command.target) ? command : undefined;
  const target = asked?.target ?? chosen;
  if (target !== undefined && target !== service.node && !service.refusedBy.includes(target)) {
    service.awayFrom = isLeft ? service.node : undefined;
    service.state = asked?.kind ?? (isRunning ? "migrate" : "relocate");
    service.target = target;
    return undefined;
  }
  return isRunning || isLeft ? undefined : { sid, does: "start" };
}

/** A move that was asked for is looked at once. */
function taken(world: World, sid: string) {
  const { commands } = managerOf(world);
  const command = commands.get(sid);
  commands.delete(sid);
  return command;
}
