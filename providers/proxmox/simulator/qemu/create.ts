import { randomUUID } from "node:crypto";

import { privilegesAt } from "../access/permissions.js";
import type { Call } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { removeVolume } from "../storages/volume.js";
import { defaultBoot } from "./boot.js";
import { parseDrive } from "./drive.js";
import { diskSlot, netSlot, type Configuration, type Guest } from "../guests/guest.js";
import { interfaceText, newAddress, parseInterface } from "./network.js";
import { checkKeys } from "./privileges.js";
import { storedText } from "./rewrite.js";
import { placeDrive } from "./volumes.js";
import { startWorker } from "./power.js";

const notKeys = new Set([
  "node",
  "vmid",
  "pool",
  "start",
  "storage",
  "unique",
  "force",
  "archive",
  "bwlimit",
  "live-restore",
  "ha-managed",
  "import-working-storage",
]);

/** POST qemu: checks at once, makes the guest in a task. */
export function createGuest(call: Call): string {
  const { world, parameters, user } = call;
  const vmid = Number(parameters["vmid"]);
  const node = String(parameters["node"]);
  const pool = parameters["pool"] === undefined ? undefined : String(parameters["pool"]);
  if (!world.nodes.has(node)) fail(`no such cluster node '${node}'`);
  const places = [`/vms/${vmid}`, ...(pool === undefined ? [] : [`/pool/${pool}`])];
  if (!places.some((place) => privilegesAt(call.world, call.user, place).has("VM.Allocate")))
    throw new ApiFailure(403, "Permission check failed");
  if (pool !== undefined && !world.pools.has(pool)) fail(`pool '${pool}' does not exist`);
  if (world.guests.has(vmid))
    fail(`unable to create VM ${vmid} - VM ${vmid} already exists on node '${world.guests.get(vmid)?.node}'`);
  const sent = Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => !notKeys.has(key))
      .map(([key, value]) => [key, String(value)]),
  );
  if (pool === undefined) checkKeys(call, Object.keys(sent), sent);
  const guest: Guest = {
    kind: "qemu",
    node,
    pool,
    config: {},
    pending: {},
    running: undefined,
    lock: "create",
    snapshots: new Map(),
  };
  world.guests.set(vmid, guest);
  return world.tasks.run({ node, type: "qmcreate", id: vmid, user }, async (task) => {
    const made: string[] = [];
    try {
      guest.config = newConfiguration(call, vmid, { sent, made });
      for (const volume of made) task.log(`successfully created disk '${volume}'`);
      guest.lock = undefined;
    } catch (thrown) {
      for (const volume of made) removeVolume(world, volume);
      world.guests.delete(vmid);
      throw new Error(
        `unable to create VM ${vmid} - ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        { cause: thrown },
      );
    }
    if (Number(parameters["start"] ?? 0) === 1) {
      task.log("Execute autostart");
      world.tasks.run({ node, type: "qmstart", id: vmid, user }, startWorker(call, vmid, guest));
    }
  });
}

function newConfiguration(
  call: Call,
  vmid: number,
  { sent, made }: { readonly sent: Configuration; readonly made: string[] },
): Configuration {
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(sent)) {
    const stored = storedFor(call, { vmid, key, value });
    if (stored === undefined) continue;
    config[stored.key] = stored.value;
    if (
      diskSlot.test(stored.key) &&
      parseDrive(stored.key, stored.value).file !== parseDrive(stored.key, value).file
    )
      made.push(parseDrive(stored.key, stored.value).file);
  }
  if (/^w/.test(config["ostype"] ?? "") && [undefined, "pc", "q35"].includes(config["machine"]))
    config["machine"] = config["machine"] === "q35" ? "pc-q35-10.2" : "pc-i440fx-10.2";
  if ((config["boot"] ?? " ").trim() === "") config["boot"] = defaultBoot(config);
  config["smbios1"] = /uuid=/.test(config["smbios1"] ?? "")
    ? (config["smbios1"] as string)
    : [`uuid=${randomUUID()}`, config["smbios1"]].filter((part) => part !== undefined).join(",");
  config["vmgenid"] ??= randomUUID();
  config["meta"] = `creation-qemu=10.2.2,ctime=${Math.floor(call.world.clock.now() / 1000)}`;
  return config;
}

function storedFor(
  call: Call,
  { vmid, key, value }: { readonly vmid: number; readonly key: string; readonly value: string },
): { readonly key: string; readonly value: string } | undefined {
  if (key === "cdrom")
    return {
      key: "ide2",
      value: placeDrive(
        call,
        { vmid, slot: "ide2" },
        value.includes("media=") ? value : `${value},media=cdrom`,
      ),
    };
  if (key === "smp") return { key: "sockets", value };
  if (diskSlot.test(key)) return { key, value: placeDrive(call, { vmid, slot: key }, value) };
  if (netSlot.test(key) && value.trim() !== "") {
    const parsed = parseInterface(value);
    return {
      key,
      value: interfaceText({
        ...parsed,
        macaddr: parsed["macaddr"] ?? newAddress(call.world.options.get("mac_prefix")),
      }),
    };
  }
  const stored = storedText(key, value);
  return stored === undefined ? undefined : { key, value: stored };
}
