import { requirePrivileges } from "../access/check.js";
import { textOf, type Call } from "../call.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { checkBridgeAccess } from "../guests/bridge-access.js";
import { diskSlot, netSlot, type Configuration, type Guest } from "../guests/guest.js";
import { configurationAt, snapshotOf } from "../guests/snapshots/snapshot-of.js";
import { enabledStorage } from "../storages/enabled.js";
import { contentsOf, isShared, storageOf } from "../storages/properties.js";
import { split } from "../storages/volume.js";
import { volumeHas } from "../storages/volume-features.js";
import { isCdrom, isCloudInit, parseDrive, type Drive } from "./drive.js";
import { parseInterface } from "./network.js";

/** A clone that may be made. */
export interface CloneRequest {
  readonly newid: number;
  readonly isFull: boolean;
  readonly isOfSnapshot: boolean;
  /** What it is made of. */
  readonly config: Configuration;
  /** Where it shall be in the end. */
  readonly node: string;
}

/** Looks through a request to clone a machine, in PVE's order. */
export function readCloneRequest(call: Call, source: Guest): CloneRequest {
  const { world, parameters } = call;
  const newid = Number(parameters["newid"]);
  const [pool, storage, snapname] = ["pool", "storage", "snapname"].map((name) => textOf(call, name));
  if (pool !== undefined && !world.pools.has(pool))
    throw new ApiFailure(403, `Permission check failed (pool '${pool}' does not exist)`);
  const node = textOf(call, "target") ?? source.node;
  if (!world.nodes.has(node)) fail(`no such cluster node '${node}'`);
  if (storage !== undefined) checkTarget(call, { storage, node, home: source.node });
  if (source.lock !== undefined) fail(`VM is locked (${source.lock})`);
  const config = described(call, source);
  const isFull = Number(parameters["full"] ?? (source.config["template"] === "1" ? 0 : 1)) === 1;
  if (!isFull) assertNotGiven(call, ["storage", "format"]);
  const isLocal = checkStorages(call, config, storage);
  if (node !== source.node && isLocal) fail(`can't clone VM to node '${node}' (VM uses local storage)`);
  if (world.guests.has(newid)) fail(`unable to create VM ${newid}: config file already exists`);
  const request = { newid, isFull, isOfSnapshot: snapname !== undefined, config, node };
  checkDrives(call, request, source);
  for (const [key, line] of Object.entries(config))
    if (netSlot.test(key)) checkBridgeAccess(call, {}, parseInterface(line));
  return request;
}

function checkTarget(
  { world, local }: Call,
  { storage: id, node, home }: { readonly storage: string; readonly node: string; readonly home: string },
): void {
  enabledStorage(world, id, local);
  if (node === home) return;
  if (!isShared(enabledStorage(world, id, node))) fail(`can't clone to non-shared storage '${id}'`);
}

/** A snapshot's description is what the clone is described by. */
function described(call: Call, source: Guest): Configuration {
  const name = textOf(call, "snapname");
  const config = configurationAt(call, source);
  const description = name === undefined ? "" : snapshotOf(source, name).description;
  return description === "" ? config : { ...config, description };
}

function assertNotGiven(call: Call, names: readonly string[]): void {
  const given = names.find((name) => name in call.parameters);
  if (given !== undefined) fail(`parameter '${given}' not allowed for linked clones`);
}

/** Whether some of a machine's volumes are on its node alone, where all may be read and their copies written. */
function checkStorages(call: Call, config: Configuration, target: string | undefined): boolean {
  const { world } = call;
  let isLocal = false;
  for (const [, drive] of drivesIn(config)) {
    const { file } = drive;
    if (file === "none") continue;
    if (file === "cdrom") {
      requirePrivileges(call, "/", ["Sys.Console"]);
      continue;
    }
    const storage = split(file).storage;
    if (!isShared(storageOf(world, storage))) isLocal = true;
    if (isCdrom(drive)) continue;
    checkRoom(call, target ?? storage);
  }
  if (target !== undefined) checkRoom(call, target);
  return isLocal;
}

function checkRoom(call: Call, id: string): void {
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateSpace"]);
  if (!contentsOf(storageOf(call.world, id)).includes("images"))
    throw parameterFailure({ storage: `storage '${id}' does not support vm images` });
}

function checkDrives(
  { world }: Call,
  { config, isFull, isOfSnapshot }: CloneRequest,
  { running }: Guest,
): void {
  for (const [slot, drive] of drivesIn(config)) {
    if (isCdrom(drive) && !isCloudInit(drive)) continue;
    if (isFull && running !== undefined && !isOfSnapshot && slot === "tpmstate0")
      fail("cannot clone TPM state while VM is running");
    const isCopied = isFull || isCloudInit(drive);
    const isSnapshot = isOfSnapshot && !isCloudInit(drive);
    if (!volumeHas(world, isCopied ? "copy" : "clone", { volume: drive.file, isSnapshot }))
      fail(`${isCopied ? "Full" : "Linked"} clone feature is not supported for '${drive.file}' (${slot})`);
  }
}

function drivesIn(config: Configuration): readonly (readonly [string, Drive])[] {
  return Object.keys(config)
    .filter((slot) => diskSlot.test(slot))
    .sort()
    .map((slot) => [slot, parseDrive(slot, config[slot] as string)]);
}
