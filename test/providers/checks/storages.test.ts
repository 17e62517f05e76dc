import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App } from "cdktf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import {
  Pool,
  ProxmoxStack,
  ProxmoxStorageDirectory,
  VirtualMachine,
} from "../../../providers/proxmox/index.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { apply, plan } from "../../../providers/proxmox/testing/index.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../contract/executor.js";
import { startPluginExecutor } from "../../contract/plugin-executor.js";
import { secretMarker } from "../../secrets/secret-marker.js";

const executors: readonly (readonly [string, StartExecutor, "error" | "warning"])[] = [
  ["the engine", startEngineExecutor, "error"],
  // Which other objects are planned is not told to a plugin.
  ["the plugin", startPluginExecutor, "warning"],
];

const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";
const guest: ValueObject = { vmid: 100, node: "pve1" };
const container: ValueObject = { ...guest, os_template: template };
const rootfs = { storage: "local", size: "1G" };

const storages = {
  fast: { type: "dir", path: "/srv/fast", content: "images" },
  media: { type: "dir", path: "/srv/media", content: "iso,vztmpl" },
  off: { type: "dir", path: "/srv/off", content: "images,rootdir", disable: 1 },
  there: { type: "dir", path: "/srv/there", content: "images,rootdir", nodes: "pve2" },
} as const;

const disks = "Storages of pve1 for disks of virtual machines (content `images`): fast, local.";
const volumes = "Storages of pve1 for volumes of containers (content `rootdir`): local.";

function started(): Promise<Simulation> {
  return simulate({ nodes: ["pve1", "pve2"], storages, files: { [template]: 0 } });
}

function written({ requests }: Simulation): readonly string[] {
  return requests
    .filter(({ verb, path }) => verb !== "GET" && path !== "/access/ticket")
    .map(({ verb, path }) => `${verb} ${path}`);
}

for (const [name, start, severity] of executors)
  describe(`the storages that a plan needs, under ${name}`, () => {
    let pve: Simulation;
    let executor: Executor | undefined;
    beforeEach(async () => {
      pve = await started();
    });
    afterEach(async () => {
      await executor?.close();
      executor = undefined;
      await pve.close();
    });

    /** What the plan has to tell of storages. */
    async function told(type: string, code: ValueObject) {
      executor ??= await start(type, pve);
      const { diagnostics } = await executor.plan(code);
      return diagnostics
        .filter(({ summary }) => summary.includes("storage"))
        .map(({ severity: found, summary, path, detail }) => ({
          severity: found,
          summary,
          path: path?.join("."),
          detail: detail?.split("\n")[0],
        }));
    }

    const none = (path: string, detail: string) => ({
      severity,
      summary: 'there is no storage "nope"',
      path,
      detail,
    });

    it.each<[string, ValueObject]>([
      ["disks.scsi0.storage", { disks: { scsi0: { storage: "nope", size: "1G" } } }],
      ["efi_disk.storage", { efi_disk: { storage: "nope", type: "4m" } }],
      ["tpm_state.storage", { tpm_state: { storage: "nope", version: "v2.0" } }],
    ])("must be there for a machine's %s", async (path, code) => {
      expect(await told("proxmox_vm", { ...guest, ...code })).toEqual([none(path, disks)]);
    });

    it("must be there for a cloud-init drive, whatever they are for", async () => {
      const code = (storage: string) => ({ ...guest, cloud_init: { storage } });
      expect(await told("proxmox_vm", code("nope"))).toEqual([
        none("cloud_init.storage", "Storages of pve1: fast, local, media."),
      ]);
      expect(await told("proxmox_vm", code("media"))).toEqual([]);
      const { errors } = await (await executor!.plan(code("media"))).apply();
      expect(errors).toEqual([]);
    });

    it.each<[string, ValueObject]>([
      ["rootfs.storage", { rootfs: { ...rootfs, storage: "nope" } }],
      [
        "mount_points.mp0.storage",
        { rootfs, mount_points: { mp0: { storage: "nope", size: "1G", path: "/srv" } } },
      ],
    ])("must be there for a container's %s", async (path, code) => {
      expect(await told("proxmox_container", { ...container, ...code })).toEqual([none(path, volumes)]);
    });

    it.each([
      ["media", 'storage "media" is not for disks of virtual machines, only for iso, vztmpl'],
      ["off", 'storage "off" is disabled'],
      ["there", 'storage "there" is not for pve1, only for pve2'],
    ])("must be able to take what is to lie there: %s", async (storage, summary) => {
      const code = { ...guest, disks: { scsi0: { storage, size: "1G" } } };
      expect(await told("proxmox_vm", code)).toEqual([
        { severity, summary, path: "disks.scsi0.storage", detail: disks },
      ]);
      const { errors } = await (await executor!.plan(code)).apply();
      expect(errors).toMatchObject([{ summary }]);
      expect(written(pve)).toEqual([]);
    });

    it("must be able to take the root that Proxmox VE itself puts there, where the code doesn't say", async () => {
      await pve.put("/storage/local", { content: "images,vztmpl" });
      expect(await told("proxmox_container", container)).toEqual([
        {
          severity,
          summary: 'storage "local" is not for volumes of containers, only for images, vztmpl',
          path: "rootfs",
          detail: "pve1 has no storage for volumes of containers (content `rootdir`).",
        },
      ]);
    });

    it("must be there for the disks of a copy, and for those that move", async () => {
      await pve.post("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" });
      expect(
        await told("proxmox_vm", { ...guest, vmid: 101, clone: { vmid: 100, storage: "nope" } }),
      ).toEqual([none("clone.storage", disks)]);
      const code = (storage: string) => ({ ...guest, disks: { scsi0: { storage, size: "1G" } } });
      await executor!.import(code("local"), "100");
      expect(await told("proxmox_vm", code("nope"))).toEqual([none("disks.scsi0.storage", disks)]);
      expect(await told("proxmox_vm", code("fast"))).toEqual([]);
    });

    it("are not asked for where nothing is made or moved, nor where they are not known yet", async () => {
      await pve.post("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" });
      executor = await start("proxmox_vm", pve);
      const code = { ...guest, cores: 1, disks: { scsi0: { storage: "local", size: "1G" } } };
      await executor.import(code, "100");
      const before = pve.requests.length;
      expect(await told("proxmox_vm", { ...code, cores: 2 })).toEqual([]);
      expect(pve.requests.slice(before).filter(({ path }) => path.startsWith("/storage"))).toEqual([]);
    });

    it("that a login may not see are left to the permissions to tell", async () => {
      const password = secretMarker("me");
      await pve.post("/access/users", { userid: "me@pve", password });
      await pve.put("/access/acl", { path: "/vms", roles: "PVEVMAdmin", users: "me@pve" });
      executor = await start("proxmox_vm", pve, {
        environment: { PROXMOX_VE_USERNAME: "me@pve", PROXMOX_VE_PASSWORD: password },
      });
      const code = { ...guest, disks: { scsi0: { storage: "nope", size: "1G" } } };
      expect((await told("proxmox_vm", code)).map(({ summary }) => summary)).toEqual([
        "missing privilege Datastore.AllocateSpace on /storage/nope",
      ]);
    });
  });

describe("a storage that the code makes", () => {
  let pve: Simulation;
  beforeEach(async () => {
    pve = await started();
  });
  afterEach(async () => pve.close());

  const newApp = () => new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-storages-")) });

  function web(disk: (stack: ProxmoxStack) => string): App {
    const app = newApp();
    const stack = new ProxmoxStack(app, "web");
    new VirtualMachine(stack, "vm", {
      node: "pve1",
      pool: new Pool(stack, "pool"),
      disks: { scsi0: { storage: disk(stack), size: "1 GiB" } },
    });
    return app;
  }
  const fresh = (stack: ProxmoxStack) =>
    new ProxmoxStorageDirectory(stack, "storage", { id: "fresh", path: "/srv/fresh", content: ["images"] });

  it("is no news where it comes first", async () => {
    const app = web((stack) => fresh(stack).id);
    expect((await plan(app, pve)).warnings).toEqual([]);
    expect((await apply(app, pve)).changes).toMatchObject({ "web/storage": "create", "web/vm": "create" });
  });

  it("is warned of where nothing says that it comes first", async () => {
    const app = web((stack) => (fresh(stack), "fresh"));
    const { warnings } = await plan(app, pve);
    expect(warnings).toEqual([expect.stringContaining("nothing says that it comes before")]);
  });

  it("is a warning where a stack that comes first may see to it, and an error if that doesn't", async () => {
    const app = (storage: string) => {
      const made = newApp();
      const machine = { node: "pve1", disks: { scsi0: { storage, size: "1 GiB" } } } as const;
      const base = new ProxmoxStack(made, "base");
      fresh(base);
      const after = new ProxmoxStack(made, "after");
      new VirtualMachine(after, "vm", machine);
      after.addDependency(base);
      return made;
    };
    expect((await plan(app("fresh"), pve)).warnings).toEqual([
      expect.stringContaining("Unless a stack that is applied before sees to it."),
    ]);
    await expect(apply(app("nope"), pve)).rejects.toThrow(/there is no storage "nope"/);
    expect((await apply(app("fresh"), pve)).changes).toMatchObject({ "after/vm": "create" });
  });

  it("is told from another that is missing, even where something else comes first", async () => {
    const app = web((stack) => (fresh(stack), "nope"));
    await expect(plan(app, pve)).rejects.toThrow(
      /there is no storage "nope"\n.*web\/vm {2}disks\.scsi0\.storage\n.*Storages of pve1/,
    );
    expect(written(pve)).toEqual([]);
  });
});
