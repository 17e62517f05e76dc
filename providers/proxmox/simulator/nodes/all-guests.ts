import { privilegesAt } from "../access/permissions.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { haResourceOf } from "../cluster/ha/state.js";
import { isQuorate } from "../cluster/membership.js";
import { nextMembershipChange } from "../cluster/membership-changes.js";
import { fail, parameterFailure } from "../failure.js";
import { askGuests, migrationParameters } from "../guests/ask-guests.js";
import type { Guest } from "../guests/guest.js";
import type { TaskHandle } from "../tasks.js";

interface Action {
  /** Below a guest: what is asked of it. */
  readonly route: string;
  readonly says: (label: string, call: Call) => string;
  readonly privilege: string;
  readonly concerns: (guest: Guest, call: Call, vmid: number) => boolean;
  /** What its task waits for first. */
  readonly ready?: (call: Call, task: TaskHandle) => Promise<void>;
  readonly parameters: (call: Call, guest: Guest) => Readonly<Record<string, string | number>>;
  readonly before?: (call: Call) => void;
}

const isRunning = ({ running }: Guest) => running !== undefined;
const timeoutOf = (call: Call) => Number(textOf(call, "timeout") ?? 180);

const actions: Readonly<Record<string, Action>> = {
  startall: {
    route: "status/start",
    says: (label) => `Starting ${label}`,
    privilege: "VM.PowerMgmt",
    ready: waitForQuorum,
    // Who HA cares for is started by HA.
    concerns: (guest, call, vmid) =>
      haResourceOf(call.world, vmid) === undefined &&
      !isRunning(guest) &&
      guest.config["template"] !== "1" &&
      (guest.config["onboot"] === "1" || textOf(call, "force") === "1"),
    parameters: () => ({}),
  },
  stopall: {
    route: "status/shutdown",
    says: (label, call) => `Stopping ${label} (timeout = ${timeoutOf(call)} seconds)`,
    privilege: "VM.PowerMgmt",
    concerns: isRunning,
    parameters: (call) => ({ timeout: timeoutOf(call), forceStop: Number(textOf(call, "force-stop") ?? 1) }),
  },
  suspendall: {
    route: "status/suspend",
    says: (label) => `Suspending ${label}`,
    privilege: "VM.PowerMgmt",
    concerns: (guest) => isRunning(guest) && guest.kind === "qemu",
    parameters: () => ({}),
  },
  migrateall: {
    route: "migrate",
    says: (label) => `Migrating ${label}`,
    privilege: "VM.Migrate",
    concerns: () => true,
    parameters: (call, guest) => ({
      target: textOf(call, "target") as string,
      ...migrationParameters(guest),
      ...(textOf(call, "with-local-disks") === "1" && guest.kind === "qemu" ? { "with-local-disks": 1 } : {}),
    }),
    before: (call) => {
      const target = textOf(call, "target") as string;
      if (target === textOf(call, "node")) throw parameterFailure({ target: "target is local node." });
      if (!call.world.nodes.has(target)) fail(`no such cluster node '${target}'`);
    },
  },
};

/** What a node does with all of its guests, by what the routes do for one. */
export function allGuestsRoutes(routes: Routes): Routes {
  return Object.fromEntries(
    Object.entries(actions).map(([type, action]) => [
      `POST /nodes/{node}/${type}`,
      (call: Call) => {
        const { world, user } = call;
        const node = textOf(call, "node") as string;
        action.before?.(call);
        const chosen = chosenGuests(call, action);
        return world.tasks.run({ node, type, user }, async (task) => {
          await action.ready?.(call, task);
          await askGuests({ routes, call, task }, chosen, (vmid, guest) => ({
            says: action.says(`${guest.kind === "qemu" ? "VM" : "CT"} ${vmid}`, call),
            route: action.route,
            parameters: action.parameters(call, guest),
          }));
        });
      },
    ]),
  );
}

async function waitForQuorum({ world, local }: Call, task: TaskHandle): Promise<void> {
  if (isQuorate(world, local)) return;
  task.log("waiting for quorum ...");
  while (!isQuorate(world, local)) await nextMembershipChange(world);
  task.log("got quorum");
}

function chosenGuests(call: Call, { privilege, concerns }: Action): readonly (readonly [number, Guest])[] {
  const { world, user, parameters } = call;
  const wanted = new Set(listOf(call, "vms").map(Number));
  return [...world.guests]
    .filter(([vmid, guest]) => guest.node === parameters["node"] && (wanted.size === 0 || wanted.has(vmid)))
    .filter(
      ([vmid, guest]) =>
        concerns(guest, call, vmid) && privilegesAt(world, user, `/vms/${vmid}`).has(privilege),
    )
    .sort(([a], [b]) => a - b);
}
