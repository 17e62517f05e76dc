import type { Call, Handler, Routes } from "../../call.js";
import { sectionsOf } from "../../section-object.js";
import type { World } from "../../world.js";
import { haResourceOf } from "./state.js";

/** How long it takes until the manager looks at what was asked. */
const roundMilliseconds = 15_000;
const resources = "/cluster/ha/resources";
const actions = { start: "started", stop: "stopped", shutdown: "stopped" } as const;
const words = { qemu: "VM", lxc: "CT" } as const;

/** HA in action: a guest becomes what its resource says, and what is asked of the guest is told to the resource. */
export function haActing(routes: Routes): Routes {
  const known = (route: string) => route in routes;
  return {
    ...Object.fromEntries(
      (["qemu", "lxc"] as const).flatMap((kind) =>
        (Object.keys(actions) as (keyof typeof actions)[])
          .map((action) => ({ route: `POST /nodes/{node}/${kind}/{vmid}/status/${action}`, kind, action }))
          .filter(({ route }) => known(route))
          .map((asked) => [asked.route, asking(routes, asked)]),
      ),
    ),
    ...Object.fromEntries(
      [`POST ${resources}`, `PUT ${resources}/{sid}`].map((route) => [route, following(routes, route)]),
    ),
  };
}

/** A guest under HA is not started or stopped by who asks, but by the manager. */
function asking(
  routes: Routes,
  {
    route,
    kind,
    action,
  }: { readonly route: string; readonly kind: "qemu" | "lxc"; readonly action: keyof typeof actions },
): Handler {
  return (call) => {
    const { world, user, parameters } = call;
    const vmid = Number(parameters["vmid"]);
    const [sid, section] = haResourceOf(world, vmid) ?? [];
    if (sid === undefined || section?.["state"] === "ignored") return routes[route]?.(call);
    const type = action === "start" ? "hastart" : "hastop";
    return world.tasks.run({ node: String(parameters["node"]), type, id: vmid, user }, async (task) => {
      task.log(`Requesting HA ${type.slice(2)} for ${words[kind]} ${vmid}`);
      sectionsOf(world, "ha-resource").set(sid, { ...section, state: actions[action] });
      void becomeLater(routes, world, vmid);
    });
  };
}

function following(routes: Routes, route: string): Handler {
  return (call: Call) => {
    const answer = routes[route]?.(call);
    void becomeLater(routes, call.world, Number(String(call.parameters["sid"]).replace(/^\w+:/, "")));
    return answer;
  };
}

/** What the manager does in its next round. */
async function becomeLater(routes: Routes, world: World, vmid: number): Promise<void> {
  await world.clock.sleep(roundMilliseconds);
  const guest = world.guests.get(vmid);
  const [, section] = haResourceOf(world, vmid) ?? [];
  if (guest === undefined || section === undefined || guest.config["template"] === "1") return;
  const isWanted = ["started", "enabled"].includes(String(section["state"] ?? "started"));
  if (section["state"] === "ignored" || isWanted === (guest.running !== undefined)) return;
  const action = isWanted ? "start" : "stop";
  const parameters = { node: guest.node, vmid };
  const handler = routes[`POST /nodes/{node}/${guest.kind}/{vmid}/status/${action}`];
  try {
    await handler?.({ world, local: guest.node, user: "root@pam", parameters });
  } catch {
    // Nobody waits for it: the guest stays queued.
  }
}
