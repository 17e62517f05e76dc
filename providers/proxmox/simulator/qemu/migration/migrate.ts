import { requirePrivileges } from "../../access/check.js";
import { textOf, type Call } from "../../call.js";
import { fail, parameterFailure } from "../../failure.js";
import type { Guest } from "../../guests/guest.js";
import { assertTakers } from "../../guests/migration/assert-takers.js";
import { migrating } from "../../guests/migration/migrating.js";
import { isIdentity, storageMapOf, type StorageMap } from "../../guests/migration/storage-map.js";
import { assertReachable, targetOf } from "../../guests/migration/target.js";
import { sectionsOf } from "../../section-object.js";
import { enabledStorage } from "../../storages/enabled.js";
import { contentsOf } from "../../storages/properties.js";
import { split, volumeOf } from "../../storages/volume.js";
import { arriveRunning } from "./arrive.js";
import { planVolumes } from "./carry.js";
import { localResources, mappedResources, missingOn } from "./local-resources.js";
import { namedVolumes } from "./volumes.js";

/** POST migrate: what can be seen is refused at once, the rest in the task. */
export function migrateGuest(call: Call, vmid: number, guest: Guest): string {
  const { world, user, local } = call;
  const target = targetOf(call);
  for (const name of ["force", "migration_type", "migration_network"])
    if (![undefined, "0"].includes(textOf(call, name)) && user !== "root@pam")
      throw parameterFailure({ [name]: "Only root may use this option." });
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  const isRunning = guest.running !== undefined;
  if (isRunning && !isSet(call, "online")) fail("can't migrate running VM without --online");
  if (isRunning && !isSet(call, "force")) assertReplicated(call, vmid, target);
  const map = storageMapOf(call, "targetstorage");
  checkStorages(call, { vmid, guest, target }, map);
  return world.tasks.run(
    { node: local, type: "qmigrate", id: vmid, user },
    migrating({
      world,
      vmid,
      guest,
      target,
      word: "VM",
      prepare: async (journal) => {
        assertMovable(call, { vmid, guest, target }, journal.info);
        assertReachable(world, local, target);
      },
      carry: async (journal, task) => planVolumes(call, { vmid, guest, target, map }, { journal, task }),
      arrive: async (moves, journal, task) => {
        if (guest.running !== undefined)
          await arriveRunning(call, { vmid, guest, target }, { moves, journal, task });
      },
    }),
  );
}

function isSet(call: Call, name: string): boolean {
  return textOf(call, name) === "1";
}

/** A replica elsewhere would be lost by a migration to where there is none. */
function assertReplicated({ world }: Call, vmid: number, target: string): void {
  const jobs = [...sectionsOf(world, "replication")].filter(([id]) => id.startsWith(`${vmid}-`));
  if (jobs.length > 0 && !jobs.some(([, job]) => job["target"] === target))
    fail(
      `Cannot live-migrate replicated VM to node '${target}' - not a replication target. Use 'force' to override.`,
    );
}

interface Going {
  readonly vmid: number;
  readonly guest: Guest;
  readonly target: string;
}

/** Whether the storages that take the disks may be used, and those that the guest uses are there. */
function checkStorages(call: Call, { vmid, guest, target }: Going, map: StorageMap): void {
  const { world } = call;
  if (!isIdentity(map)) requirePrivileges(call, `/vms/${vmid}`, ["VM.Config.Disk"]);
  assertTakers(call, map, { target, content: "images" });
  if (!isIdentity(map)) return;
  for (const { volid } of namedVolumes(guest)) {
    if (!volid.includes(":")) continue;
    const { storage: id, name } = split(volid);
    const storage = enabledStorage(world, id, call.local);
    enabledStorage(world, id, target);
    const { content } = volumeOf(world, `${id}:${name}`);
    if (!contentsOf(storage).includes(content))
      fail(`${volid}: content type '${content}' is not available on storage '${id}'`);
  }
}

/** What a guest uses of its node stays there, unless it has a name that means something on the other one too. */
function assertMovable(call: Call, { guest, target }: Going, log: (text: string) => void): void {
  const { world } = call;
  const mapped = mappedResources(guest);
  const names = new Set(mapped.map(({ key }) => key));
  const blocking = localResources(guest).filter((key) => !names.has(key));
  if (blocking.length > 0) {
    if (guest.running !== undefined || !isSet(call, "force"))
      fail(`can't migrate VM which uses local devices: ${blocking.join(", ")}`);
    log("migrating VM which uses local devices");
  }
  if (mapped.length > 0 && guest.running !== undefined)
    fail(`can't migrate running VM which uses the following mapped devices: ${[...names].sort().join(", ")}`);
  const missing = missingOn(world, guest, target);
  if (missing.length > 0) fail(`can't migrate to '${target}': missing mapped devices ${missing.join(", ")}`);
}
