import { randomBytes } from "node:crypto";

import { textOf, type Call, type Routes } from "../call.js";
import type { Guest } from "./guest.js";
import { onGuest, type GuestHandler } from "./on.js";

const port = 5900;
const patience = 10_000;

/** What tells the consoles of one kind of guests from those of others. */
export interface Console {
  readonly titleOf: (vmid: number, guest: Guest) => string;
  /** What a terminal, or a desktop over SPICE, needs of a guest; fails without it. */
  readonly checkTerminal: GuestHandler;
  readonly checkDesktop: GuestHandler;
  /** What else is told to whoever comes over VNC. */
  readonly access: () => object;
}

/** Ways to a guest's console: who asks is told where to come to, and nobody is there. */
export function consoleRoutes(kind: Guest["kind"], console: Console): Routes {
  const base = `/nodes/{node}/${kind}/{vmid}`;
  const on = (handler: GuestHandler) => onGuest(kind, handler);
  return {
    [`POST ${base}/vncproxy`]: on((call, vmid) => ({
      ...waiting(call, vmid, "vncproxy"),
      ...console.access(),
      cert: call.world.nodes.get(call.local)?.certificate?.certificate ?? "",
    })),
    [`POST ${base}/termproxy`]: on((call, vmid, guest) => {
      console.checkTerminal(call, vmid, guest);
      return waiting(call, vmid, "vncproxy");
    }),
    [`GET ${base}/vncwebsocket`]: on((call) => ({ port: textOf(call, "port") })),
    [`POST ${base}/spiceproxy`]: on((call, vmid, guest) => {
      console.checkDesktop(call, vmid, guest);
      waiting(call, vmid, "spiceproxy");
      return {
        type: "spice",
        title: console.titleOf(vmid, guest),
        host: `pvespiceproxy:${vmid}:${guest.node}`,
        proxy: `http://${textOf(call, "proxy") ?? guest.node}:3128`,
        password: randomBytes(20).toString("hex"),
        "tls-port": 61000,
        "secure-attention": "Ctrl+Alt+Ins",
        "toggle-fullscreen": "Shift+F11",
        "release-cursor": "Ctrl+Alt+R",
        "delete-this-file": 1,
      };
    }),
  };
}

/** A task that waits for somebody to come, and the ticket to come with. */
function waiting({ world, user, parameters }: Call, vmid: number, type: string) {
  const upid = world.tasks.run({ node: String(parameters["node"]), type, id: vmid, user }, async (task) => {
    await task.sleep(patience);
    throw new Error("connection timed out");
  });
  return { user, ticket: `PVEVNC:${randomBytes(30).toString("base64")}`, port: String(port), upid };
}
