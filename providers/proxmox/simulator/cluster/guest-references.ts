import { fail } from "../failure.js";
import { sectionsOf } from "../section-object.js";
import type { World } from "../world.js";
import { haResourceOf } from "./ha/state.js";

/** Refuses to remove a guest that HA or replication care for, unless they shall forget it too. */
export function assertUnreferenced(
  { world, isPurge }: { readonly world: World; readonly isPurge: boolean },
  vmid: number,
): void {
  if (isPurge) return;
  const kind = world.guests.get(vmid)?.kind === "lxc" ? "CT" : "VM";
  if (haResourceOf(world, vmid) !== undefined)
    fail(`unable to remove ${kind} ${vmid} - used in HA resources and purge parameter not set.`);
  const job = [...sectionsOf(world, "replication").keys()].find((id) => id.startsWith(`${vmid}-`));
  if (job !== undefined)
    fail(`There is a replication job '${job}' for guest '${vmid}' - please remove that first.`);
}

/** Takes a guest out of HA, its rules, replication and the backup jobs that name it. */
export function forgetGuest(world: World, vmid: number): void {
  const sid = haResourceOf(world, vmid)?.[0];
  if (sid !== undefined) {
    sectionsOf(world, "ha-resource").delete(sid);
    takeOut(world, { file: "ha-rule", name: "resources", element: sid });
  }
  const replication = sectionsOf(world, "replication");
  for (const id of replication.keys()) if (id.startsWith(`${vmid}-`)) replication.delete(id);
  for (const name of ["vmid", "exclude"]) takeOut(world, { file: "jobs", name, element: String(vmid) });
}

interface Listed {
  readonly file: string;
  readonly name: string;
  readonly element: string;
}

/** Takes an element out of the lists that name it; what was about nothing else goes. */
export function takeOut(world: World, { file, name, element }: Listed): void {
  const sections = sectionsOf(world, file);
  for (const [id, section] of sections) {
    const elements = String(section[name] ?? "").split(/[;,\s]+/);
    if (!elements.includes(element)) continue;
    const rest = elements.filter((each) => each !== element && each !== "").join(",");
    const { [name]: _gone, ...others } = section;
    if (rest !== "") sections.set(id, { ...section, [name]: rest });
    else if (name === "exclude") sections.set(id, others);
    else sections.delete(id);
  }
}
