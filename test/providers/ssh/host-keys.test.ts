import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { connect } from "../../../providers/proxmox/ssh/connect.js";
import { describeReal } from "./stand/describe-real.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { settingsFrom } from "./stand/settings.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

describeReal("a node's host key", () => {
  let folder: string;
  let knownHosts: string;
  let server: OpenSsh;
  let user: SystemUser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pve-cdk-host-keys-"));
    knownHosts = join(folder, "home/.ssh/known_hosts");
    user = systemUser();
    server = await openSsh({ hostKeys: ["ed25519", "ecdsa", "rsa"] });
  });
  afterEach(() => rmSync(join(folder, "home"), { recursive: true, force: true }));
  afterAll(async () => {
    await server.close();
    user.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const name = () => `[127.0.0.1]:${server.port}`;

  /** Logs in and answers what is told of the host key. */
  async function note(block: ValueObject = {}): Promise<string | undefined> {
    const settings = settingsFrom(
      { username: user.name, password: user.password, ...block },
      { HOME: join(folder, "home") },
    );
    const place = { node: "pve1", host: "127.0.0.1", port: server.port, text: "the node" };
    const { client, note: told } = await connect(place, settings);
    client.end();
    return told;
  }

  function known(...lines: readonly string[]): void {
    execFileSync("mkdir", ["-p", join(folder, "home/.ssh")]);
    writeFileSync(knownHosts, lines.join("\n"));
  }

  it("that is not known is accepted and written once to ~/.ssh/known_hosts, as ssh itself reads it", async () => {
    expect(await note()).toContain(
      `${server.hostKey().fingerprint} was not known and now stands in ${knownHosts}`,
    );
    expect(readFileSync(knownHosts, "utf8")).toBe(`${name()} ${server.hostKey().line}\n`);
    expect(statSync(knownHosts).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "home/.ssh")).mode & 0o777).toBe(0o700);
    expect(await note()).toBeUndefined();
    expect(readFileSync(knownHosts, "utf8").match(/\n/g)).toHaveLength(1);
    expect(execFileSync("ssh-keygen", ["-F", name(), "-f", knownHosts], { encoding: "utf8" })).toContain(
      "found",
    );
  });

  it("that is not known is written once where several nodes are met at the same time", async () => {
    await Promise.all([note(), note(), note()]);
    expect(readFileSync(knownHosts, "utf8").match(/\n/g)).toHaveLength(1);
  });

  it("that is not known is added on a line of its own", async () => {
    known("elsewhere ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJxgSCIoWb4xN2mqFVlCgPGwX2Q1z2rE2t6wX0lq2Xzk");
    await note();
    expect(readFileSync(knownHosts, "utf8").split("\n")).toHaveLength(3);
  });

  it("that is not known is told, and no reason to stop, where the file can't be written", async () => {
    expect(await note({ known_hosts: "/sys/known_hosts" })).toContain("can't be written");
  });

  it("that is not known is refused with strict checking, and nothing is written", async () => {
    const refusal = await note({ host_key_checking: "strict" }).catch(String);
    expect(refusal).toContain("the host key of pve1 is not known");
    expect(refusal).toContain(server.hostKey().fingerprint);
    expect(refusal).toContain(`ssh-keyscan -p ${server.port} 127.0.0.1 >> ${knownHosts}`);
    expect(existsSync(knownHosts)).toBe(false);
    execFileSync("mkdir", ["-p", join(folder, "home/.ssh")]);
    execFileSync("sh", ["-c", `ssh-keyscan -p ${server.port} 127.0.0.1 >> ${knownHosts} 2>/dev/null`]);
    expect(await note({ host_key_checking: "strict" })).toBeUndefined();
  });

  it("that changed is refused with both fingerprints, and with how to take the new one", async () => {
    await note();
    const before = server.hostKey().fingerprint;
    await server.renewHostKeys();
    const refusal = await note().catch(String);
    expect(refusal).toContain("the host key of pve1 has changed");
    expect(refusal).toContain(`known  ssh-ed25519 ${before}  (${knownHosts}:1)`);
    expect(refusal).toContain(`shown  ssh-ed25519 ${server.hostKey().fingerprint}`);
    const [command = ""] = /ssh-keygen -R \S+ -f \S+?(?=\.\s)/.exec(refusal as string) ?? [];
    execFileSync("sh", ["-c", command], { stdio: "ignore" });
    expect(await note()).toContain("now stands in");
  });

  it.each(["ed25519", "ecdsa", "rsa"] as const)(
    "of the type that is known is asked for: %s",
    async (type) => {
      known(`${name()} ${server.hostKey(type).line}`, "");
      expect(await note({ host_key_checking: "strict" })).toBeUndefined();
      expect(readFileSync(knownHosts, "utf8").split("\n")).toHaveLength(2);
    },
  );

  it("is known by [host]:port, as that port's only: a line of another port is another server's", async () => {
    known(`[127.0.0.1]:${server.port + 1} ${server.hostKey().line}`);
    expect(await note({ host_key_checking: "strict" }).then(String, String)).toContain("is not known");
    known(`[127.0.0.1]:${server.port} ${server.hostKey().line}`);
    expect(await note({ host_key_checking: "strict" })).toBeUndefined();
  });

  it("of a type that is not known is a change where another type is known and not shown", async () => {
    const other = await openSsh({ hostKeys: ["rsa"] });
    known(`${name()} ${other.hostKey("rsa").line}`);
    await other.close();
    expect(await note().catch(String)).toContain("has changed");
  });

  it("is found in hashed entries", async () => {
    known(`${name()} ${server.hostKey().line}`, "");
    execFileSync("ssh-keygen", ["-H", "-f", knownHosts], { stdio: "ignore" });
    expect(readFileSync(knownHosts, "utf8")).toMatch(/^\|1\|/);
    expect(await note({ host_key_checking: "strict" })).toBeUndefined();
    await server.renewHostKeys();
    expect(await note().catch(String)).toContain("has changed");
  });

  it.each([
    ["a pattern", () => `[127.0.0.*]:${server.port}`],
    ["one of several names", () => `pve1,${name()}`],
    ["the name without the port", () => "127.0.0.1"],
  ])("is known by %s", async (_name, hosts) => {
    known(`${hosts()} ${server.hostKey().line}`);
    expect(await note({ host_key_checking: "strict" })).toBeUndefined();
  });

  it("is not known by a pattern that excludes the host, nor by a comment", async () => {
    known(`[127.0.0.*]:*,!${name()} ${server.hostKey().line}`, `# ${name()} ${server.hostKey().line}`);
    expect(await note({ host_key_checking: "strict" }).catch(String)).toContain("is not known");
  });

  it("that is revoked is refused, even where another line knows it", async () => {
    known(`${name()} ${server.hostKey().line}`, `@revoked * ${server.hostKey().line}`);
    const refusal = await note().catch(String);
    expect(refusal).toContain("the host key of pve1 is revoked");
    expect(refusal).toContain(`${knownHosts}:2`);
  });

  it("is no change where only an authority is trusted, whose certificates can't be checked here", async () => {
    const authority = `@cert-authority ${name()} ${server.hostKey("rsa").line}`;
    known(authority);
    expect(await note({ host_key_checking: "strict" }).catch(String)).toContain(
      `${knownHosts}:1 trusts an authority for it`,
    );
    known(authority, `${name()} ${server.hostKey().line}`);
    expect(await note({ host_key_checking: "strict" })).toBeUndefined();
  });

  it("is pinned by its fingerprint, whatever its type, and then no file counts", async () => {
    known(`@revoked * ${server.hostKey().line}`);
    for (const type of ["ed25519", "rsa"] as const)
      expect(await note({ host_keys: { pve1: server.hostKey(type).fingerprint } })).toBeUndefined();
    expect(await note({ host_keys: { pve1: `${server.hostKey("ecdsa").line} root@pve1` } })).toBeUndefined();
  });

  it("that is not the pinned one is refused with both", async () => {
    const pinned = server.hostKey().fingerprint;
    await server.renewHostKeys();
    const refusal = await note({ host_keys: { pve1: pinned } }).catch(String);
    expect(refusal).toContain("another host key than the pinned one");
    expect(refusal).toContain(`pinned  ${pinned}`);
    expect(refusal).toContain(`shown   ssh-ed25519 ${server.hostKey().fingerprint}`);
    expect(existsSync(knownHosts)).toBe(false);
  });

  it("is not looked up in a file that can't be read: that is told", async () => {
    known("");
    rmSync(knownHosts);
    execFileSync("mkdir", [knownHosts]);
    chmodSync(knownHosts, 0o700);
    expect(await note().catch(String)).toContain(`${knownHosts} can't be read`);
  });
});
