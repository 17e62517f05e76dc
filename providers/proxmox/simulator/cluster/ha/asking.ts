import { textOf, type Call, type Handler, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { findGuest } from "../../guests/on.js";
import { targetOf } from "../../guests/migration/target.js";
import { sectionsOf } from "../../section-object.js";
import type { Section } from "../../section.js";
import type { TaskHandle } from "../../worker.js";
import { managerOf, newService, usualStopTimeout } from "./manager-state.js";
import { queueMove } from "./move.js";
import { haResourceOf } from "./state.js";

type Kind = "qemu" | "lxc";

interface Request {
  readonly type: "hastart" | "hastop" | "hamigrate";
  /** Checks that come before. */
  readonly before?: (call: Call, kind: Kind) => void;
  readonly says: (call: Call, guest: string) => string;
  readonly ask: (call: Call, sid: string, section: Section) => void;
}

const words = { qemu: "VM", lxc: "CT" } as const;

const requests: Readonly<Record<string, Request>> = {
  "status/start": {
    type: "hastart",
    says: (_, guest) => `Requesting HA start for ${guest}`,
    ask: (call, sid, section) => become(call, sid, { ...section, state: "started" }),
  },
  "status/stop": {
    type: "hastop",
    says: (_, guest) => `Requesting HA stop for ${guest}`,
    ask: (call, sid, section) => stop(call, sid, { section, timeout: 0 }),
  },
  "status/shutdown": {
    type: "hastop",
    says: (_, guest) => `Requesting HA stop for ${guest}`,
    ask: (call, sid, section) =>
      stop(call, sid, { section, timeout: Number(textOf(call, "timeout") ?? usualStopTimeout) }),
  },
  migrate: {
    type: "hamigrate",
    before: assertMayMigrate,
    says: (call, guest) => `Requesting HA migration for ${guest} to node ${textOf(call, "target")}`,
    ask: (call, sid) => queueMove(call.world, sid, { kind: "migrate", target: textOf(call, "target") ?? "" }),
  },
};

/** What is asked of guests under HA is told to the manager: by tasks that end before anything has changed. */
export function haAsking(routes: Routes): Routes {
  return Object.fromEntries(
    (["qemu", "lxc"] as const).flatMap((kind) =>
      Object.entries(requests)
        .map(([below, request]) => ({ route: `POST /nodes/{node}/${kind}/{vmid}/${below}`, request }))
        .filter(({ route }) => route in routes)
        .map(({ route, request }) => [route, asking(kind, request, routes[route] as Handler)]),
    ),
  );
}

function asking(kind: Kind, { type, before, says, ask }: Request, otherwise: Handler): Handler {
  return (call) => {
    const { world, user, parameters } = call;
    const vmid = Number(parameters["vmid"]);
    const [sid, section] = haResourceOf(world, vmid) ?? [];
    if (sid === undefined || section === undefined || section["state"] === "ignored") return otherwise(call);
    before?.(call, kind);
    return world.tasks.run({ node: call.local, type, id: vmid, user }, async (task: TaskHandle) => {
      task.log(says(call, `${words[kind]} ${vmid}`));
      ask(call, sid, section);
    });
  };
}

function assertMayMigrate(call: Call, kind: Kind): void {
  targetOf(call);
  const isSet = (name: string) => textOf(call, name) === "1";
  if (findGuest(kind, call)?.running === undefined || isSet("online")) return;
  if (kind === "qemu") fail("can't migrate running VM without --online");
  if (!isSet("restart")) fail("can't migrate running container without --online or --restart");
}

function become({ world }: Call, sid: string, section: Section): void {
  sectionsOf(world, "ha-resource").set(sid, section);
}

function stop(
  call: Call,
  sid: string,
  { section, timeout }: { readonly section: Section; readonly timeout: number },
): void {
  const { services } = managerOf(call.world);
  const service = services.get(sid) ?? newService(call.world, Number(sid.split(":")[1]), "started");
  services.set(sid, service);
  service.stopTimeout = timeout;
  become(call, sid, { ...section, state: "stopped" });
}
