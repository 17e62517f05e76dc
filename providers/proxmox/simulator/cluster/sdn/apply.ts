import { randomUUID } from "node:crypto";

import { textOf, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { unknownNode } from "../forward.js";
import { applyStaged, assertToken, dropStaged, hasPending, lockOf } from "./staging.js";

const source = "/usr/share/perl5/PVE/API2/Network/SDN.pm line";

/** From what is written to what runs, and back; and the lock for who wants to do that alone. */
export const applyRoutes: Routes = {
  "PUT /cluster/sdn": (call) => {
    const { world, user, local: node } = call;
    assertToken(call, undefined);
    const isReleased = Number(call.parameters["release-lock"] ?? 1) === 1;
    applyStaged(world);
    if (isReleased) lockOf(world).token = undefined;
    return world.tasks.run({ node, type: "reloadnetworkall", user }, async (task) => {
      for (const name of world.nodes.keys()) {
        task.log(`${name}: reloading network config`);
        await task.sleep(200);
      }
    });
  },
  "POST /cluster/sdn/rollback": (call) => {
    assertToken(call, "could not rollback SDN configuration");
    dropStaged(call.world);
    if (Number(call.parameters["release-lock"] ?? 1) === 1) lockOf(call.world).token = undefined;
    return null;
  },
  "POST /cluster/sdn/lock": ({ world, parameters }) => {
    const prefix = "could not acquire lock for SDN config";
    if (lockOf(world).token !== undefined) fail(`${prefix}: configuration is already locked`);
    if (Number(parameters["allow-pending"] ?? 0) !== 1 && hasPending(world))
      fail(`${prefix}: configuration has pending changes at ${source} 150.`);
    return (lockOf(world).token = randomUUID());
  },
  "DELETE /cluster/sdn/lock": (call) => {
    if (Number(call.parameters["force"] ?? 0) !== 1) assertToken(call, undefined);
    lockOf(call.world).token = undefined;
    return null;
  },
  "GET /cluster/sdn/dry-run": (call) => {
    const node = textOf(call, "node") as string;
    if (!call.world.nodes.has(node)) unknownNode(node);
    return { "frr-diff": "", "interfaces-diff": "" };
  },
};
