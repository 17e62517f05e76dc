import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { leavesOf } from "../guest/leaves-of.js";
import { partsOf } from "../../../form/property-string.js";
import { slotValues, tableValues } from "../guest/table-values.js";
import { bootOrder, orderOf } from "./boot.js";
import { addressParts, cloudInitKeys, snippetParts } from "./cloud-init.js";
import { diskOptions } from "./disk-options.js";
import { diskSlots } from "./disks.js";
import { drivesOf, formatOf, type Drive } from "./drive-line.js";
import { storageOf } from "../guest/volume.js";
import { firmwareOf } from "./firmware.js";
import { tables } from "./tables.js";

/** What a configuration says, in the shape of the resource's attributes. */
export function attributesOf(configuration: Configuration): ValueObject {
  const drives = drivesOf(configuration);
  return {
    ...tableValues(tables, configuration),
    ...firmwareOf(configuration),
    boot_order: bootOf(configuration[bootOrder.key ?? ""]),
    disks: drivesAs(drives, "disk", diskOf),
    cdroms: drivesAs(drives, "cdrom", ({ file }) => ({ file })),
    cloud_init: cloudInitOf(configuration, drives),
    template: configuration["template"] === "1",
  };
}

/** The slot of the cloud-init drive. */
export function cloudInitSlot(drives: Readonly<Record<string, Drive>>): string | undefined {
  return Object.entries(drives).find(([, { kind }]) => kind === "cloud-init")?.[0];
}

function bootOf(stored: string | undefined): Value {
  if (stored === undefined) return null;
  const order = orderOf(stored);
  return order === undefined ? null : [...order];
}

function diskOf(drive: Drive): ValueObject {
  return {
    storage: storageOf(drive.file),
    size: drive.parts["size"] ?? null,
    format: formatOf(drive),
    file: drive.file,
    ...leavesOf(diskOptions, drive.parts),
  };
}

function drivesAs(
  drives: Readonly<Record<string, Drive>>,
  kind: Drive["kind"],
  read: (drive: Drive) => ValueObject,
): ValueObject {
  return Object.fromEntries(
    Object.entries(drives)
      .filter(([slot, drive]) => drive.kind === kind && isSlot(diskSlots, slot))
      .map(([slot, drive]) => [slot, read(drive)]),
  );
}

function cloudInitOf(configuration: Configuration, drives: Readonly<Record<string, Drive>>): Value {
  const slot = cloudInitSlot(drives);
  const drive = slot === undefined ? undefined : drives[slot];
  const custom = configuration["cicustom"]?.trim() ?? "";
  return {
    storage: drive === undefined ? null : storageOf(drive.file),
    slot: slot ?? null,
    ...leavesOf(cloudInitKeys, configuration),
    addresses: addressesOf(configuration),
    snippets: custom === "" ? null : leavesOf(snippetParts, partsOf(custom, "user")),
  };
}

/** PVE keeps an interface's addresses apart from it: `ipconfig0` is of `net0`. */
function addressesOf(configuration: Configuration): ValueObject {
  const values = slotValues(configuration, {
    slot: { ipconfig: 31 },
    read: (line) => leavesOf(addressParts, partsOf(line, "ip")),
  });
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key.replace("ipconfig", "net"), value]),
  );
}
