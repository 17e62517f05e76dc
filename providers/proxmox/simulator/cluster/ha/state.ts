import { sectionsOf } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";

/** The HA resource of a guest, with its name; undefined if no manager cares for it. */
export function haResourceOf(world: World, vmid: number): readonly [sid: string, Section] | undefined {
  return [...sectionsOf(world, "ha-resource")].find(([sid]) => Number(sid.split(":")[1]) === vmid);
}

/** What the HA manager makes of a guest: queued until it is what it shall be. */
export function haStateOf(world: World, vmid: number): string | undefined {
  const resource = haResourceOf(world, vmid);
  if (resource === undefined) return undefined;
  const wanted = String(resource[1]["state"] ?? "started");
  if (wanted === "ignored") return wanted;
  const isRunning = world.guests.get(vmid)?.running !== undefined;
  const is = isRunning ? "started" : "stopped";
  return (is === "started") === ["started", "enabled"].includes(wanted) ? is : "queued";
}

/** What a guest's status says of HA. */
export function haStatusOf(world: World, vmid: number): object {
  const [, section] = haResourceOf(world, vmid) ?? [];
  // What the manager shall leave alone, it does not manage.
  if (section === undefined || section["state"] === "ignored") return { managed: 0 };
  return { managed: 1, state: section["state"] ?? "started" };
}
