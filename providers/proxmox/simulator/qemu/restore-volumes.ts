import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { diskSlot, type Guest } from "../guests/guest.js";
import { unusedFor } from "../guests/unused-slot.js";
import { declaredPath } from "../storages/declared-path.js";
import { allocateDisk } from "../storages/disk.js";
import { formattingLine } from "../storages/formatting.js";
import { isFileType } from "../storages/layout.js";
import { listVolumes } from "../storages/list.js";
import { contentsOf } from "../storages/properties.js";
import { removeVolume, storageOf } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import type { MachineArchive } from "./archive.js";
import { formatOn } from "./disk-format.js";
import { isCloudInit, parseDrive } from "./drive.js";
import { ownVolumes, volumesIn } from "./own-volumes.js";

/** The machine whose volumes a backup fills. */
interface Restored {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
}

/** New volumes for the disks of a backup, by slot; those that they replace go first. */
export function makeVolumes(
  restored: Restored,
  { config, disks }: MachineArchive,
  { log }: TaskHandle,
): Readonly<Record<string, string>> {
  const { call, vmid, guest } = restored;
  const { world, local: node } = call;
  const asked = textOf(call, "storage");
  const slots = new Set(disks.map(({ slot }) => slot));
  removeReplaced(restored, slots);
  const made: Record<string, string> = {};
  for (const { slot, name, bytes, storage: had, format } of disks) {
    const storage = usable(call, asked ?? had);
    const wanted = formatOn(world, storage, format);
    const volume = allocateDisk(world, { storage, vmid, bytes, format: wanted, node: guest.node });
    if (isFileType(storageOf(world, storage).type))
      log(formattingLine({ path: declaredPath(world, volume), format: wanted, bytes }));
    log(`new volume ID is '${volume}'`);
    log(`map '${name}' to '${declaredPath(world, volume)}' (write zeros = 0)`);
    made[slot] = volume;
  }
  for (const [slot, line] of Object.entries(config)) {
    if (!diskSlot.test(slot) || !isCloudInit(parseDrive(slot, line))) continue;
    const { file } = parseDrive(slot, line);
    const storage = usable(call, asked ?? (file.split(":")[0] as string));
    const format = formatOn(world, storage, "qcow2");
    const name = `vm-${vmid}-cloudinit.${format}`;
    made[slot] = allocateDisk(world, { storage, vmid, bytes: 4 * 2 ** 20, format, name, node });
  }
  return made;
}

function usable(call: Call, id: string): string {
  if (!contentsOf(storageOf(call.world, id)).includes("images"))
    fail(`Content type 'images' is not available on storage '${id}'`);
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
  return id;
}

/** Disks that the backup has too, drives for cloud-init, and the memories of snapshots. */
function removeReplaced({ call, vmid, guest }: Restored, slots: ReadonlySet<string>): void {
  const replaced = Object.fromEntries(
    Object.entries(guest.config).filter(
      ([slot, line]) => slots.has(slot) || (diskSlot.test(slot) && isCloudInit(parseDrive(slot, line))),
    ),
  );
  const states = [...guest.snapshots.values()].flatMap(({ config: { vmstate } }) =>
    vmstate === undefined ? [] : [vmstate],
  );
  const gone = ownVolumes(call.world, vmid, {
    ...guest,
    config: replaced,
    pending: {},
    snapshots: new Map(),
  });
  for (const volume of [...gone, ...states]) removeVolume(call.world, volume, guest.node);
}

/** Volumes that are there for the machine although its configuration does not name them. */
export function addUnused({ call, vmid, guest }: Restored): void {
  const named = new Set(volumesIn(guest.config));
  for (const [id, storage] of call.world.storages) {
    if (!contentsOf(storage).includes("images")) continue;
    for (const { volid, content } of listVolumes(call.world, id, { node: call.local, vmid }))
      if (content === "images" && !named.has(volid))
        guest.config = { ...guest.config, [unusedFor(guest.config, volid)]: volid };
  }
}
