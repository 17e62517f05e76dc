import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { CommandLost } from "../../../providers/proxmox/ssh/execute.js";
import { SshSession } from "../../../providers/proxmox/ssh/session.js";
import { describeReal } from "./stand/describe-real.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { settingsFrom } from "./stand/settings.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

describeReal("a session with a node", () => {
  let user: SystemUser;
  let server: OpenSsh;
  const open: { close(): Promise<unknown> }[] = [];
  beforeAll(async () => {
    user = systemUser();
    server = await openSsh();
  });
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  afterAll(async () => {
    await server.close();
    user.remove();
  });

  function session(to = server, block: ValueObject = {}): SshSession {
    const settings = settingsFrom({
      username: user.name,
      password: user.password,
      host_keys: { pve1: to.hostKey().fingerprint },
      ...block,
    });
    const made = new SshSession({ node: "pve1", host: "127.0.0.1", port: to.port, text: "pve1" }, settings);
    open.push(made);
    return made;
  }

  async function serverWith(...config: readonly string[]): Promise<OpenSsh> {
    const made = await openSsh({ config });
    open.push(made);
    return made;
  }

  it("makes one connection for all commands, however many there are at once", async () => {
    const one = session();
    const all = await Promise.all(Array.from({ length: 100 }, (_, index) => one.run(["echo", `${index}`])));
    expect(all.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(one.connections).toBe(1);
  });

  it("keeps to the number of commands that the server takes at once", async () => {
    const one = session(await serverWith("MaxSessions 1"));
    const all = await Promise.all(Array.from({ length: 20 }, () => one.run(["echo", "x"])));
    expect(all.every(({ stdout }) => stdout === "x\n")).toBe(true);
    expect(one.connections).toBe(1);
  });

  it("says so where the server takes none", async () => {
    const refusal = await session(await serverWith("MaxSessions 0"))
      .run(["true"])
      .catch(String);
    expect(refusal).toContain("pve1 takes no command over SSH");
    expect(refusal).toContain("MaxSessions");
  });

  it("passes input and output through as they are, and tells how the command ended", async () => {
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
    const pieces = Array.from({ length: 30 }, (_, index) =>
      bytes.subarray(index * 100_000, (index + 1) * 100_000),
    );
    const { stdout } = await session().run(["sha256sum"], { input: pieces });
    expect(stdout).toBe(execFileSync("sha256sum", { input: bytes, encoding: "utf8" }));
    expect(await session().run(["sh", "-c", "echo no >&2; exit 3"])).toEqual({
      code: 3,
      stdout: "",
      stderr: "no\n",
    });
    expect(await session().line("kill -9 $$")).toMatchObject({
      code: undefined,
      stderr: "ended by SIGKILL",
    });
  });

  it("does not wait for ever for a command that writes back what it is given", async () => {
    const { stdout } = await session().run(["cat"], { input: [Buffer.alloc(8_000_000, "x")] });
    expect(stdout).toHaveLength(8_000_000);
  });

  it("stops giving input to a command that has ended", async () => {
    const endless = (async function* () {
      for (;;) yield Buffer.alloc(100_000, "x");
    })();
    expect(await session().run(["false"], { input: endless })).toMatchObject({ code: 1 });
  });

  it("connects anew where the connection broke between two commands", async () => {
    const one = session();
    await one.run(["true"]);
    const { client } = await one.login();
    const gone = new Promise<void>((resolve) => client.once("close", () => resolve()));
    server.cut();
    await gone;
    expect(await one.run(["echo", "again"])).toMatchObject({ code: 0, stdout: "again\n" });
    expect(one.connections).toBe(2);
  });

  it("never repeats a command that may have run when the connection broke, and says so", async () => {
    const one = session();
    const mark = `/tmp/pve-cdk-${user.name}`;
    const command = one.run(["sh", "-c", `echo ran >> ${mark}; sleep 30`]);
    const outcome = command.catch((thrown: unknown) => thrown);
    while (!(await one.run(["cat", mark])).stdout.includes("ran"))
      await new Promise((wait) => setTimeout(wait, 20));
    server.cut();
    expect(await outcome).toBeInstanceOf(CommandLost);
    expect(String(await outcome)).toContain("It may have been done in part: sh -c");
    expect(readFileSync(mark, "utf8")).toBe("ran\n");
    expect((await one.run(["rm", mark])).code).toBe(0);
  });

  it("ends a command, and tells it, when the work is called off", async () => {
    const stop = new AbortController();
    const one = session();
    const command = one.run(["sh", "-c", "echo begun; sleep 30"], {
      signal: stop.signal,
      output: () => stop.abort(),
    });
    await expect(command).rejects.toThrow("interrupted");
    expect((await one.run(["true"])).code).toBe(0);
    expect(one.connections).toBe(1);
  });

  it("ends a command that is called off before the server has begun it", async () => {
    const stop = new AbortController();
    const one = session();
    await one.login();
    const command = one.run(["sleep", "30"], { signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(command).rejects.toThrow("interrupted");
    expect((await one.run(["true"])).code).toBe(0);
  });

  it("tries again where a login failed before", async () => {
    const one = session(server, { password: null });
    await expect(one.run(["true"])).rejects.toThrow("does not let");
    await expect(one.run(["true"])).rejects.toThrow("does not let");
    expect(one.connections).toBe(0);
  });

  it("runs what root shall run by sudo, unless root is who logs in", async () => {
    user.allow("USER ALL=(root) NOPASSWD: /usr/bin/id");
    expect((await session().runAsRoot(["id", "-u"])).stdout).toBe("0\n");
    expect((await session().run(["id", "-u"])).stdout).not.toBe("0\n");
    const { makeKey } = await import("./stand/ssh-agent.js");
    const key = makeKey(server.folder, "root-key");
    server.authorize("root", key.publicKey);
    const root = session(server, { username: "root", password: null, private_key: key.privateKey });
    expect(await root.asRoot(["id"])).toEqual(["id"]);
    expect((await root.runAsRoot(["id", "-u"])).stdout).toBe("0\n");
  });
});
