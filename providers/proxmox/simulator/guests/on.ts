import type { Call, Handler } from "../call.js";
import { fail } from "../failure.js";
import type { TaskHandle } from "../tasks.js";
import { configurationFile } from "./configuration-file.js";
import type { Guest } from "./guest.js";

export type GuestHandler = (call: Call, vmid: number, guest: Guest) => unknown;
export type GuestWorker = (call: Call, vmid: number, guest: Guest) => (task: TaskHandle) => Promise<void>;

/** The guest that the path names, if it is of this kind and on the node that the path names. */
export function findGuest(kind: Guest["kind"], { world, parameters }: Call): Guest | undefined {
  const guest = world.guests.get(Number(parameters["vmid"]));
  return guest?.kind === kind && guest.node === parameters["node"] ? guest : undefined;
}

/** What PVE says of a guest whose file is not there. */
export function missingGuest(kind: Guest["kind"], { parameters }: Call): string {
  const file = configurationFile(kind, String(parameters["node"]), String(parameters["vmid"]));
  return `Configuration file '${file}' does not exist`;
}

/** A handler for a guest that must exist. */
export function onGuest(kind: Guest["kind"], handler: GuestHandler): Handler {
  return (call) =>
    handler(call, Number(call.parameters["vmid"]), findGuest(kind, call) ?? fail(missingGuest(kind, call)));
}

export interface GuestTask {
  readonly worker: GuestWorker;
  readonly missing: (call: Call) => string;
  /** What is done before the guest's lock is waited for. */
  readonly before?: (call: Call) => (task: TaskHandle) => void;
}

/** A call that always answers a UPID; that the guest is missing is found out in the task. */
export function inGuestTask(
  kind: Guest["kind"],
  type: string,
  { worker, missing, before }: GuestTask,
): Handler {
  return (call) => {
    const vmid = Number(call.parameters["vmid"]);
    const guest = findGuest(kind, call);
    return call.world.tasks.run(
      {
        node: String(call.parameters["node"]),
        type,
        id: vmid,
        user: call.user,
        ...(before === undefined ? {} : { before: before(call) }),
      },
      guest === undefined
        ? async () => {
            throw new Error(missing(call));
          }
        : worker(call, vmid, guest),
    );
  };
}
