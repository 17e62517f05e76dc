import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../../providers/proxmox/simulator/storages/places.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor } from "../../contract/executor.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { describeReal } from "./stand/describe-real.js";
import { freePort } from "./stand/free-port.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { pveTools } from "./stand/pve-tools.js";
import { relayTo } from "./stand/relay.js";
import { socksServer } from "./stand/socks.js";
import { makeKey, sshAgent, type SshAgent } from "./stand/ssh-agent.js";
import { systemUser, type SystemUser } from "./stand/system-user.js";

/** Nobody may ever read these. */
const secrets = {
  wrong: secretMarker("wrong"),
  socks: secretMarker("socks"),
  passphrase: secretMarker("passphrase"),
  data: "text of a snippet, ",
};

/** The API is a simulation, the node's SSH server, sudo, agent and proxy are real. */
describeReal("a fault of SSH", () => {
  let user: SystemUser;
  let server: OpenSsh;
  let agent: SshAgent;
  let tools: { remove(): void };
  let folder: string;
  let pve: Simulation;
  let executor: Executor;
  let storage: string;
  let rules: readonly string[];
  const seen: string[] = [];
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    tools = pveTools();
    user = systemUser();
    folder = mkdtempSync(join(tmpdir(), "pve-cdk-faults-"));
    [server, agent] = await Promise.all([openSsh(), sshAgent()]);
    storage = user.name;
    rules = [
      "USER ALL=(root) NOPASSWD: /sbin/pvesm",
      "USER ALL=(root) NOPASSWD: /sbin/qm",
      `USER ALL=(root) NOPASSWD: /usr/bin/tee /mnt/pve/${storage}/*`,
    ];
  });
  beforeEach(async () => {
    user.allow(...rules);
    pve = await simulate();
    await pve.post("/storage", { storage, type: "dir", path: `/mnt/pve/${storage}`, content: "snippets" });
    await pve.get(`/nodes/pve1/storage/${storage}/status`);
    mkdirSync("/mnt/pve", { recursive: true });
    symlinkSync(directoryOf(pve.world, storage), `/mnt/pve/${storage}`);
  });
  afterEach(async () => {
    rmSync(`/mnt/pve/${storage}`);
    rmSync(join(folder, "known_hosts"), { force: true });
    seen.push(await executor.written());
    await executor.close();
    await pve.close();
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(async () => {
    await Promise.all([server.close(), agent.close()]);
    user.remove();
    tools.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function begin(ssh: ValueObject = {}): Promise<void> {
    executor = await start(ssh);
  }

  function start(ssh: ValueObject): Promise<Executor> {
    const node: readonly ValueObject[] = [{ name: "pve1", address: "127.0.0.1", port: server.port }];
    return startEngineExecutor("proxmox_file", pve, {
      provider: {
        ssh: [
          {
            username: user.name,
            password: user.password,
            known_hosts: join(folder, "known_hosts"),
            node,
            ...ssh,
          },
        ],
      },
    });
  }

  const snippet = (more: ValueObject = {}, size = 12): ValueObject => ({
    node_name: "pve1",
    datastore_id: storage,
    content_type: "snippets",
    source_raw: [{ data: secrets.data.repeat(size).slice(0, size), file_name: "user-data.yaml" }],
    ...more,
  });

  const files = async () => {
    const rows = (await pve.get(`/nodes/pve1/storage/${storage}/content`)) as readonly ValueObject[];
    return [rows.map(({ volid }) => volid), readdirSync(`/mnt/pve/${storage}/snippets`)];
  };

  describe("before anything is written", () => {
    it.each<readonly [string, () => Promise<ValueObject>, readonly string[]]>([
      [
        "a wrong password",
        async () => ({ password: secrets.wrong }),
        ["does not let terraform-", "password: refused", "give the right password"],
      ],
      [
        "an agent without keys",
        async () => ({ password: null, agent: true, agent_socket: agent.socket }),
        ["has no keys. Add one: ssh-add"],
      ],
      [
        "a key that is refused",
        async () => ({ password: null, private_key: makeKey(folder, `refused-${Math.random()}`).privateKey }),
        ["private key: ssh-ed25519 SHA256:", ": refused", "authorized_keys"],
      ],
      [
        "a passphrase that is wrong",
        async () => ({
          password: null,
          private_key: makeKey(folder, `locked-${Math.random()}`, { passphrase: secretMarker("right") })
            .privateKey,
          private_key_passphrase: secrets.passphrase,
        }),
        ["private key: its passphrase is wrong"],
      ],
      [
        "a host key that has changed",
        async () => {
          writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${server.port} ${server.hostKey().line}\n`);
          await server.renewHostKeys();
          return {};
        },
        ["the host key of pve1 has changed", "known  ssh-", "shown  ssh-", "ssh-keygen -R"],
      ],
      [
        "a host key that is not known, with strict checking",
        async () => ({ host_key_checking: "strict" }),
        ["the host key of pve1 is not known", "ssh-keyscan"],
      ],
      [
        "a rule of sudo that is missing",
        async () => {
          user.allow(...rules.slice(0, 2));
          return {};
        },
        ["may not run tee on pve1 without a password", "NOPASSWD: /usr/bin/tee /mnt/pve/"],
      ],
      [
        "a proxy that refuses the login",
        async () => {
          const proxy = await socksServer({ username: "me", password: "right" });
          opened.push(proxy);
          return { socks5_server: proxy.address, socks5_username: "me", socks5_password: secrets.socks };
        },
        ["the SOCKS5 proxy does not accept the login", "ssh.socks5_username"],
      ],
      [
        "a proxy that is not there",
        async () => ({ socks5_server: `127.0.0.1:${await freePort()}` }),
        ["the SOCKS5 proxy can't be reached", "check ssh.socks5_server"],
      ],
      [
        "a port that nothing listens on",
        async () => ({ node: [{ name: "pve1", address: "127.0.0.1", port: await freePort() }] }),
        ["nothing listens for SSH on pve1", "ssh { node {"],
      ],
      [
        "a name that can't be resolved",
        async () => ({ node: [{ name: "pve1", address: "no.such.host.invalid" }] }),
        ["the name of pve1 can't be resolved", "no.such.host.invalid:22 (by ssh.node)"],
      ],
      [
        "a server that is none of SSH",
        async () => ({
          node: [{ name: "pve1", address: "127.0.0.1", port: Number(new URL(pve.endpoint).port) }],
        }),
        ["pve1 does not speak SSH as expected"],
      ],
    ])("is told with what to do: %s", async (_name, prepare, expected) => {
      await begin(await prepare());
      const plan = await executor.plan(snippet());
      expect(plan.action).toBe("refused");
      const told = plan.diagnostics.map(({ summary, detail = "" }) => `${summary}\n${detail}`).join("\n");
      for (const text of expected) expect(told).toContain(text);
      expect(told).toContain("because the API has no upload for snippets");
      expect(await files()).toEqual([[], []]);
      expect(pve.requests.filter(({ verb, path }) => verb !== "GET" && !path.includes("ticket"))).toEqual([]);
    });
  });

  describe("while a file is written", () => {
    it("leaves nothing of it wherever the wire is cut, at every tenth, and the next apply makes it whole", async () => {
      await begin();
      const cut = async (tenth: number) => {
        const wire = await relayTo(server.port);
        const one = await start({ node: [{ name: "pve1", address: "127.0.0.1", port: wire.port }] });
        const name = `cut-at-${tenth}.yaml`;
        const code = snippet({ source_raw: [{ data: "x".repeat(400_000), file_name: name }] });
        const plan = await one.plan(code);
        wire.cutAfter(tenth * 40_000 + 2_000);
        const { errors, instance } = await plan.apply();
        expect(instance).toBeUndefined();
        expect(JSON.stringify(errors)).toContain("the SSH connection broke while a command ran");
        expect((await files())[1]).not.toContain(name);
        wire.cutAfter(Infinity);
        expect((await (await one.plan(code)).apply()).errors).toEqual([]);
        expect(readFileSync(`/mnt/pve/${storage}/snippets/${name}`)).toHaveLength(400_000);
        await one.close();
        await wire.close();
      };
      await Promise.all(Array.from({ length: 10 }, (_, tenth) => cut(tenth)));
    });

    it("leaves nothing of it where the disk is full, and says so", async () => {
      symlinkSync("/dev/full", `/mnt/pve/${storage}/snippets/user-data.yaml`);
      await begin();
      const { errors } = await (await executor.plan(snippet({ overwrite: true }))).apply();
      expect(errors).toMatchObject([
        {
          summary: "there is no room for user-data.yaml on pve1",
          detail: expect.stringContaining("Make room in storage") as string,
        },
      ]);
      expect(await files()).toEqual([[], []]);
    });
  });

  it("shows no secret: not in messages, plans, states, logs of the server, nor lists of processes", async () => {
    await begin();
    const lines = new Set<string>();
    const watch = setInterval(() => {
      for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
        try {
          lines.add(readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "));
        } catch {
          // It ended meanwhile.
        }
    }, 5);
    const { errors } = await (await executor.plan(snippet({}, 300_000))).apply();
    clearInterval(watch);
    expect(errors).toEqual([]);
    expect([...lines].some((line) => line.includes(`tee /mnt/pve/${storage}/snippets/user-data.yaml`))).toBe(
      true,
    );
    const all = [...lines, ...seen, await executor.written(), server.log()].join("\n");
    for (const secret of [user.password, secrets.wrong, secrets.socks, secrets.passphrase])
      expect(all).not.toContain(secret);
    expect([...lines].join("\n")).not.toContain(secrets.data);
  });
});
