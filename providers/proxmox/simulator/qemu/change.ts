import { listOf, type Call } from "../call.js";
import { digestOf } from "../digest.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { indexedName } from "../verify/indexed-name.js";
import { specification } from "../../api/specification/specification.js";
import { removeVolume, volumeExists } from "../storages/volume.js";
import { bootAfter } from "./boot.js";
import { isCdrom, parseDrive } from "./drive.js";
import {
  diskSlot,
  netSlot,
  unusedSlot,
  type Configuration,
  type Guest,
  type Pending,
} from "../guests/guest.js";
import { isTakenAtOnce } from "./hotplug.js";
import { interfaceText, newAddress, parseInterface } from "./network.js";
import { checkKeys } from "./privileges.js";
import { storedText } from "./rewrite.js";
import { placeDrive, unusedFor } from "./volumes.js";

const notKeys = new Set([
  "node",
  "vmid",
  "digest",
  "delete",
  "revert",
  "skiplock",
  "force",
  "background_delay",
  "import-working-storage",
]);
const declared =
  specification().methods.find(
    ({ method, path }) => method === "PUT" && path === "/nodes/{node}/qemu/{vmid}/config",
  )?.parameters ?? {};

export function guestDigest({ config, pending }: Guest): string {
  return digestOf(JSON.stringify([config, pending]));
}

/** Changes a guest's configuration as PUT and POST of its config do. */
export function changeConfiguration(call: Call, vmid: number, guest: Guest): void {
  const sent = Object.fromEntries(
    Object.entries(call.parameters)
      .filter(([key]) => !notKeys.has(key))
      .map(([key, value]) => [key, String(value)]),
  );
  const removed = listOf(call, "delete");
  const reverted = listOf(call, "revert");
  if (guest.lock !== undefined && Number(call.parameters["skiplock"] ?? 0) !== 1)
    fail(`VM is locked (${guest.lock})`);
  assertKnown("delete", removed, sent);
  assertKnown("revert", reverted, sent);
  if (Object.keys(sent).length + removed.length + reverted.length === 0) fail("no options specified");
  checkKeys(call, [...Object.keys(sent), ...removed, ...reverted], sent);
  const { digest } = call.parameters;
  if (digest !== undefined && digest !== guestDigest(guest))
    fail("checksum mismatch (file change by other user?)");

  const edit = new Edit(call, vmid, guest);
  for (const key of reverted) edit.revert(key);
  for (const key of removed) edit.remove(key);
  for (const [key, value] of Object.entries(sent)) edit.set(key, value);
  edit.finish();
}

function assertKnown(parameter: string, keys: readonly string[], sent: Configuration): void {
  const unknown = keys.find((key) => !(key in declared) && indexedName(key, declared) === undefined);
  if (unknown !== undefined) throw parameterFailure({ [parameter]: `unknown option '${unknown}'` });
  const both = keys.find((key) => key in sent);
  if (both !== undefined)
    throw parameterFailure({
      delete: `you can't use '-${both}' and -${parameter} ${both}' at the same time`,
    });
}

/** One request's changes: first everything becomes pending, then what can be taken is taken. */
class Edit {
  #config: Configuration;
  #pending: Pending;
  readonly #errors: Record<string, string> = {};

  constructor(
    readonly call: Call,
    readonly vmid: number,
    readonly guest: Guest,
  ) {
    this.#config = guest.config;
    this.#pending = guest.pending;
  }

  revert(key: string): void {
    const waiting = this.#pending[key];
    if (waiting !== undefined && "value" in waiting && diskSlot.test(key)) this.#release(key, waiting.value);
    this.#pending = without(this.#pending, key);
  }

  remove(key: string): void {
    const waiting = this.#pending[key];
    if (waiting !== undefined && "value" in waiting && diskSlot.test(key)) this.#release(key, waiting.value);
    if (!(key in this.#config)) {
      this.#pending = without(this.#pending, key);
      return;
    }
    this.#pending = { ...this.#pending, [key]: { remove: true } };
  }

  set(key: string, sent: string): void {
    if (key === "smp") return this.#config["sockets"] === undefined ? this.set("sockets", sent) : undefined;
    if (key === "cdrom") return this.set("ide2", sent.includes("media=") ? sent : `${sent},media=cdrom`);
    if (key === "boot") this.#assertBootable(sent);
    const stored = this.#stored(key, sent);
    if (stored === undefined) return this.remove(key);
    const waiting = this.#pending[key];
    const current = waiting !== undefined && "value" in waiting ? waiting.value : this.#config[key];
    if (
      diskSlot.test(key) &&
      current !== undefined &&
      parseDrive(key, current).file !== parseDrive(key, stored).file
    )
      this.#release(key, current);
    this.#pending =
      this.#config[key] === stored
        ? without(this.#pending, key)
        : { ...this.#pending, [key]: { value: stored } };
    if (diskSlot.test(key)) this.#usedAgain(parseDrive(key, stored).file);
    if (
      diskSlot.test(key) &&
      this.#config[key] === undefined &&
      /media=cdrom/.test(stored) &&
      !/cloudinit/.test(stored)
    )
      this.#boot({ added: key });
  }

  /** Takes what a stopped guest, or the running one, can take; throws what could not be hot-plugged, after the rest was taken. */
  finish(): void {
    for (const [key, change] of Object.entries(this.#pending)) {
      const after = "value" in change ? change.value : undefined;
      const before = this.#config[key];
      if (this.guest.running !== undefined && !isTakenAtOnce(this.#config, { key, before, after })) continue;
      if (
        this.guest.running !== undefined &&
        netSlot.test(key) &&
        after !== undefined &&
        this.#hasNoBridge(key, after)
      )
        continue;
      this.#take(key, after);
    }
    this.guest.config = this.#config;
    this.guest.pending = this.#pending;
    if (Object.keys(this.#errors).length > 0)
      throw new ApiFailure(400, "Parameter verification failed.", this.#errors);
  }

  #take(key: string, after: string | undefined): void {
    const before = this.#config[key];
    this.#pending = without(this.#pending, key);
    if (after !== undefined) this.#config = { ...this.#config, [key]: after };
    else {
      this.#config = without(this.#config, key);
      if (before !== undefined && diskSlot.test(key)) this.#release(key, before);
      if (unusedSlot.test(key) && before !== undefined) removeVolume(this.call.world, before);
      if (diskSlot.test(key) || netSlot.test(key)) this.#boot({ removed: key });
    }
    if (key === "ostype" && after !== undefined && /^w/.test(after)) this.#pinMachine();
    if (key === "tags" && after === undefined) this.#config = without(this.#config, "tags");
  }

  #stored(key: string, sent: string): string | undefined {
    if (diskSlot.test(key)) return placeDrive(this.call, { vmid: this.vmid, slot: key }, sent);
    if (!netSlot.test(key) || sent.trim() === "") return storedText(key, sent);
    const parsed = parseInterface(sent);
    return interfaceText({
      ...parsed,
      macaddr: parsed["macaddr"] ?? newAddress(this.call.world.options.get("mac_prefix")),
    });
  }

  /** A volume that leaves its slot stays on the storage as `unusedN`; a cloud-init drive and a medium do not. */
  #release(slot: string, line: string): void {
    const drive = parseDrive(slot, line);
    if (isCdrom(drive)) {
      if (/cloudinit/.test(drive.file) && volumeExists(this.call.world, drive.file))
        removeVolume(this.call.world, drive.file);
      return;
    }
    const elsewhere = Object.entries(this.#config).some(
      ([key, text]) => key !== slot && diskSlot.test(key) && parseDrive(key, text).file === drive.file,
    );
    if (!elsewhere && drive.file.includes(`:${this.vmid}/`))
      this.#config = { ...this.#config, [unusedFor(this.#config, drive.file)]: drive.file };
  }

  #usedAgain(volume: string): void {
    const unused = Object.keys(this.#config).find(
      (key) => unusedSlot.test(key) && this.#config[key] === volume,
    );
    if (unused !== undefined) this.#config = without(this.#config, unused);
  }

  #boot(change: { readonly removed?: string; readonly added?: string }): void {
    const waiting = this.#pending["boot"];
    const current = waiting !== undefined && "value" in waiting ? waiting.value : this.#config["boot"];
    const next = bootAfter(current, change);
    if (next === undefined || next === current) return;
    if (this.guest.running === undefined) this.#config = { ...this.#config, boot: next };
    else this.#pending = { ...this.#pending, boot: { value: next } };
  }

  #assertBootable(sent: string): void {
    const order = /(?:^|,)order=([^,]*)/.exec(sent)?.[1];
    const sentNow = Object.keys(this.call.parameters);
    const missing = order
      ?.split(";")
      .find(
        (device) =>
          device !== "" &&
          !(device in this.#config) &&
          !(device in this.#pending) &&
          !sentNow.includes(device),
      );
    if (missing !== undefined) fail(`invalid bootorder: device '${missing}' does not exist'`);
  }

  #hasNoBridge(key: string, after: string): boolean {
    const bridge = parseInterface(after)["bridge"];
    if (bridge === undefined || this.call.world.nodes.get(this.guest.node)?.interfaces.has(bridge) === true)
      return false;
    this.#errors[key] = `hotplug problem - unable to hotplug ${key}: bridge '${bridge}' does not exist\n`;
    return true;
  }

  #pinMachine(): void {
    const machine = this.#config["machine"];
    if (machine === undefined || machine === "pc" || machine === "q35")
      this.#config = { ...this.#config, machine: machine === "q35" ? "pc-q35-10.2" : "pc-i440fx-10.2" };
  }
}

function without<T>(values: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = values;
  return rest;
}

/** What a cold start takes of the waiting changes: everything. */
export function takePending(call: Call, vmid: number, guest: Guest): void {
  guest.running = undefined;
  new Edit(call, vmid, guest).finish();
}
