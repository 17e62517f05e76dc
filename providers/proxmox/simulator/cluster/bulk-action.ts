import { privilegesAt } from "../access/permissions.js";
import { elementsOf, type Call, type Routes } from "../call.js";
import { askGuests, migrationParameters } from "../guests/ask-guests.js";
import type { Guest } from "../guests/guest.js";

const path = "/cluster/bulk-action/guest";

interface Action {
  /** Below a guest: what is asked of it. */
  readonly route: string;
  readonly says: string;
  readonly privilege: string;
  readonly concerns: (guest: Guest) => boolean;
  readonly parameters: (call: Call, guest: Guest) => Readonly<Record<string, string | number>>;
}

const isRunning = ({ running }: Guest) => running !== undefined;
const sent = ({ parameters }: Call, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, below]) => {
      const value = parameters[name];
      return value === undefined ? [] : [[below, value]];
    }),
  );

const actions: Readonly<Record<string, Action>> = {
  start: {
    route: "status/start",
    says: "Starting",
    privilege: "VM.PowerMgmt",
    concerns: (guest) => !isRunning(guest) && guest.config["template"] !== "1",
    parameters: () => ({}),
  },
  shutdown: {
    route: "status/shutdown",
    says: "Stopping",
    privilege: "VM.PowerMgmt",
    concerns: isRunning,
    parameters: (call) => ({
      forceStop: 1,
      ...sent(call, { timeout: "timeout", "force-stop": "forceStop" }),
    }),
  },
  suspend: {
    route: "status/suspend",
    says: "Suspending",
    privilege: "VM.PowerMgmt",
    concerns: (guest) => isRunning(guest) && guest.kind === "qemu",
    parameters: (call) => sent(call, { "to-disk": "todisk", statestorage: "statestorage" }),
  },
  migrate: {
    route: "migrate",
    says: "Migrating",
    privilege: "VM.Migrate",
    concerns: () => true,
    parameters: (call, guest) => ({
      ...sent(call, { target: "target" }),
      ...(guest.kind === "qemu" ? sent(call, { "with-local-disks": "with-local-disks" }) : {}),
      ...migrationParameters(guest),
    }),
  },
};

/** The same for many guests at once, by what the routes do for one. */
export function bulkActionRoutes(routes: Routes): Routes {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      `POST ${path}/${name}`,
      (call: Call) => {
        const { world, user, local: node } = call;
        const chosen = chosenGuests(call, action);
        return world.tasks.run({ node, type: `bulk${name}`, user }, async (task) => {
          await askGuests({ routes, call, task }, chosen, (vmid, guest) => ({
            says: `${action.says} ${guest.kind === "qemu" ? "VM" : "CT"} ${vmid}`,
            route: action.route,
            parameters: action.parameters(call, guest),
          }));
        });
      },
    ]),
  );
}

function chosenGuests(call: Call, { privilege, concerns }: Action): readonly (readonly [number, Guest])[] {
  const { world, user, parameters } = call;
  const wanted = "vms" in parameters ? new Set(elementsOf(parameters["vms"]).map(Number)) : undefined;
  return [...world.guests]
    .filter(([vmid, guest]) => (wanted === undefined || wanted.has(vmid)) && concerns(guest))
    .filter(([vmid]) => privilegesAt(world, user, `/vms/${vmid}`).has(privilege))
    .sort(([a], [b]) => a - b);
}
