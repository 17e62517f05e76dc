import { fail } from "../failure.js";
import { netSlot, unusedSlot } from "../guests/guest.js";
import { drop, keep, put, save, wait, waitingKeys, waitingText } from "./draft.js";
import { interfaceText, completeInterface, interfacesOf, type Interface } from "./interface.js";
import { mountNew } from "./mount-new.js";
import { assertBridge } from "./runtime.js";
import { removeUnused } from "./unused.js";
import { attempt, isSelected, type Update } from "./update.js";

/** Keys that nobody but PVE looks at, or that a running container takes as they are. */
const written = new Set([
  "cores",
  "description",
  "hookscript",
  "hostname",
  "lock",
  "onboot",
  "protection",
  "startup",
  "tags",
]);
const limits = new Set(["cpulimit", "cpuunits", "swap"]);

/** A running container takes what can be changed from outside; the rest waits for its next start. */
export function hotplug(update: Update): void {
  const { draft } = update;
  for (const key of waitingKeys(draft, "value"))
    if (isSelected(update, key) && written.has(key)) take(update, key, waitingText(draft, key) as string);
  for (const key of waitingKeys(draft, "remove")) if (isSelected(update, key)) unplug(update, key);
  for (const key of waitingKeys(draft, "value")) if (isSelected(update, key)) plug(update, key);
}

function take({ draft }: Update, key: string, value: string): void {
  put(draft, key, value);
  wait(draft, key, undefined);
}

function unplug(update: Update, key: string): void {
  const { draft } = update;
  if (unusedSlot.test(key)) removeUnused(update, key);
  else if (!written.has(key) && !limits.has(key) && !netSlot.test(key)) return;
  drop(draft, key);
  keep(draft, key);
}

function plug(update: Update, key: string): void {
  const { draft } = update;
  const text = waitingText(draft, key) as string;
  const isNew = draft.config[key] === undefined;
  const says = `unable to hotplug ${key}: `;
  if (limits.has(key) || key === "memory" || (/^dev\d+$/.test(key) && isNew)) take(update, key, text);
  else if (netSlot.test(key))
    attempt(update, key, { says, done: () => take(update, key, plugInterface(update, key, text)) });
  else if (/^mp\d+$/.test(key) && isNew)
    attempt(update, key, {
      says,
      done: () =>
        take(
          update,
          key,
          mountNew({ world: update.call.world, vmid: update.vmid, log: update.log }, key, text),
        ),
    });
}

/** Answers the interface as it is stored once it is plugged. */
function plugInterface(update: Update, key: string, text: string): string {
  const { call, draft } = update;
  const next = completeInterface(call.world, key, text);
  const old = interfacesOf(draft.config).find(([slot]) => slot === key)?.[1];
  if (old === undefined) plugNew(update, key, next);
  else if (old["hwaddr"] !== next["hwaddr"] || old["name"] !== next["name"]) {
    drop(draft, key);
    save(update.guest, draft);
    plugNew(update, key, next);
  } else if (isReplugged(old, next)) replug(update, { key, old, next });
  return interfaceText(key, next);
}

function plugNew({ call, vmid, guest, draft }: Update, key: string, { name, bridge = "" }: Interface): void {
  assertBridge(call.world, guest.node, bridge);
  const isTaken = interfacesOf(draft.config).some(([slot, other]) => slot !== key && other["name"] === name);
  if (isTaken)
    fail(
      `command 'lxc-device -n ${vmid} add veth${vmid}i${key.slice("net".length)}p ${name}' failed: exit code 2`,
    );
}

/** What is a matter of the bridge's port. */
function isReplugged(old: Interface, next: Interface): boolean {
  const differs = (option: string, absent: string) => (old[option] ?? absent) !== (next[option] ?? absent);
  return differs("bridge", "") || differs("tag", "") || differs("firewall", "") || differs("link_down", "0");
}

/** The port goes before the new one comes: if that fails, the interface is left without a bridge. */
function replug(
  { call, guest, draft }: Update,
  { key, old, next }: { readonly key: string; readonly old: Interface; readonly next: Interface },
): void {
  const { bridge: _bridge, tag: _tag, firewall: _firewall, ...unplugged } = old;
  put(draft, key, interfaceText(key, unplugged));
  save(guest, draft);
  assertBridge(call.world, guest.node, next["bridge"] ?? "");
}
