import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { isSlot } from "../../../../../lib/schema/slot-names.js";
import type { Value, ValueObject } from "../../../../../lib/value/value.js";
import { bootOrder, orderOf } from "./boot.js";
import { addressParts, cloudInitKeys, snippetParts } from "./cloud-init.js";
import type { Configuration } from "./configuration.js";
import { diskOptions } from "./disk-options.js";
import { devices, type DeviceMap } from "./devices.js";
import { diskSlots } from "./disks.js";
import { drivesOf, formatOf, storageOf, type Drive } from "./drive-line.js";
import { firmwareOf } from "./firmware.js";
import { keys } from "./keys.js";
import { partsOf, type Parts } from "./line.js";
import { splitMachine } from "./machine.js";
import { interfaceOf } from "./network-line.js";
import { network } from "./network.js";
import { meant } from "./notation.js";
import { properties } from "./properties.js";

/** What a configuration says, in the shape of the resource's attributes. */
export function attributesOf(configuration: Configuration): ValueObject {
  const drives = drivesOf(configuration);
  return {
    ...leavesOf(keys, configuration),
    ...Object.fromEntries(
      Object.entries(properties).map(([name, { key, main, attribute }]) => {
        const line = configuration[key];
        if (line === undefined || line.trim() === "") return [name, null];
        const parts = partsOf(line, main?.name ?? "");
        return [name, leavesOf(attribute.attributes, name === "machine" ? splitMachine(parts) : parts)];
      }),
    ),
    ...firmwareOf(configuration, leavesOf),
    boot_order: bootOf(configuration[bootOrder.key ?? ""]),
    disks: drivesAs(drives, "disk", diskOf),
    cdroms: drivesAs(drives, "cdrom", ({ file }) => ({ file })),
    network: slotsOf(configuration, {
      prefix: "net",
      read: (line) => leavesOf(network.attributes, interfaceOf(line)),
    }),
    ...Object.fromEntries(
      Object.entries(devices).map(([name, { main, attribute }]) => [
        name,
        devicesOf(configuration, { main, attribute }),
      ]),
    ),
    cloud_init: cloudInitOf(configuration, drives),
    template: configuration["template"] === "1",
  };
}

/** The slot of the cloud-init drive. */
export function cloudInitSlot(drives: Readonly<Record<string, Drive>>): string | undefined {
  return Object.entries(drives).find(([, { kind }]) => kind === "cloud-init")?.[0];
}

function leavesOf(leaves: Attributes, parts: Parts): ValueObject {
  const values: Record<string, Value> = {};
  for (const [name, leaf] of Object.entries(leaves)) {
    if (leaf.kind !== "leaf") continue;
    const text = parts[leaf.key ?? name];
    values[name] = text === undefined ? null : meant(leaf, text);
  }
  return values;
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

function slotsOf(
  configuration: Configuration,
  { prefix, read }: { readonly prefix: string; readonly read: (line: string) => ValueObject },
): ValueObject {
  const pattern = new RegExp(`^${prefix}(\\d+)$`);
  return Object.fromEntries(
    Object.entries(configuration).flatMap(([key, line]) => {
      const index = pattern.exec(key)?.[1];
      return index === undefined || line.trim() === "" ? [] : [[`net${index}`, read(line)]];
    }),
  );
}

function devicesOf(configuration: Configuration, { main, attribute }: DeviceMap): ValueObject {
  return Object.fromEntries(
    Object.entries(configuration)
      .filter(([key, line]) => isSlot(attribute.slot, key) && line.trim() !== "")
      .map(([key, line]) => [key, leavesOf(attribute.attributes, partsOf(line, main ?? ""))]),
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
    addresses: slotsOf(configuration, {
      prefix: "ipconfig",
      read: (line) => leavesOf(addressParts, partsOf(line, "ip")),
    }),
    snippets: custom === "" ? null : leavesOf(snippetParts, partsOf(custom, "user")),
  };
}
