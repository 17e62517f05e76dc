import { sectionsOf } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";
import { managerOf } from "./manager-state.js";
import { wantedState } from "./wanted-state.js";

/** The HA resource of a guest, with its name; undefined if no manager cares for it. */
export function haResourceOf(world: World, vmid: number): readonly [sid: string, Section] | undefined {
  return [...sectionsOf(world, "ha-resource")].find(([sid]) => Number(sid.split(":")[1]) === vmid);
}

/** How a guest under HA fares, in words for people; undefined if no manager cares for it. */
export function haStateOf(world: World, vmid: number): string | undefined {
  const [sid, section] = haResourceOf(world, vmid) ?? [];
  if (sid === undefined || section === undefined) return undefined;
  const wanted = wantedState(section);
  if (wanted === "ignored") return wanted;
  const service = managerOf(world).services.get(sid);
  const isRunning = world.guests.get(vmid)?.running !== undefined;
  switch (service?.state) {
    // The manager has not looked yet.
    case undefined:
      return "queued";
    case "started":
      if (wanted !== "started") return "stopping";
      return isRunning ? "started" : "starting";
    case "request_stop":
      return "stopping";
    case "stopped":
      return wanted === "started" ? "starting" : wanted;
    case "error":
      return wanted === "disabled" ? "clearing error flag" : "error";
    case "migrate":
    case "relocate":
    case "fence":
    case "recovery":
      return service.state;
  }
}

/** What a guest's status says of HA. */
export function haStatusOf(world: World, vmid: number): object {
  const [, section] = haResourceOf(world, vmid) ?? [];
  if (section === undefined || wantedState(section) === "ignored") return { managed: 0 };
  return { managed: 1, state: section["state"] ?? "started" };
}
