import { hasBridge } from "../nodes/has-bridge.js";
import type { KeyChange, Outcome } from "./outcome.js";
import { parseInterface } from "./network.js";
import type { Subject } from "./unused.js";

/** What only a new device can have. */
const ofDevice = ["model", "macaddr", "queues", "mtu"];

/** An interface changes in place where the device stays the same; otherwise it is unplugged and plugged. */
export function interfaceTaken(
  { call, vmid, guest }: Subject,
  features: ReadonlySet<string>,
  { key, before, after }: KeyChange,
): Outcome {
  const canPlug = features.has("network");
  if (after === undefined) return canPlug ? "taken" : "waits";
  const next = parseInterface(after);
  const old = before === undefined ? undefined : parseInterface(before);
  const bridge = next["bridge"];
  const isThere = bridge === undefined || hasBridge(call.world, guest.node, bridge);
  const isInPlace =
    old?.["bridge"] !== undefined &&
    bridge !== undefined &&
    ofDevice.every((option) => same(old[option], next[option]));
  if (isInPlace)
    return isThere || old["bridge"] === bridge ? "taken" : { problem: `interface ${bridge} does not exist` };
  if (!canPlug) return "waits";
  if (!isThere)
    return {
      problem: `VM ${vmid} qmp command 'netdev_add' failed - network script /usr/libexec/qemu-server/pve-bridge-hotplug failed with status 512`,
    };
  return next["model"] === "ne2k_isa" ? { problem: `error on hotplug device '${key}'` } : "taken";
}

function same(left: string | undefined, right: string | undefined): boolean {
  return left === right || (/^\d+$/.test(left ?? "") && Number(left) === Number(right));
}
