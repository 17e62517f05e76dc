import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { describeReal } from "../ssh/stand/describe-real.js";
import { freePort } from "../ssh/stand/free-port.js";
import { socksServer } from "../ssh/stand/socks.js";
import { makeKey } from "../ssh/stand/ssh-agent.js";
import { sshStand, type SshStand } from "./ssh-stand.js";

interface Fault {
  /** The fault in the words, and which of its kinds. */
  readonly fault: string;
  /** Brings it about, and answers what the `ssh` block says else. */
  readonly prepare: (at: SshStand) => Promise<ValueObject> | ValueObject;
  /** Word for word; ports, names and fingerprints by what they are. */
  readonly told: readonly string[];
}

const opened: { close(): Promise<void> }[] = [];
/** What each of them ends with. */
const because = [
  "Needed because the API has no upload for snippets (proxmox_file.it).",
  "Nothing was written. To go on all the same: `skip_checks = true`, or PROXMOX_VE_SKIP_CHECKS=1.",
];

const faults: readonly Fault[] = [
  {
    fault: "wrong password",
    prepare: () => ({ password: secretMarker("wrong") }),
    told: [
      "pve1 does not let USER in over SSH",
      "127.0.0.1:PORT (by ssh.node) refused, or was not given, each way to log in:",
      "  password: refused",
      "  agent: not asked, since ssh.agent is not true",
      "  private key: none is given",
      "Put the public key into ~/.ssh/authorized_keys of USER on the node, or give the right password.",
    ],
  },
  {
    fault: "agent without keys",
    prepare: ({ agent }) => ({ password: null, agent: true, agent_socket: agent.socket }),
    told: [
      "pve1 does not let USER in over SSH",
      "127.0.0.1:PORT (by ssh.node) refused, or was not given, each way to log in:",
      "  password: refused",
      "  agent: SOCKET has no keys. Add one: ssh-add",
      "  private key: none is given",
      "Put the public key into ~/.ssh/authorized_keys of USER on the node, or give the right password.",
    ],
  },
  {
    fault: "key refused",
    prepare: ({ folder }) => ({ password: null, private_key: makeKey(folder, "refused").privateKey }),
    told: [
      "pve1 does not let USER in over SSH",
      "127.0.0.1:PORT (by ssh.node) refused, or was not given, each way to log in:",
      "  private key: ssh-ed25519 FINGERPRINT: refused",
      "  password: refused",
      "  agent: not asked, since ssh.agent is not true",
      "Put the public key into ~/.ssh/authorized_keys of USER on the node, or give the right password.",
    ],
  },
  {
    fault: "key refused: its passphrase is another one",
    prepare: ({ folder }) => ({
      password: null,
      private_key: makeKey(folder, "locked", { passphrase: secretMarker("right") }).privateKey,
      private_key_passphrase: secretMarker("passphrase"),
    }),
    told: [
      "pve1 does not let USER in over SSH",
      "127.0.0.1:PORT (by ssh.node) refused, or was not given, each way to log in:",
      "  password: refused",
      "  agent: not asked, since ssh.agent is not true",
      "  private key: its passphrase is wrong",
      "Put the public key into ~/.ssh/authorized_keys of USER on the node, or give the right password.",
    ],
  },
  {
    fault: "host key changed",
    prepare: async ({ folder, server }) => {
      writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${server.port} ${server.hostKey().line}\n`);
      await server.renewHostKeys();
      return {};
    },
    told: [
      "the host key of pve1 has changed",
      "127.0.0.1:PORT (by ssh.node) shows another key than before. Somebody may be listening in between.",
      "  known  ssh-ed25519 FINGERPRINT  (FOLDER/known_hosts:1)",
      "  shown  ssh-ed25519 FINGERPRINT",
      "If the node was installed anew: ssh-keygen -R '[127.0.0.1]:PORT' -f FOLDER/known_hosts. Otherwise do not connect.",
    ],
  },
  {
    fault: "host key not known, with strict checking",
    prepare: () => ({ host_key_checking: "strict" }),
    told: [
      "the host key of pve1 is not known",
      "127.0.0.1:PORT (by ssh.node) shows ssh-ed25519 FINGERPRINT, and FOLDER/known_hosts has no line for [127.0.0.1]:PORT. Compare it with ssh-keygen -lf on the node, then add it (ssh-keyscan -p PORT 127.0.0.1 >> FOLDER/known_hosts), pin it in ssh.host_keys, or set ssh.host_key_checking to accept-new.",
    ],
  },
  {
    fault: "sudo missing",
    prepare: ({ user }) => {
      const shell = `/home/${user.name}/shell`;
      writeFileSync(shell, '#!/bin/sh\nPATH=/nowhere exec /bin/sh "$@"\n', { mode: 0o755 });
      execFileSync("usermod", ["-s", shell, user.name]);
      return {};
    },
    told: [
      "sudo is not installed on pve1",
      "sudo -n pvesm apiinfo on pve1 as USER: /bin/sh: 1: sudo: not found",
      "Install it (apt install sudo), or log in as root.",
    ],
  },
  {
    fault: "sudo missing: a rule of it",
    prepare: ({ user, rules }) => {
      user.allow(...rules.slice(0, 2));
      return {};
    },
    told: [
      "USER may not run tee on pve1 without a password",
      "sudo -n tee /mnt/pve/USER/snippets/pve-cdk on pve1 as USER: ended with 1",
      "Put into /etc/sudoers.d/USER (visudo -f):",
      "  USER ALL=(root) NOPASSWD: /usr/bin/tee /mnt/pve/USER/*",
    ],
  },
  {
    fault: "proxy refusing: the login",
    prepare: async () => {
      const proxy = await socksServer({ username: "me", password: "right" });
      opened.push(proxy);
      return { socks5_server: proxy.address, socks5_username: "me", socks5_password: secretMarker("socks") };
    },
    told: [
      "the SOCKS5 proxy does not accept the login",
      "127.0.0.1:PORT: Socks5 Authentication failed. Check ssh.socks5_username and ssh.socks5_password.",
    ],
  },
  {
    fault: "proxy refusing: it is not there",
    prepare: async () => ({ socks5_server: `127.0.0.1:${await freePort()}` }),
    told: [
      "the SOCKS5 proxy can't be reached",
      "127.0.0.1:PORT: ECONNREFUSED. It is the way to all nodes: check ssh.socks5_server.",
    ],
  },
  {
    fault: "port closed",
    prepare: async () => ({ node: [{ name: "pve1", address: "127.0.0.1", port: await freePort() }] }),
    told: [
      "nothing listens for SSH on pve1",
      '127.0.0.1:PORT (by ssh.node) refused the connection. Start its SSH server, or name another address: ssh { node { name = "pve1", address = "..." } } (and port, if it is not 22).',
    ],
  },
  {
    fault: "DNS failure",
    prepare: () => ({ node: [{ name: "pve1", address: `${"x".repeat(64)}.invalid` }] }),
    told: [
      "the name of pve1 can't be resolved",
      'LONG.invalid:22 (by ssh.node): ENOTFOUND. Let this machine\'s DNS know it, or name another address: ssh { node { name = "pve1", address = "..." } }.',
    ],
  },
  {
    fault: "wrong host: a server that is none of SSH",
    prepare: ({ pve }) => ({
      node: [{ name: "pve1", address: "127.0.0.1", port: Number(new URL(pve.endpoint).port) }],
    }),
    told: [
      "pve1 does not speak SSH as expected",
      "127.0.0.1:PORT (by ssh.node): Connection lost before handshake. Check that an SSH server listens there, and that it did not ban this machine after failed logins.",
    ],
  },
];

describeReal(
  "a fault on the way to a node over SSH is told in the plan with what to do, and leaves nothing",
  () => {
    let at: SshStand;
    beforeAll(async () => {
      at = await sshStand();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
      execFileSync("usermod", ["-s", "/bin/sh", at.user.name]);
      await at.renew();
    });
    afterAll(() => at.close());

    it.each(faults.map((each) => [each.fault, each] as const))("%s", async (_, { prepare, told }) => {
      const executor = await at.start(await prepare(at));
      try {
        const plan = await executor.plan({
          node_name: "pve1",
          datastore_id: at.storage,
          content_type: "snippets",
          source_raw: [{ data: "text", file_name: "user-data.yaml" }],
        });
        const { errors, instance } = await plan.apply();
        expect([plan.action, instance]).toEqual(["refused", undefined]);
        expect(
          errors.flatMap(({ summary, detail = "" }) => plainly(`${summary}\n${detail}`).split("\n")),
        ).toEqual([...told, ...because]);
        expect(await at.files()).toEqual([[], []]);
        const writes = at.pve.requests.filter(({ verb, path }) => verb !== "GET" && !path.includes("ticket"));
        expect(writes).toEqual([]);
      } finally {
        await executor.close();
      }
    });

    /** A text without what differs from run to run. */
    function plainly(text: string): string {
      return text
        .replaceAll(at.folder, "FOLDER")
        .replaceAll(at.agent.socket, "SOCKET")
        .replaceAll(at.user.name, "USER")
        .replaceAll(/x{64}/g, "LONG")
        .replaceAll(/SHA256:[\w+/=]{43}/g, "FINGERPRINT")
        .replaceAll(/127\.0\.0\.1([\]: ]+(?:-p )?)\d{4,5}/g, "127.0.0.1$1PORT")
        .replaceAll(/-p \d{4,5}/g, "-p PORT");
    }
  },
);
