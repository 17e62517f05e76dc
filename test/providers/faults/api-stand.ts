import { once } from "node:events";
import { createServer as createPages } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { createServer } from "node:tls";

import { createCertificate } from "../../../providers/proxmox/simulator/certificate.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { addSecondFactor } from "../../simulator/add-second-factor.js";
import { listener } from "../api/listener.js";

/** A simulated Proxmox VE with users who may not, and whatever may listen in its place on this machine, by port. */
export interface ApiStand {
  readonly pve: Simulation;
  /** Another cluster, with another certificate and other tokens. */
  readonly other: Simulation;
  /** What closes each connection at once. */
  readonly closing: number;
  /** What speaks HTTP without TLS. */
  readonly plain: number;
  /** A proxy that lets nobody through. */
  readonly proxy: number;
  /** What speaks TLS 1.2 at most. */
  readonly old: number;
  /** A web server with a page. */
  readonly page: number;
  /** A web server that sends everybody to its login. */
  readonly redirection: number;
  readonly passwords: Readonly<Record<"none" | "off" | "root" | "two" | "wrong", string>>;
  /** The code that two@pve's second factor shows now. */
  readonly code: () => string;
  close(): Promise<void>;
}

export async function apiStand(): Promise<ApiStand> {
  const passwords = {
    none: secretMarker("none"),
    off: secretMarker("off"),
    root: secretMarker("root"),
    two: secretMarker("two"),
    wrong: secretMarker("wrong"),
  };
  const pve = await simulate({ rootPassword: passwords.root });
  const other = await simulate();
  const closing = await listener((socket) => void socket.destroy());
  const plain = await listener((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const proxy = await listener((socket) => void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  const { certificate: cert, privateKey: key } = createCertificate();
  const old = createServer({ cert, key, maxVersion: "TLSv1.2" });
  const page = createPages({ cert, key }, (_, response) => void response.end("<html>Welcome</html>"));
  const redirection = createPages(
    { cert, key },
    (_, response) => void response.writeHead(302, { location: "/login" }).end(),
  );
  const servers: readonly Server[] = [old, page, redirection];
  for (const each of servers) await once(each.listen(0, "127.0.0.1"), "listening");
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  await pve.post("/access/users", { userid: "two@pve", password: passwords.two });
  const code = await addSecondFactor(pve, "two@pve");
  await pve.post("/access/users", { userid: "none@pve", password: passwords.none });
  await pve.put("/access/acl", { path: "/", users: "none@pve", roles: "PVEAuditor" });
  await pve.post("/access/users", { userid: "off@pve", password: passwords.off, enable: 0 });
  await pve.post("/access/users/off@pve/token/tt");
  await pve.post("/access/users/two@pve/token/old", { expire: 1_000_000 });
  return {
    pve,
    other,
    closing: closing.port,
    plain: plain.port,
    proxy: proxy.port,
    old: portOf(old),
    page: portOf(page),
    redirection: portOf(redirection),
    passwords,
    code,
    close: async () => {
      await Promise.all([pve, other, closing, plain, proxy].map((each) => each.close()));
      for (const each of servers) each.close();
    },
  };
}
