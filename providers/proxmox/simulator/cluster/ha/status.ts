import type { Call, Routes } from "../../call.js";
import type { World } from "../../world.js";
import { isQuorate } from "../membership.js";
import { managerOf } from "./manager-state.js";
import { haServices, vmidOf } from "./resources.js";
import { haStateOf } from "./state.js";
import { managedNode, masterOf } from "./watch-nodes.js";

export const haStatusRoutes: Routes = {
  "GET /cluster/ha/status/current": (call) => [
    quorumRow(call),
    fencingRow(call),
    ...(isAtWork(call.world) ? [...masterRows(call), ...localRows(call)] : []),
    ...haServices(call.world).map((service) => serviceRow(call.world, service)),
  ],
  "GET /cluster/ha/status/manager_status": (call) => ({
    manager_status: isAtWork(call.world) ? managerStatus(call.world) : { node_status: {} },
    ...(isAtWork(call.world) ? { lrm_status: localStatus(call.world) } : {}),
    quorum: { node: call.local, quorate: isQuorate(call.world, call.local) ? "1" : "0" },
  }),
  "POST /cluster/ha/status/disarm-ha": ({ world, parameters }) => {
    managerOf(world).disarmed = String(parameters["resource-mode"]);
    return null;
  },
  "POST /cluster/ha/status/arm-ha": ({ world }) => {
    managerOf(world).disarmed = "";
    return null;
  },
};

/** Whether there is anything that a manager has begun to care for. */
function isAtWork(world: World): boolean {
  return managerOf(world).services.size > 0;
}

function quorumRow({ world, local: node }: Call) {
  const quorate = isQuorate(world, node);
  const status = quorate ? "OK" : `No quorum on node '${node}'!`;
  return { id: "quorum", type: "quorum", node, status, quorate: quorate ? 1 : 0 };
}

function fencingRow({ world, local: node }: Call) {
  const isArmed = isAtWork(world) && managerOf(world).disarmed === "";
  const state = isArmed ? "armed" : managerOf(world).disarmed === "" ? "standby" : "disarmed";
  const status = isArmed ? "armed (CRM watchdog active)" : "standby (CRM watchdog standby)";
  return { id: "fencing", type: "fencing", node, status, "armed-state": state };
}

function masterRows({ world }: Call) {
  const node = masterOf(world);
  if (node === undefined) return [];
  const status = `${node} (active, ${dateText(world)})`;
  return [{ id: "master", type: "master", node, status, timestamp: seconds(world) }];
}

/** What each node's own manager says of itself. */
function localRows({ world }: Call) {
  return [...world.nodes.keys()].map((node) => ({
    id: `lrm:${node}`,
    type: "lrm",
    node,
    status: `${node} (${localState(world, node)}, ${dateText(world)})`,
    timestamp: seconds(world),
  }));
}

function localState(world: World, node: string): string {
  const { lostAt, state } = managedNode(world, node);
  if (lostAt !== undefined) return "old timestamp - dead?";
  if (state === "maintenance") return "maintenance mode";
  const isActive = [...managerOf(world).services.values()].some(
    (service) => service.node === node && service.state !== "stopped",
  );
  return isActive ? "active" : "idle";
}

function serviceRow(world: World, service: ReturnType<typeof haServices>[number]) {
  const { sid, node, state = "started", ...values } = service;
  const wanted = state === "enabled" ? "started" : state;
  const is = haStateOf(world, vmidOf(sid)) ?? "queued";
  const known = managerOf(world).services.get(sid)?.state;
  return {
    id: `service:${sid}`,
    type: "service",
    sid,
    node,
    state: is,
    request_state: wanted,
    ...(known === undefined ? {} : { crm_state: known }),
    status: `${sid} (${node}, ${is})`,
    max_restart: values["max_restart"] ?? 1,
    max_relocate: values["max_relocate"] ?? 1,
    failback: values["failback"] ?? 1,
    ...(values["comment"] === undefined ? {} : { comment: values["comment"] }),
  };
}

function managerStatus(world: World) {
  const { services } = managerOf(world);
  const master = masterOf(world);
  return {
    ...(master === undefined ? {} : { master_node: master }),
    node_status: Object.fromEntries(
      [...world.nodes.keys()].map((name) => [name, managedNode(world, name).state]),
    ),
    service_status: Object.fromEntries(
      [...services].map(([sid, { state, node, target }]) => [
        sid,
        {
          state,
          node,
          ...(target === undefined ? {} : { target }),
          ...(world.guests.get(vmidOf(sid))?.running === undefined ? {} : { running: 1 }),
        },
      ]),
    ),
    timestamp: seconds(world),
  };
}

function localStatus(world: World) {
  return Object.fromEntries(
    [...world.nodes.keys()].map((name) => {
      const state = localState(world, name) === "active" ? "active" : "wait_for_agent_lock";
      const mode = managedNode(world, name).state === "maintenance" ? "maintenance" : "active";
      return [name, { mode, state, results: {}, timestamp: seconds(world) }];
    }),
  );
}

function seconds({ clock }: World): number {
  return Math.floor(clock.now() / 1000);
}

/** `Mon Nov 23 01:37:07 2026` */
function dateText({ clock }: World): string {
  const [day = "", date = "", month = "", year = "", time = ""] = new Date(clock.now())
    .toUTCString()
    .replace(",", "")
    .split(" ");
  return `${day} ${month} ${date} ${time} ${year}`;
}
