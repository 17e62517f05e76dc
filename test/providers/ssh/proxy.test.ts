import { afterAll, beforeAll, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { SshSession } from "../../../providers/proxmox/ssh/session.js";
import { Ssh } from "../../../providers/proxmox/ssh/ssh.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { describeReal } from "./stand/describe-real.js";
import { freePort } from "./stand/free-port.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { settingsFrom } from "./stand/settings.js";
import { socksServer, type SocksServer } from "./stand/socks.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

/** The proxy takes it from its command line alone, where everybody sees it: no marker. */
const login = { username: "somebody", password: "at the proxy" };

describeReal("SSH by way of a SOCKS5 proxy", () => {
  let user: SystemUser;
  let server: OpenSsh;
  let open: SocksServer;
  let guarded: SocksServer;
  beforeAll(async () => {
    user = systemUser();
    [server, open, guarded] = await Promise.all([openSsh(), socksServer(), socksServer(login)]);
  });
  afterAll(async () => {
    await Promise.all([server.close(), open.close(), guarded.close()]);
    user.remove();
  });

  async function hello(block: ValueObject, host = "localhost", port = server.port): Promise<string> {
    const settings = settingsFrom({
      username: user.name,
      password: user.password,
      host_keys: { pve1: server.hostKey().fingerprint },
      ...block,
    });
    const session = new SshSession({ node: "pve1", host, port, text: `${host}:${port}` }, settings);
    try {
      return (await session.run(["echo", "hello"])).stdout;
    } finally {
      await session.close();
    }
  }

  it("works without a login, and the proxy resolves the node's name", async () => {
    expect(await hello({ socks5_server: open.address })).toBe("hello\n");
    const request = open.requests.at(-1)!;
    expect(request[3]).toBe(3);
    expect(request.toString("latin1", 5, 5 + request[4]!)).toBe("localhost");
  });

  it("works with a login", async () => {
    const block = {
      socks5_server: guarded.address,
      socks5_username: login.username,
      socks5_password: login.password,
    };
    expect(await hello(block, "127.0.0.1")).toBe("hello\n");
  });

  it("is the way to all nodes", async () => {
    const places = ["pve1", "pve2"].map((name) => ({ name, address: "localhost", port: server.port }));
    const fingerprint = server.hostKey().fingerprint;
    const settings = settingsFrom({
      username: user.name,
      password: user.password,
      host_keys: { pve1: fingerprint, pve2: fingerprint },
      socks5_server: open.address,
      node: places,
    });
    const before = open.requests.length;
    const all = new Ssh(settings, async () => []);
    for (const { name } of places) await (await all.node(name)).session.run(["true"]);
    await all.close();
    expect(open.requests.length - before).toBe(places.length);
  });

  it.each([
    ["another password", { socks5_username: login.username, socks5_password: secretMarker("wrong") }],
    ["no login", {}],
  ])("says what is wrong with %s where the proxy wants one", async (_name, block) => {
    const refusal = await hello({ socks5_server: guarded.address, ...block }).catch(String);
    expect(refusal).toContain("the SOCKS5 proxy does not accept the login");
    expect(refusal).toContain("ssh.socks5_username and ssh.socks5_password");
    expect(refusal).not.toContain("marker");
  });

  it("says so where the proxy does not get to the node", async () => {
    const refusal = await hello({ socks5_server: open.address }, "127.0.0.1", await freePort()).catch(String);
    expect(refusal).toContain("the SOCKS5 proxy does not connect to pve1");
    expect(await hello({ socks5_server: open.address }, "no.such.host.invalid").catch(String)).toContain(
      "The proxy resolves the name, not this machine",
    );
  });

  it("says so where the proxy itself can't be reached", async () => {
    const refusal = await hello({ socks5_server: `127.0.0.1:${await freePort()}` }).catch(String);
    expect(refusal).toContain("the SOCKS5 proxy can't be reached");
    expect(refusal).toContain("ECONNREFUSED");
  });
});
