import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { connect } from "../../../providers/proxmox/ssh/connect.js";
import { readPrivateKey } from "../../../providers/proxmox/ssh/read-private-key.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { describeReal } from "./stand/describe-real.js";
import { openSsh, type OpenSsh, type OpenSshOptions } from "./stand/open-ssh.js";
import { settingsFrom } from "./stand/settings.js";
import { makeKey, sshAgent, type SshAgent } from "./stand/ssh-agent.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

describeReal("a login to a node", () => {
  let folder: string;
  let server: OpenSsh;
  let user: SystemUser;
  let agent: SshAgent;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pve-cdk-login-"));
    user = systemUser();
    [server, agent] = await Promise.all([openSsh(), sshAgent()]);
  });
  afterAll(async () => {
    await Promise.all([server.close(), agent.close()]);
    user.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Logs in and tells how, or why not. */
  async function login(block: ValueObject, to = server): Promise<string> {
    const settings = settingsFrom({
      username: user.name,
      known_hosts: join(folder, "known_hosts"),
      ...block,
    });
    const place = { node: "pve1", host: "127.0.0.1", port: to.port, text: "127.0.0.1" };
    const { client, way } = await connect(place, settings);
    client.end();
    return way;
  }

  async function withServer<T>(options: OpenSshOptions, run: (other: OpenSsh) => Promise<T>): Promise<T> {
    const other = await openSsh(options);
    try {
      return await run(other);
    } finally {
      await other.close();
    }
  }

  it("asks the agent first, then takes the private key, then the password", async () => {
    const [inAgent, given] = [makeKey(folder, "in-agent"), makeKey(folder, "given")];
    agent.add(inAgent);
    const all = {
      agent: true,
      agent_socket: agent.socket,
      private_key: given.privateKey,
      password: user.password,
    };
    server.authorize(user.name, inAgent.publicKey, given.publicKey);
    expect(await login(all)).toMatch(/^agent: ssh-ed25519 SHA256:\S+ \(in-agent\)$/);
    server.authorize(user.name, given.publicKey);
    expect(await login(all)).toMatch(/^private key: ssh-ed25519 SHA256:/);
    server.authorize(user.name);
    expect(await login(all)).toBe("password");
    server.authorize(user.name, inAgent.publicKey);
    expect(await login({ ...all, agent: false, password: null }).catch(String)).toContain(
      "agent: not asked, since ssh.agent is not true",
    );
  });

  it("reads no ~/.ssh/config: what the settings say is all that counts", async () => {
    mkdirSync(join(folder, ".ssh"), { recursive: true });
    writeFileSync(
      join(folder, ".ssh/config"),
      "Host *\n  User nobody\n  Port 1\n  HostName no.such.host.invalid\n",
    );
    const outer = process.env["HOME"];
    process.env["HOME"] = folder;
    try {
      expect(await login({ password: user.password })).toBe("password");
    } finally {
      process.env["HOME"] = outer;
    }
  });

  it("tells of each way why it did not do, and what to do", async () => {
    server.authorize(user.name);
    const key = makeKey(folder, "refused");
    agent.add(key);
    const refusal = await login({
      agent: true,
      agent_socket: agent.socket,
      private_key: key.privateKey,
      password: secretMarker("wrong"),
    }).catch(String);
    expect(refusal).toContain(`pve1 does not let ${user.name} in over SSH`);
    expect(refusal).toMatch(/agent: ssh-ed25519 SHA256:\S+ \(refused\): refused/);
    expect(refusal).toMatch(/private key: ssh-ed25519 SHA256:\S+: refused/);
    expect(refusal).toContain("password: refused");
    expect(refusal).toContain("authorized_keys");
    expect(refusal).not.toContain("marker");
  });

  it.each([
    [
      "a socket that nothing listens on",
      { agent_socket: "/nowhere/agent" },
      "/nowhere/agent: Failed to connect",
    ],
    ["no socket", {}, "agent: neither ssh.agent_socket nor SSH_AUTH_SOCK says where it listens"],
  ])("says of an agent with %s what is wrong with it", async (_name, block, expected) => {
    expect(await login({ agent: true, ...block }).catch(String)).toContain(expected);
  });

  it("says of an agent without keys that it has none", async () => {
    const empty = await sshAgent();
    expect(await login({ agent: true, agent_socket: empty.socket }).catch(String)).toContain("has no keys");
    await empty.close();
  });

  it("goes on with the key and the password after an agent with more keys than the server lets try", async () => {
    const crowded = await sshAgent();
    crowded.add(...Array.from({ length: 9 }, (_, index) => makeKey(folder, `strange-${index}`)));
    const block = { agent: true, agent_socket: crowded.socket, password: user.password };
    server.authorize(user.name);
    expect(await login(block)).toBe("password");
    const last = makeKey(folder, "the-last");
    crowded.add(last);
    server.authorize(user.name, last.publicKey);
    expect(await login(block)).toContain("(the-last)");
    await crowded.close();
  });

  it("gives the password to a server that asks for it interactively", async () => {
    const options = {
      config: ["PasswordAuthentication no", "KbdInteractiveAuthentication yes", "UsePAM yes"],
    };
    await withServer(options, async (other) => {
      expect(await login({ password: user.password }, other)).toBe("password");
      expect(await login({ password: secretMarker("wrong") }, other).catch(String)).toContain(
        "password: refused",
      );
    });
  });

  it.each([
    ["the private key", (key: string) => ({ private_key: key })],
    ["a key of the agent", () => ({ agent: true, agent_socket: agent.socket })],
  ])("gives a server both that wants %s and a password", async (_name, block) => {
    const key = makeKey(folder, `first-of-two-${Math.random()}`);
    agent.add(key);
    await withServer({ config: ["AuthenticationMethods publickey,password"] }, async (other) => {
      other.authorize(user.name, key.publicKey);
      expect(await login({ ...block(key.privateKey), password: user.password }, other)).toBe("password");
      const refusal = await login(block(key.privateKey), other).catch(String);
      expect(refusal).toContain("accepted, and the server wants more");
    });
  });

  it("says so where the server takes no passwords", async () => {
    await withServer(
      { config: ["PasswordAuthentication no", "KbdInteractiveAuthentication no"] },
      async (other) => {
        expect(await login({ password: user.password }, other).catch(String)).toContain(
          "password: not tried, since the server takes publickey only",
        );
      },
    );
  });

  it.each([
    ["Ed25519 in OpenSSH's form", ["-t", "ed25519"]],
    ["RSA in OpenSSH's form", ["-t", "rsa", "-b", "2048"]],
    ["RSA as PEM", ["-t", "rsa", "-b", "2048", "-m", "PEM"]],
    ["RSA as PKCS#8", ["-t", "rsa", "-b", "2048", "-m", "PKCS8"]],
    ["ECDSA as PEM", ["-t", "ecdsa", "-m", "PEM"]],
    ["ECDSA as PKCS#8", ["-t", "ecdsa", "-m", "PKCS8"]],
    ["an encrypted key in OpenSSH's form", ["-t", "ed25519"]],
    ["an encrypted RSA key as PEM", ["-t", "rsa", "-b", "2048", "-m", "PEM"]],
    ["an encrypted RSA key as PKCS#8", ["-t", "rsa", "-b", "2048", "-m", "PKCS8"]],
  ])("takes a private key: %s", async (name, options) => {
    const isLocked = name.startsWith("an encrypted");
    const passphrase = secretMarker("passphrase");
    const key = makeKey(folder, name.replaceAll(/\W/g, "-"), {
      options,
      ...(isLocked ? { passphrase } : {}),
    });
    server.authorize(user.name, key.publicKey);
    const block = { private_key: key.privateKey, private_key_passphrase: isLocked ? passphrase : null };
    expect(await login(block)).toMatch(/^private key: /);
    if (isLocked) {
      const wrong = { ...block, private_key_passphrase: secretMarker("wrong") };
      expect(await login(wrong).catch(String)).toContain("private key: its passphrase is wrong");
    }
  });

  it("takes an Ed25519 key as PKCS#8, indented, with line breaks written out", async () => {
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const key = await readPrivateKey({ text: pem, passphrase: undefined });
    if (key instanceof Error) throw key;
    server.authorize(user.name, `${key.type} ${key.getPublicSSH().toString("base64")}`);
    expect(await login({ private_key: pem.replaceAll(/^/gm, "    ") })).toMatch(/^private key: ssh-ed25519/);
    expect(await login({ private_key: pem.trim().replaceAll("\n", "\\n") })).toMatch(/^private key/);
  });
});
