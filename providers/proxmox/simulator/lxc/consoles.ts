import { randomBytes } from "node:crypto";

import { textOf, type Call, type Routes } from "../call.js";
import { onGuest, type GuestHandler } from "../guests/on.js";

const base = "/nodes/{node}/lxc/{vmid}";
const on = (handler: GuestHandler) => onGuest("lxc", handler);
const port = 5900;
const patience = 10_000;

/** Ways to a container's console: who asks is told where to come to, and nobody is there. */
export const consoleRoutes: Routes = {
  [`POST ${base}/vncproxy`]: on((call, vmid) => ({ ...waiting(call, vmid, "vncproxy"), cert: "" })),
  [`POST ${base}/termproxy`]: on((call, vmid) => waiting(call, vmid, "vncproxy")),
  [`GET ${base}/vncwebsocket`]: on((call) => ({ port: textOf(call, "port") })),
  [`POST ${base}/spiceproxy`]: on((call, vmid, { node, config }) => {
    waiting(call, vmid, "spiceproxy");
    return {
      type: "spice",
      title: `CT ${vmid} - ${config["hostname"] ?? `CT${vmid}`}`,
      host: `pvespiceproxy:${vmid}:${node}`,
      proxy: `http://${textOf(call, "proxy") ?? node}:3128`,
      password: randomBytes(20).toString("hex"),
      "tls-port": 61000,
      "secure-attention": "Ctrl+Alt+Ins",
      "toggle-fullscreen": "Shift+F11",
      "release-cursor": "Ctrl+Alt+R",
      "delete-this-file": 1,
    };
  }),
};

/** A task that waits for somebody to come, and the ticket to come with. */
function waiting({ world, user, parameters }: Call, vmid: number, type: string) {
  const upid = world.tasks.run({ node: String(parameters["node"]), type, id: vmid, user }, async (task) => {
    await task.sleep(patience);
    throw new Error("connection timed out");
  });
  return { user, ticket: `PVEVNC:${randomBytes(30).toString("base64")}`, port, upid };
}
