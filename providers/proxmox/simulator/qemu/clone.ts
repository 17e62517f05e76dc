import { randomUUID } from "node:crypto";

import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { cloneLocks } from "../guests/clone-locks.js";
import { newAddress } from "../guests/hardware-address.js";
import { copyVolume } from "../storages/copy-volume.js";
import { allocateDisk, writeDisk } from "../storages/disk.js";
import { formatOf, storageOf, virtualSize, volumePath } from "../storages/volume.js";
import { driveText, isCdrom, parseDrive } from "./drive.js";
import { diskSlot, netSlot, unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { newGuest } from "../guests/new-guest.js";
import { withNewUuid } from "./identity.js";
import { interfaceText, parseInterface } from "./network.js";

/** POST clone: a new guest from another's disks; the configuration stands when the task ends. */
export function cloneGuest(call: Call, vmid: number, source: Guest): string {
  const { world, parameters, user } = call;
  const target = Number(parameters["newid"]);
  const pool = textOf(call, "pool");
  const node = textOf(call, "target") ?? source.node;
  if (!world.nodes.has(node)) fail(`no such cluster node '${node}'`);
  requirePrivileges(call, pool === undefined ? `/vms/${target}` : `/pool/${pool}`, ["VM.Allocate"]);
  const isTemplate = source.config["template"] === "1";
  const isFull = Number(parameters["full"] ?? (isTemplate ? 0 : 1)) === 1;
  const storage = textOf(call, "storage");
  if (storage !== undefined) storageOf(world, storage);
  if (world.guests.has(target)) fail(`unable to create VM ${target}: config file already exists`);
  if (!isFull) {
    if (storage !== undefined) fail("parameter 'storage' not allowed for linked clones");
    const raw = Object.entries(source.config).find(
      ([key, line]) =>
        diskSlot.test(key) &&
        !isCdrom(parseDrive(key, line)) &&
        (!isTemplate || formatOf(parseDrive(key, line).file, "images") === "raw"),
    );
    if (raw !== undefined)
      fail(`Linked clone feature is not supported for '${parseDrive(raw[0], raw[1]).file}' (${raw[0]})`);
  }
  if (source.lock !== undefined) fail(`VM is locked (${source.lock})`);
  const guest = newGuest({ kind: "qemu", node, pool, lock: "clone" });
  world.guests.set(target, guest);
  const start = { node: source.node, type: "qmclone", id: vmid, user };
  const locks = cloneLocks(source, { vmid, target });
  return world.tasks.run({ ...start, locks }, async (task) => {
    const config: Record<string, string> = {};
    for (const [key, line] of Object.entries(source.config)) {
      if (unusedSlot.test(key) || key === "template" || key === "parent") continue;
      config[key] = diskSlot.test(key)
        ? cloneDrive(call, { slot: key, line, target, storage }, task.log)
        : line;
      if (netSlot.test(key))
        config[key] = interfaceText({
          ...parseInterface(line),
          macaddr: newAddress(world.options.get("mac_prefix")),
        });
    }
    guest.config = { ...config, ...identityOf(call, source.config) };
    guest.lock = undefined;
  });
}

function identityOf(call: Call, source: Configuration): Configuration {
  const description = textOf(call, "description");
  return {
    name: textOf(call, "name") ?? `Copy-of-VM-${source["name"] ?? call.parameters["vmid"]}`,
    smbios1: withNewUuid(source["smbios1"]),
    ...(source["vmgenid"] === undefined ? {} : { vmgenid: randomUUID() }),
    ...(description === undefined ? {} : { description }),
  };
}

function cloneDrive(
  call: Call,
  {
    slot,
    line,
    target,
    storage,
  }: {
    readonly slot: string;
    readonly line: string;
    readonly target: number;
    readonly storage: string | undefined;
  },
  log: (line: string) => void,
): string {
  const { world } = call;
  const drive = parseDrive(slot, line);
  const isCloudInit = /cloudinit/.test(drive.file);
  if (isCdrom(drive) && !isCloudInit) return line;
  const format = textOf(call, "format") ?? formatOf(drive.file, "images");
  const to = storage ?? drive.file.replace(/:.*$/s, "");
  const path = volumePath(world, drive.file);
  const bytes = virtualSize(path);
  const name = isCloudInit ? { name: `vm-${target}-cloudinit.${format}` } : {};
  const file = allocateDisk(world, { storage: to, vmid: target, bytes, format, ...name });
  log(`create full clone of drive ${slot} (${drive.file})`);
  if (format === formatOf(drive.file, "images")) copyVolume(world, drive.file, { to: file });
  else writeDisk(volumePath(world, file), format, bytes);
  return driveText({ file, options: isCloudInit ? { ...drive.options, size: "4M" } : drive.options });
}
