import type { Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { slice, type World } from "../../world.js";
import { haServices, vmidOf } from "./resources.js";
import { haStateOf } from "./state.js";

const disarmed = slice("ha-disarmed", () => ({ mode: "" }));

/** Groups were made into rules with release 9: every use of them says so. */
const migrated = (what: string) => () => fail(`cannot ${what}: ha groups have been migrated to rules`);

export const haStatusRoutes: Routes = {
  "GET /cluster/ha/groups": migrated("index groups"),
  "POST /cluster/ha/groups": migrated("create group"),
  "GET /cluster/ha/groups/{group}": migrated("read group"),
  "PUT /cluster/ha/groups/{group}": migrated("update group"),
  "DELETE /cluster/ha/groups/{group}": migrated("delete group"),
  "GET /cluster/ha/status/current": ({ world }) => {
    const node = firstNode(world);
    const state = disarmed(world).mode === "" ? "standby" : "disarmed";
    return [
      { id: "quorum", type: "quorum", node, status: "OK", quorate: 1 },
      {
        id: "fencing",
        type: "fencing",
        node,
        status: "standby (CRM watchdog standby)",
        "armed-state": state,
      },
      ...haServices(world).map((service) => serviceRow(world, service)),
    ];
  },
  "GET /cluster/ha/status/manager_status": ({ world }) => ({
    // Outside of a cluster no manager has written anything yet.
    manager_status: {
      node_status:
        world.nodes.size < 2
          ? {}
          : Object.fromEntries([...world.nodes.keys()].map((name) => [name, "online"])),
    },
    quorum: { node: firstNode(world), quorate: "1" },
  }),
  "POST /cluster/ha/status/disarm-ha": ({ world, parameters }) => {
    disarmed(world).mode = String(parameters["resource-mode"]);
    return null;
  },
  "POST /cluster/ha/status/arm-ha": ({ world }) => {
    disarmed(world).mode = "";
    return null;
  },
};

function serviceRow(world: World, service: ReturnType<typeof haServices>[number]) {
  const { sid, node, state = "started", ...values } = service;
  const wanted = state === "enabled" ? "started" : state;
  const is = haStateOf(world, vmidOf(sid)) ?? "queued";
  return {
    id: `service:${sid}`,
    type: "service",
    sid,
    node,
    state: is,
    request_state: wanted,
    status: `${sid} (${node}, ${is})`,
    max_restart: values["max_restart"] ?? 1,
    max_relocate: values["max_relocate"] ?? 1,
    failback: values["failback"] ?? 1,
    ...(values["comment"] === undefined ? {} : { comment: values["comment"] }),
  };
}

function firstNode({ nodes }: World): string {
  const [name = ""] = nodes.keys();
  return name;
}
