import { fail } from "../failure.js";
import { diskSlot, unusedSlot, type Guest, type Pending } from "../guests/guest.js";
import { bootDevices, bootText } from "./boot.js";
import { isCdrom, isCloudInit, parseDrive } from "./drive.js";
import { pinnedMachine } from "./machine.js";
import type { ConfigurationRequest } from "./request.js";
import { deallocate, dropUsed, release, type Subject } from "./unused.js";
import { placeDrive } from "./volumes.js";

/** Everything of a request first becomes pending; answers the keys that it touched. */
export function pendChanges(
  subject: Subject,
  { meant, removed, reverted, force }: ConfigurationRequest,
  log: (line: string) => void,
): ReadonlySet<string> {
  const { guest } = subject;
  const set = new Map(Object.entries(meant));
  const gone = new Set(removed);
  for (const key of reverted) {
    if (guest.config[key] !== undefined) set.set(key, guest.config[key]);
    else if (guest.pending[key] !== undefined) gone.add(key);
  }
  for (const [key, text] of set) if (text === undefined) gone.add(key);
  const touched = new Set<string>([...gone, ...set.keys()]);
  const order = bootDevices(guest.config["boot"]);
  for (const key of gone) {
    if (!pendRemoval(subject, key, force)) touched.delete(key);
    else if (order.includes(key)) {
      order.splice(order.indexOf(key), 1);
      pend(guest, "boot", { value: bootText(order) });
      touched.add("boot");
    }
  }
  for (const [key, text] of inOrder(set)) {
    if (text === undefined) continue;
    if (diskSlot.test(key)) {
      const isBack = reverted.includes(key);
      if (pendDrive(subject, { key, sent: text, isBack, log }) && order.length > 0 && !order.includes(key)) {
        order.push(key);
        pend(guest, "boot", { value: bootText(order) });
        touched.add("boot");
      }
    } else pendText(guest, { key, text, touched, gone });
  }
  dropUnchanged(guest);
  dropUsed(guest);
  return touched;
}

/** By name, yet the boot order and the system after the devices that they speak of. */
function inOrder(
  set: ReadonlyMap<string, string | undefined>,
): readonly (readonly [string, string | undefined])[] {
  const place = (key: string) => `${key === "boot" || key === "ostype" ? 1 : 0}${key}`;
  return [...set].sort(([left], [right]) => (place(left) < place(right) ? -1 : 1));
}

function pend(guest: Guest, key: string, change: Pending[string]): void {
  guest.pending = { ...guest.pending, [key]: change };
}

function unpend(guest: Guest, key: string): string | undefined {
  const { [key]: waiting, ...rest } = guest.pending;
  guest.pending = rest;
  return waiting !== undefined && "value" in waiting ? waiting.value : undefined;
}

/** Whether there was something to remove. */
function pendRemoval(subject: Subject, key: string, force: boolean): boolean {
  const { guest } = subject;
  const waiting = unpend(guest, key);
  const value = guest.config[key] ?? waiting;
  if (value === undefined) return false;
  const isProtected = guest.config["protection"] === "1";
  if (key === "vmstate") {
    deallocate(subject, key, value);
    guest.config = without(guest.config, key);
    return true;
  }
  if (unusedSlot.test(key)) {
    if (isProtected) fail(`can't remove unused disk '${value}' - protection mode enabled`);
    deallocate(subject, key, value);
    guest.config = without(guest.config, key);
    return true;
  }
  if (diskSlot.test(key)) {
    if (isProtected) fail(`can't remove drive '${key}' - protection mode enabled`);
    if (waiting !== undefined) release(subject, key, waiting);
  }
  if (key === "tags") guest.config = without(guest.config, key);
  if (guest.config[key] !== undefined) pend(guest, key, { remove: true, ...(force ? { force: true } : {}) });
  return true;
}

/** Whether the drive is a CD-ROM drive that a boot order is to name. */
function pendDrive(
  subject: Subject,
  {
    key,
    sent,
    isBack,
    log,
  }: {
    readonly key: string;
    readonly sent: string;
    readonly isBack: boolean;
    readonly log: (line: string) => void;
  },
): boolean {
  const { call, vmid, guest } = subject;
  const waiting = guest.pending[key];
  if (waiting !== undefined && "value" in waiting && waiting.value !== sent)
    release(subject, key, waiting.value);
  const others = Object.entries(guest.pending).flatMap(([slot, change]) =>
    "value" in change && slot !== key ? [[slot, change.value] as const] : [],
  );
  const config = { ...guest.config, ...Object.fromEntries(others) };
  const value = isBack ? sent : placeDrive({ call, vmid, slot: key, config, log }, sent);
  pend(guest, key, { value });
  const drive = parseDrive(key, value);
  return isCdrom(drive) && !isCloudInit(drive);
}

function pendText(
  guest: Guest,
  {
    key,
    text,
    touched,
    gone,
  }: {
    readonly key: string;
    readonly text: string;
    readonly touched: Set<string>;
    readonly gone: ReadonlySet<string>;
  },
): void {
  if (key === "boot") assertBootable(guest, text, gone);
  const order = key === "boot" ? bootDevices(text) : [];
  pend(guest, key, { value: order.length > 0 ? bootText(order) : text });
  if (order.length > 0 && guest.config["bootdisk"] !== undefined) {
    pend(guest, "bootdisk", { remove: true });
    touched.add("bootdisk");
  }
  if (key === "ostype") {
    const waiting = guest.pending["machine"];
    const machine = waiting !== undefined && "value" in waiting ? waiting.value : guest.config["machine"];
    const pinned = pinnedMachine(text, machine);
    if (pinned === undefined) return;
    pend(guest, "machine", { value: pinned });
    touched.add("machine");
  }
}

function assertBootable(guest: Guest, boot: string, gone: ReadonlySet<string>): void {
  const isThere = (device: string) =>
    guest.config[device] !== undefined || "value" in (guest.pending[device] ?? {});
  const missing = bootDevices(boot).find((device) => gone.has(device) || !isThere(device));
  if (missing !== undefined) fail(`invalid bootorder: device '${missing}' does not exist'`);
}

/** What is as it was, or was never there, waits for nothing. */
export function dropUnchanged(guest: Guest): void {
  guest.pending = Object.fromEntries(
    Object.entries(guest.pending).filter(([key, change]) =>
      "value" in change ? guest.config[key] !== change.value : guest.config[key] !== undefined,
    ),
  );
}

export function without<T>(values: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = values;
  return rest;
}
