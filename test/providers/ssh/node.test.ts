import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { importDisk } from "../../../providers/proxmox/ssh/import-disk.js";
import { SshNode } from "../../../providers/proxmox/ssh/ssh-node.js";
import { SshSession } from "../../../providers/proxmox/ssh/session.js";
import { FileBroken, writeFile, type RemoteFile } from "../../../providers/proxmox/ssh/write-file.js";
import { describeReal } from "./stand/describe-real.js";
import { openSsh, type OpenSsh } from "./stand/open-ssh.js";
import { pveTools } from "./stand/pve-tools.js";
import { settingsFrom } from "./stand/settings.js";
import { sudoersOfTheGuide, systemUser, type SystemUser } from "./stand/system-user.js";

describeReal("a node, for a user with sudo", () => {
  let user: SystemUser;
  let server: OpenSsh;
  let tools: { remove(): void };
  let node: SshNode;
  beforeAll(async () => {
    tools = pveTools();
    user = systemUser();
    server = await openSsh();
  });
  afterAll(async () => {
    await server.close();
    user.remove();
    tools.remove();
  });
  const open: SshNode[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.session.close();
  });

  function nodeFor(block: ValueObject = {}): SshNode {
    const settings = settingsFrom({
      username: user.name,
      password: user.password,
      host_keys: { pve1: server.hostKey().fingerprint },
      ...block,
    });
    const place = { node: "pve1", host: "127.0.0.1", port: server.port, text: "pve1" };
    const made = new SshNode(new SshSession(place, settings));
    open.push(made);
    return made;
  }

  function file(name: string, text: string | Buffer, more: Partial<RemoteFile> = {}): RemoteFile {
    const bytes = Buffer.from(text);
    const pieces = async function* () {
      yield bytes;
    };
    return { storage: "local", content: "snippets", name, size: bytes.length, open: pieces, ...more };
  }

  const snippet = (name: string) => `/var/lib/vz/snippets/${name}`;
  const unique = (name: string) => `${user.name}-${name}`;

  describe("with the guide's rules", () => {
    beforeAll(() => user.allow(...sudoersOfTheGuide));

    it("may do all that is needed, and asks for it without doing it", async () => {
      node = nodeFor();
      await node.mayUsePvesm();
      expect(await node.directory("local", "snippets")).toBe("/var/lib/vz/snippets");
      await node.mayRun(["tee", snippet(unique("probe"))]);
      await node.mayRun(["qm", "disk", "import"]);
      expect(existsSync(snippet(unique("probe")))).toBe(false);
    });

    it("writes a file to the byte, and overwrites it", async () => {
      const name = unique("large");
      const bytes = Buffer.from(Array.from({ length: 5_000_000 }, (_, index) => (index * 7) % 256));
      const fractions: number[] = [];
      await writeFile(nodeFor(), file(name, bytes, { progress: (fraction) => fractions.push(fraction) }));
      expect(readFileSync(snippet(name)).equals(bytes)).toBe(true);
      expect(fractions.at(-1)).toBe(1);
      await writeFile(nodeFor(), file(name, "short"));
      expect(readFileSync(snippet(name), "utf8")).toBe("short");
      expect(execFileSync("stat", ["-c", "%U", snippet(name)], { encoding: "utf8" })).toBe("root\n");
      rmSync(snippet(name));
    });

    it.each(["user data.yaml", "it's $(touch pwned).yaml", "a;reboot\\", "größe*.yaml", "`id`&", "#x"])(
      "writes a file under any name that is one: %s",
      async (name) => {
        await writeFile(nodeFor(), file(unique(name), "x"));
        expect(readFileSync(snippet(unique(name)), "utf8")).toBe("x");
        rmSync(snippet(unique(name)));
        expect(existsSync(`/home/${user.name}/pwned`)).toBe(false);
      },
    );

    it.each(["../../../etc/passwd", "a/b", "..", "", "-a", "line\nbreak", "x".repeat(256)])(
      "writes nothing under a name that leads elsewhere: %j",
      async (name) => {
        await expect(writeFile(nodeFor(), file(name, "x"))).rejects.toThrow("can't be written");
      },
    );

    it("takes a login shell that greets everybody", async () => {
      writeFileSync(`/home/${user.name}/.bashrc`, "echo Welcome to pve1\necho\n");
      execFileSync("usermod", ["-s", "/bin/bash", user.name]);
      expect(await nodeFor().directory("local", "snippets")).toBe("/var/lib/vz/snippets");
      rmSync(`/home/${user.name}/.bashrc`);
    });

    it("says so where there is no room, and that the file is not whole", async () => {
      // Whatever is written there finds the disk full.
      symlinkSync("/dev/full", snippet(unique("full")));
      const refusal = await writeFile(nodeFor(), file(unique("full"), "x")).catch(
        (thrown: unknown) => thrown,
      );
      expect(refusal).toBeInstanceOf(FileBroken);
      expect(String(refusal)).toContain("there is no room for");
      expect(String(refusal)).toContain("Make room in storage local");
      rmSync(snippet(unique("full")));
    });

    it("says that a file is not whole where the connection is cut, the source changes, or it is called off", async () => {
      const parts = Buffer.alloc(100_000, "x");
      const slowly = (during: () => void) =>
        async function* () {
          yield parts;
          await new Promise((resolve) => setTimeout(resolve, 200));
          during();
          for (let sent = 0; sent < 100; sent++) yield parts;
        };
      const stop = new AbortController();
      for (const [what, more] of Object.entries({
        cut: { open: slowly(() => server.cut()), size: 10_100_000 },
        changed: { open: slowly(() => undefined), size: 9 },
        stopped: { open: slowly(() => stop.abort()), size: 10_100_000, signal: stop.signal },
      })) {
        const refusal = await writeFile(nodeFor(), file(unique(what), "", more)).catch(
          (thrown: unknown) => thrown,
        );
        expect([what, refusal]).toEqual([what, expect.any(FileBroken)]);
        rmSync(snippet(unique(what)), { force: true });
      }
    });

    it("imports a disk and finds it by what is new, not by what a configuration says", async () => {
      writeFileSync("/var/lib/vz/images/source.raw", "image");
      const fractions: number[] = [];
      const wish = { vmid: 7001, source: "/var/lib/vz/images/source.raw", storage: "local" };
      const volume = await importDisk(nodeFor(), {
        ...wish,
        progress: (fraction) => fractions.push(fraction),
      });
      expect(volume).toBe("local:7001/vm-7001-disk-0.raw");
      expect(fractions).toEqual([0, 1]);
      rmSync("/var/lib/vz/images/7001", { recursive: true });
    });

    it("imports several disks of several guests at once, and none is taken for another", async () => {
      const shared = nodeFor();
      const imports = [7002, 7003].flatMap((vmid) =>
        Array.from({ length: 4 }, (_, index) => {
          const source = `/var/lib/vz/images/source-${vmid}-${index}`;
          writeFileSync(source, `image ${index} of ${vmid}`);
          return { vmid, index, source, storage: "local" };
        }),
      );
      const volumes = await Promise.all(imports.map((wish) => importDisk(shared, wish)));
      expect(volumes.map((volume) => readFileSync(`/var/lib/vz/images/${volume.slice(6)}`, "utf8"))).toEqual(
        imports.map(({ vmid, index }) => `image ${index} of ${vmid}`),
      );
      for (const vmid of [7002, 7003]) rmSync(`/var/lib/vz/images/${vmid}`, { recursive: true });
    });

    it("does not guess where somebody else makes a disk for the guest at the same time", async () => {
      const wish = { vmid: 7004, source: "/var/lib/vz/images/source.raw", storage: "local" };
      const refusal = await importDisk(nodeFor(), {
        ...wish,
        progress: () => writeFileSync("/var/lib/vz/images/7004/theirs.raw", ""),
      }).catch(String);
      expect(refusal).toContain("it can't be told which volume was made");
      expect(refusal).toMatch(/New in storage local are local:7004\/\S+, local:7004\/\S+:/);
      rmSync("/var/lib/vz/images/7004", { recursive: true });
    });

    it("leaves no volume of an import that failed", async () => {
      writeFileSync("/var/lib/vz/images/broken.raw", "broken image");
      const wish = { vmid: 7005, source: "/var/lib/vz/images/broken.raw", storage: "local" };
      await expect(importDisk(nodeFor(), wish)).rejects.toThrow("qm failed on pve1");
      expect(readdirSync("/var/lib/vz/images/7005")).toEqual([]);
      rmSync("/var/lib/vz/images/7005", { recursive: true });
    });

    it("says what is wrong with a storage or a source", async () => {
      await expect(nodeFor().directory("nowhere", "snippets")).rejects.toThrow(
        "storage 'nowhere' does not exist",
      );
      const wish = { vmid: 7006, source: "/nowhere/image.raw", storage: "local" };
      await expect(importDisk(nodeFor(), wish)).rejects.toThrow("/nowhere/image.raw: non-existent");
    });
  });

  describe("that lacks something", () => {
    const probe = async (words: readonly string[]) => nodeFor().mayRun(words).catch(String);

    it("says which rule of sudo is missing, and where it belongs", async () => {
      user.allow("USER ALL=(root) NOPASSWD: /sbin/qm");
      const pvesm = await nodeFor().mayUsePvesm().catch(String);
      expect(pvesm).toContain(`${user.name} may not run pvesm on pve1 without a password`);
      expect(pvesm).toContain(`/etc/sudoers.d/${user.name} (visudo -f):`);
      expect(pvesm).toContain(`${user.name} ALL=(root) NOPASSWD: /sbin/pvesm`);
      expect(await probe(["tee", "/mnt/pve/cephfs/snippets/x"])).toContain(
        `${user.name} ALL=(root) NOPASSWD: /usr/bin/tee /mnt/pve/cephfs/*`,
      );
      expect(await probe(["qm", "disk", "import"])).toBeUndefined();
    });

    it("says so where sudo wants a password, a terminal, or is not there at all", async () => {
      user.allow("USER ALL=(root) /sbin/pvesm");
      expect(await nodeFor().mayUsePvesm().catch(String)).toContain("without a password");
      user.allow("Defaults:USER requiretty", ...sudoersOfTheGuide);
      expect(await nodeFor().mayUsePvesm().catch(String)).toContain(`Defaults:${user.name} !requiretty`);
      const shell = `/home/${user.name}/shell`;
      writeFileSync(shell, '#!/bin/sh\nPATH=/nowhere exec /bin/sh "$@"\n', { mode: 0o755 });
      execFileSync("usermod", ["-s", shell, user.name]);
      const missing = await nodeFor().mayUsePvesm().catch(String);
      expect(missing).toContain("sudo is not installed on pve1");
      expect(missing).toContain("apt install sudo");
      execFileSync("usermod", ["-s", "/bin/sh", user.name]);
    });

    it("says so where the login shell runs no commands", async () => {
      execFileSync("usermod", ["-s", "/usr/sbin/nologin", user.name]);
      expect(await nodeFor().mayUsePvesm().catch(String)).toContain(
        "This account is currently not available",
      );
      execFileSync("usermod", ["-s", "/bin/sh", user.name]);
    });

    it("asks again once the rule is there", async () => {
      user.allow("USER ALL=(root) NOPASSWD: /sbin/qm");
      const one = nodeFor();
      await expect(one.mayUsePvesm()).rejects.toThrow("may not run pvesm");
      user.allow(...sudoersOfTheGuide);
      await one.mayUsePvesm();
      expect(one.session.connections).toBe(1);
    });
  });
});
