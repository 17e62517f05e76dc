import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { tarArchive } from "../../../../providers/proxmox/simulator/storages/tar-archive.js";
import { putFile, type Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

let at: Stand;
beforeAll(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
  await putFile(at.pve, { folder: "template/cache", name: "nginx_1.29.tar", content: ociImage() });
});
afterAll(() => at.close());

const web: ValueObject = {
  os_template: template,
  hostname: "web",
  cores: 2,
  memory: 1024,
  swap: 0,
  tags: ["b", "A"],
  features: { nesting: true },
  name_servers: ["1.1.1.1", "9.9.9.9"],
  rootfs: { storage: "local", size: "4G", mount_options: ["noatime"] },
  mount_points: { mp0: { storage: "local", size: "8G", path: "/srv", backup: true } },
  network: { net0: { name: "eth0", bridge: "vmbr0", ip: "dhcp", firewall: true } },
};

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;

async function expectNoChange(instance: Instance, code: ValueObject): Promise<void> {
  expect(at.plan(await at.read(instance), code)).toMatchObject({
    action: "none",
    changes: [],
    diagnostics: [],
  });
}

/** An image of the Open Container Initiative with nothing but its configuration. */
function ociImage(): Buffer {
  const blob = (digest: string) => ({ mediaType: "", digest: `sha256:${digest}`, size: 0 });
  const config = { Entrypoint: ["/entry.sh"], Cmd: ["nginx"], Env: ["A=1"] };
  const files: readonly (readonly [string, unknown])[] = [
    ["oci-layout", { imageLayoutVersion: "1.0.0" }],
    ["index.json", { schemaVersion: 2, manifests: [blob("aaaa")] }],
    ["blobs/sha256/aaaa", { schemaVersion: 2, config: blob("bbbb"), layers: [] }],
    ["blobs/sha256/bbbb", { config }],
  ];
  return tarArchive(
    files.map(([name, content]) => ({ name, content: Buffer.from(JSON.stringify(content)) })),
  );
}

describe("a new container", () => {
  it("is made from a template as wished, and the plan after it is empty", async () => {
    const made = await at.make(undefined, web);
    expect(await at.configuration(vmidOf(made))).toMatchObject({
      hostname: "web",
      cores: 2,
      memory: 1024,
      swap: 0,
      tags: "a;b",
      features: "nesting=1",
      nameserver: "1.1.1.1 9.9.9.9",
      ostype: "debian",
      unprivileged: 1,
      rootfs: matching(/^local:.*mountoptions=noatime,size=4G$/),
      mp0: matching(/^local:.*mp=\/srv,backup=1,size=8G$/),
      net0: matching(/^name=eth0,bridge=vmbr0,firewall=1,hwaddr=[0-9A-F:]+,ip=dhcp,type=veth$/),
    });
    expect(made.attributes).toMatchObject({
      id: String(vmidOf(made)),
      current_node: "pve1",
      rootfs: { volume: matching(/^local:/) },
      network: { net0: { mac: matching(/^[0-9A-F:]{17}$/) } },
    });
    expect(await at.isRunning(vmidOf(made))).toBe(false);
    await expectNoChange(made, web);
  });

  it("runs if it shall, with a password and keys that are told once and shown nowhere", async () => {
    const password = secretMarker("root");
    const code = {
      ...web,
      password,
      password_version: 1,
      ssh_keys: ["ssh-ed25519 AAAA a@b", "ssh-ed25519 BBBB c@d"],
      unprivileged: false,
      running: true,
    };
    const made = await at.make(undefined, code);
    const request = at.pve.requests.findLast(({ verb, path }) => verb === "POST" && path.endsWith("/lxc"));
    expect(request?.parameters).toMatchObject({
      password: "***",
      "ssh-public-keys": "ssh-ed25519 AAAA a@b\nssh-ed25519 BBBB c@d",
      unprivileged: "0",
    });
    expect(JSON.stringify(made)).not.toContain(password);
    expect(await at.isRunning(vmidOf(made))).toBe(true);
    await expectNoChange(made, code);
  });

  it("has PVE's root where nothing is said of one", async () => {
    const code = { os_template: template };
    const made = await at.make(undefined, code);
    expect((await at.configuration(vmidOf(made)))["rootfs"]).toMatch(/^local:.*size=4G$/);
    await expectNoChange(made, code);
  });

  it("runs what an image runs, unless the code says otherwise", async () => {
    const code = { ...web, os_template: "local:vztmpl/nginx_1.29.tar", environment: { B: "x y" } };
    const made = await at.make(undefined, code);
    expect(await at.configuration(vmidOf(made))).toMatchObject({
      entrypoint: "/entry.sh nginx",
      env: "B=x y",
    });
    await expectNoChange(made, code);
  });

  it("is a copy of another with its own wishes on top", async () => {
    const source = vmidOf(await at.make(undefined, { ...web, hostname: "base", template: true }));
    const code: ValueObject = {
      hostname: "copy",
      clone: { vmid: source, full: true },
      cores: 4,
      rootfs: { size: "6G" },
      mount_points: {
        mp0: { path: "/srv", size: "9G" },
        mp1: { storage: "local", size: "1G", path: "/opt" },
      },
      running: true,
    };
    const made = await at.make(undefined, code);
    const configuration = await at.configuration(vmidOf(made));
    expect(configuration).toMatchObject({
      hostname: "copy",
      cores: 4,
      memory: 1024,
      rootfs: matching(/size=6G/),
      mp0: matching(/size=9G/),
      mp1: matching(/size=1G/),
    });
    expect(configuration["template"]).toBeUndefined();
    expect(await at.isRunning(vmidOf(made))).toBe(true);
    await expectNoChange(made, code);
    await expectNoChange(made, { ...code, clone: { vmid: 9999 } });
  });

  it("takes the number it is given, and refuses one that is taken", async () => {
    const code = { os_template: template, vmid: 4711, hostname: "fixed" };
    expect(vmidOf(await at.make(undefined, code))).toBe(4711);
    const again = await at.bring(undefined, { ...code, hostname: "other" });
    expect(again.instance).toBeUndefined();
    expect(again.diagnostics[0]?.summary).toContain("exists already");
    expect((await at.configuration(4711))["hostname"]).toBe("fixed");
  });

  it("takes the next free number where others are faster", async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        at.make(undefined, { os_template: template, hostname: `racer-${index}` }),
      ),
    );
    expect(new Set(made.map(vmidOf)).size).toBe(6);
    expect(await at.journal.open("proxmox_container")).toEqual([]);
  });

  it("that PVE refuses is told by the attributes' names", async () => {
    const { diagnostics, instance } = await at.bring(undefined, {
      os_template: template,
      network: { net0: { name: "eth0", ip: "10.0.0.5/99" } },
    });
    expect(instance).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { severity: "error", path: ["network", "net0"], detail: matching(/^Proxmox VE: /) },
    ]);
    expect(await at.journal.open("proxmox_container")).toEqual([]);
  });

  it("is refused before anything is made where in the end nobody says which volume is to be mounted", async () => {
    const code = { ...web, mount_points: { mp0: { path: "/srv" } } };
    const before = at.pve.requests.length;
    const { diagnostics } = await at.bring(undefined, code);
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      "mount_points.mp0.storage is missing",
      "mount_points.mp0.size is missing",
    ]);
    expect(at.pve.requests.slice(before).filter(({ verb }) => verb !== "GET")).toEqual([]);
  });

  it("says which template is missing, and leaves nothing behind", async () => {
    const before = [...at.pve.world.guests.keys()];
    const { diagnostics, instance } = await at.bring(undefined, {
      ...web,
      os_template: "local:vztmpl/missing.tar.zst",
    });
    expect(instance).toBeUndefined();
    expect(JSON.stringify(diagnostics)).toContain("local:vztmpl/missing.tar.zst");
    expect([...at.pve.world.guests.keys()]).toEqual(before);
  });
});
