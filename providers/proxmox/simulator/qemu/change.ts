import type { Call } from "../call.js";
import { fail } from "../failure.js";
import { guestDigest } from "../guests/digest.js";
import type { Guest } from "../guests/guest.js";
import { takeAll } from "./cold.js";
import { hotplug } from "./hotplug.js";
import { pendChanges } from "./pend.js";
import { readRequest, type ConfigurationRequest } from "./request.js";

/** A change that may be made: what remains is to make it, at once or in a task. */
export type Change = (log: (line: string) => void) => void;

/** Looks through a request to change a guest's configuration. */
export function prepareChange(call: Call, vmid: number, guest: Guest): Change {
  const request = awakened(guest, readRequest(call, vmid, guest));
  const { digest } = call.parameters;
  if (digest !== undefined && digest !== guestDigest(guest))
    fail("checksum mismatch (file change by other user?)");
  const isUnlocked = guest.lock === "suspended" && request.removed.includes("vmstate");
  if (guest.lock !== undefined && !isUnlocked && Number(call.parameters["skiplock"] ?? 0) !== 1)
    fail(`VM is locked (${guest.lock})`);
  assertBalloon(request, guest);
  assertIntelIommu(request);
  return (log) => {
    if (request.told !== "") log(`update VM ${vmid}: ${request.told}`);
    const subject = { call, vmid, guest };
    const { lock, ...meant } = request.meant;
    if (lock !== undefined) guest.lock = lock;
    if (request.removed.includes("lock") || isUnlocked) guest.lock = undefined;
    const touched = pendChanges(subject, { ...request, meant }, log);
    if (guest.running === undefined) takeAll(subject);
    else hotplug(subject, touched);
  };
}

/** Changes a guest's configuration as PUT of its config does. */
export function changeConfiguration(call: Call, vmid: number, guest: Guest): void {
  prepareChange(call, vmid, guest)(() => undefined);
}

/** What a suspended guest kept goes with the memory that it kept. */
function awakened(guest: Guest, request: ConfigurationRequest): ConfigurationRequest {
  if (!request.removed.includes("vmstate")) return request;
  const kept = ["runningmachine", "runningcpu", "running-nets-host-mtu"].filter(
    (key) => guest.config[key] !== undefined,
  );
  return { ...request, removed: [...request.removed, ...kept] };
}

function assertBalloon({ meant }: ConfigurationRequest, guest: Guest): void {
  if (meant["memory"] === undefined && meant["balloon"] === undefined) return;
  const current = (key: string) => {
    const waiting = guest.pending[key];
    return meant[key] ?? (waiting !== undefined && "value" in waiting ? waiting.value : guest.config[key]);
  };
  const memory = Number(/\d+/.exec(current("memory") ?? "512")?.[0]);
  if (Number(current("balloon") ?? 0) > memory)
    fail("balloon value too large (must be smaller than assigned memory)");
}

function assertIntelIommu({ meant }: ConfigurationRequest): void {
  const machine = meant["machine"] ?? "";
  if (/viommu=intel/.test(machine) && !/q35/.test(machine))
    fail("to use Intel vIOMMU please set the machine type to q35");
}

/** What a cold start takes of the waiting changes: everything. */
export function takePending(call: Call, vmid: number, guest: Guest): void {
  guest.running = undefined;
  guest.cloudInit = {};
  takeAll({ call, vmid, guest });
}
