import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

import { CommandLost } from "../../../providers/proxmox/ssh/execute.js";
import { SshSession } from "../../../providers/proxmox/ssh/session.js";
import { describeReal } from "./stand/describe-real.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { relayTo, type Relay } from "./stand/relay.js";
import { settingsFrom } from "./stand/settings.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

it("asks every 15 s, and gives up after three questions without an answer", async () => {
  const { keepalive: real } = await vi.importActual<{ readonly keepalive: unknown }>(
    "../../../providers/proxmox/ssh/keepalive.js",
  );
  expect(real).toEqual({ interval: 15_000, most: 3 });
});

// Nobody wants to wait for a minute.
vi.mock("../../../providers/proxmox/ssh/keepalive.js", () => ({ keepalive: { interval: 500, most: 20 } }));

describeReal("the keepalive of a connection that nobody uses", () => {
  let user: SystemUser;
  let server: OpenSsh;
  let wire: Relay;
  let session: SshSession;
  beforeAll(async () => {
    user = systemUser();
    server = await openSsh({ config: ["LogLevel DEBUG3"] });
  });
  afterEach(async () => {
    await session.close();
    await wire.close();
  });
  afterAll(async () => {
    await server.close();
    user.remove();
  });

  async function begin(): Promise<void> {
    wire = await relayTo(server.port);
    const settings = settingsFrom({
      username: user.name,
      password: user.password,
      host_keys: { pve1: server.hostKey().fingerprint },
    });
    session = new SshSession({ node: "pve1", host: "127.0.0.1", port: wire.port, text: "pve1" }, settings);
  }

  it("asks the other side for a sign of life, and keeps the connection while there is one", async () => {
    await begin();
    await session.run(["true"]);
    const asked = () => server.log().split("keepalive@openssh.com").length - 1;
    await expect.poll(asked, { timeout: 60_000 }).toBeGreaterThan(2);
    expect(await session.run(["echo", "there"])).toMatchObject({ stdout: "there\n" });
    expect(session.connections).toBe(1);
  });

  it("gives a connection up whose other side is silent: a command is told as lost, the next one connects anew", async () => {
    await begin();
    const command = session.run(["sh", "-c", "echo begun; sleep 60"], { output: () => wire.silence() });
    const thrown: unknown = await command.catch((each: unknown) => each);
    expect(thrown).toBeInstanceOf(CommandLost);
    expect(String(thrown)).toContain("the SSH connection broke while a command ran");
    expect(await session.run(["echo", "again"])).toMatchObject({ stdout: "again\n" });
    expect(session.connections).toBe(2);
  });
});
