import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { unknown, type ValueObject } from "../../../lib/value/value.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../contract/executor.js";
import { startPluginExecutor } from "../../contract/plugin-executor.js";
import { putFile } from "../resources/guest-stand.js";

const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";
const putTemplate = (pve: Simulation) =>
  putFile(pve, { folder: "template/cache", name: "debian-13-standard_13.1-2_amd64.tar.zst" });

const guest: ValueObject = { vmid: 100, node: "pve1", name: "web", cores: 1 };

for (const [name, start] of executors)
  describe(`the rights that a plan needs, under ${name}`, () => {
    let pve: Simulation;
    let token: string;
    let executor: Executor | undefined;
    beforeEach(async () => {
      pve = await simulate();
      await pve.post("/access/users", { userid: "me@pve" });
      const { value } = (await pve.post("/access/users/me@pve/token/ci", { privsep: 0 })) as {
        readonly value: string;
      };
      token = `me@pve!ci=${value}`;
    });
    afterEach(async () => {
      await executor?.close();
      executor = undefined;
      await pve.close();
    });

    async function grant(path: string, ...privileges: readonly string[]): Promise<void> {
      const roleid = `r${Math.random().toString(36).slice(2)}`;
      await pve.post("/access/roles", { roleid, privs: privileges.join(",") });
      await pve.put("/access/acl", { path, roles: roleid, users: "me@pve" });
    }

    async function begin(type: string, more: ValueObject = {}): Promise<Executor> {
      await executor?.close();
      executor = await start(type, pve, { provider: more, environment: { PROXMOX_VE_API_TOKEN: token } });
      return executor;
    }

    /** What the plan has to tell of rights. */
    async function told(code: ValueObject, type = "proxmox_vm"): Promise<readonly string[]> {
      const { diagnostics } = await (await begin(type)).plan(code);
      return diagnostics
        .map(({ summary }) => summary)
        .filter((summary) => /privilege|permitted/.test(summary))
        .sort();
    }

    /** What the server itself says, where nobody checks before. */
    async function answered(code: ValueObject, type = "proxmox_vm"): Promise<string> {
      const plan = await (await begin(type, { skip_checks: true })).plan(code);
      return JSON.stringify((await plan.apply()).errors);
    }

    const all = [
      "VM.Audit",
      "VM.Allocate",
      "VM.Config.CPU",
      "VM.Config.Memory",
      "VM.Config.Options",
      "VM.Config.HWType",
      "VM.Config.Network",
      "VM.Config.Disk",
      "VM.Config.CDROM",
      "VM.Config.Cloudinit",
      "VM.PowerMgmt",
    ];

    it.each([
      ["VM.Allocate", {}],
      ["VM.Config.CPU", { cores: 2 }],
      ["VM.Config.Memory", { memory: 1024 }],
      ["VM.Config.Options", { on_boot: true }],
      ["VM.Config.HWType", { scsi_hardware: "virtio-scsi-pci" }],
      ["VM.Config.Network", { network: { net0: { bridge: "vmbr0" } } }],
      ["VM.Config.Disk", { disks: { scsi0: { storage: "local", size: "1G" } } }],
      ["VM.Config.CDROM", { cdroms: { ide0: { file: "none" } } }],
    ] as const)(
      "to make a guest are %s and those that what it says needs, as the server has it",
      async (lacking, more) => {
        const code = { vmid: 100, node: "pve1", ...more };
        await grant("/storage/local", "Datastore.AllocateSpace", "Datastore.Audit");
        await grant("/sdn", "SDN.Use");
        await grant("/vms", ...all.filter((privilege) => privilege !== lacking));
        expect(await told(code)).toEqual([`missing privilege ${lacking} on /vms/100`]);
        expect(await answered(code)).not.toBe("[]");
        await grant("/vms/100", ...all);
        expect(await told(code)).toEqual([]);
        expect(await answered(code)).toBe("[]");
      },
    );

    it.each([
      ["VM.Allocate", {}],
      ["VM.Config.CPU", { cores: 2 }],
      ["VM.Config.Memory", { swap: 0 }],
      ["VM.Config.Options", { on_boot: true }],
      ["VM.Config.Options", { os_type: "debian" }],
      ["VM.Config.Network", { network: { net0: { name: "eth0", bridge: "vmbr0" } } }],
      ["VM.Config.Network", { hostname: "web" }],
      ["VM.Config.Disk", { rootfs: { storage: "local", size: "1G" } }],
      ["VM.Allocate", { features: { nesting: true } }],
    ] as const)(
      "to make a container are %s and those that what it says needs, as the server has it",
      async (lacking, more) => {
        const code = { vmid: 100, node: "pve1", os_template: template, ...more };
        await putTemplate(pve);
        await grant("/storage/local", "Datastore.AllocateSpace");
        await grant("/sdn", "SDN.Use");
        await grant("/vms", ...all.filter((privilege) => privilege !== lacking));
        expect(await told(code, "proxmox_container")).toEqual([`missing privilege ${lacking} on /vms/100`]);
        expect(await answered(code, "proxmox_container")).not.toBe("[]");
        await grant("/vms/100", ...all);
        expect(await told(code, "proxmox_container")).toEqual([]);
        expect(await answered(code, "proxmox_container")).toBe("[]");
      },
    );

    it.each<ValueObject>([
      { features: { nesting: true, fuse: true } },
      { unprivileged: false, features: { nesting: true } },
      { devices: { dev0: { path: "/dev/null" } } },
      {
        rootfs: { storage: "local", size: "1G" },
        mount_points: { mp0: { volume: "/srv", path: "/srv" } },
      },
    ])("no role can give for what opens a container to its node: %j", async (more) => {
      const code = { vmid: 100, node: "pve1", os_template: template, ...more };
      await putTemplate(pve);
      await grant("/storage/local", "Datastore.AllocateSpace");
      await grant("/vms", ...all);
      expect(await told(code, "proxmox_container")).toEqual([
        "not permitted: it takes being root@pam itself",
      ]);
      expect(await answered(code, "proxmox_container")).toMatch(/only allowed for root/);
    });

    it("on a storage are asked for where a container's template and root lie", async () => {
      const code = { vmid: 100, node: "pve1", os_template: template };
      await putTemplate(pve);
      await grant("/vms", ...all);
      expect(await told(code, "proxmox_container")).toEqual([
        "missing privilege Datastore.AllocateSpace on /storage/local",
        "missing privilege Datastore.AllocateSpace or Datastore.Audit on /storage/local",
      ]);
      expect(await answered(code, "proxmox_container")).toMatch(/Datastore|permission/i);
    });

    it("on a storage are asked for where a disk is to lie there", async () => {
      const code = { ...guest, disks: { scsi0: { storage: "local", size: "1G" } } };
      await grant("/vms", ...all);
      expect(await told(code)).toEqual(["missing privilege Datastore.AllocateSpace on /storage/local"]);
      expect(await answered(code)).toContain("Datastore.AllocateSpace");
    });

    it.each<ValueObject>([{ args: "-S" }, { hook_script: "local:snippets/x.sh" }, { generation_id: "0" }])(
      "no role can give for what root@pam alone may: %j",
      async (more) => {
        await grant("/vms", ...all);
        expect(await told({ ...guest, ...more })).toEqual(["not permitted: it takes being root@pam itself"]);
        expect(await answered({ ...guest, ...more })).toMatch(/only root/);
      },
    );

    it("to change a guest are those that the changes need, and no others", async () => {
      await pve.post("/nodes/pve1/qemu", { vmid: 100, name: "web", cores: 1 });
      await grant("/vms/100", "VM.Audit", "VM.Config.CPU");
      const at = await begin("proxmox_vm");
      await at.import(guest, "100");
      const cores = await at.plan({ ...guest, cores: 2 });
      expect(cores.diagnostics).toEqual([]);
      const named = await at.plan({ ...guest, cores: 2, name: "other" });
      expect(named.diagnostics.map(({ summary }) => summary)).toEqual([
        "missing privilege VM.Config.Options on /vms/100",
      ]);
    });

    it("to change a guest are told where not all of the change is known: the name of a new volume, another's value", async () => {
      const code = { vmid: 100, node: "pve1", os_template: template };
      await putTemplate(pve);
      await pve.ended(
        await pve.post("/nodes/pve1/lxc", { vmid: 100, ostemplate: template, rootfs: "local:1" }),
      );
      await grant("/vms/100", "VM.Audit");
      const at = await begin("proxmox_container");
      await at.import(code, "100");
      const mount = { storage: "local", size: "1G", path: "/srv" };
      const { diagnostics } = await at.plan({ ...code, hostname: unknown, mount_points: { mp0: mount } });
      const summaries = diagnostics.map(({ summary }) => summary).filter((each) => !/not ours/.test(each));
      expect(summaries.sort()).toEqual([
        "missing privilege Datastore.AllocateSpace on /storage/local",
        "missing privilege VM.Config.Disk on /vms/100",
        "missing privilege VM.Config.Network on /vms/100",
      ]);
    });

    it("are found missing before anything is written, with who lacks them for what, and a way past the check", async () => {
      await grant("/vms", "VM.Audit");
      const plan = await (await begin("proxmox_vm")).plan(guest);
      const { errors } = await plan.apply();
      expect(errors.map(({ summary }) => summary).sort()).toEqual([
        "missing privilege VM.Allocate on /vms/100",
        "missing privilege VM.Config.CPU on /vms/100",
        "missing privilege VM.Config.Options on /vms/100",
      ]);
      expect(errors[0]?.detail).toContain("Proxmox VE's own rules for POST /nodes/pve1/qemu ask for it");
      expect(errors[0]?.detail).toContain("Grant me@pve!ci a role that has it.");
      expect(errors[0]?.detail).toContain("PROXMOX_VE_SKIP_CHECKS=1");
      expect(pve.requests.filter(({ verb }) => verb !== "GET")).toEqual([]);
    });

    it("to make a file, an ACL and a token are those of Proxmox VE's published rules", async () => {
      const upload = {
        node_name: "pve1",
        datastore_id: "local",
        source_raw: [{ data: "x", file_name: "a.iso" }],
      };
      expect(await told(upload, "proxmox_file")).toEqual([
        "missing privilege Datastore.AllocateTemplate on /storage/local",
      ]);
      const acl = { path: "/vms/100", role_id: "PVEAuditor", user_id: "me@pve" };
      expect(await told(acl, "proxmox_acl")).toEqual([
        "missing privilege Permissions.Modify or VM.Allocate on /vms/100",
      ]);
      // A user may make tokens for itself, but a token is not its user.
      expect(await told({ user_id: "me@pve", token_name: "more" }, "proxmox_user_token")).toEqual([]);
      expect(await told({ language: "de" }, "proxmox_cluster_options")).toEqual([
        "missing privilege Sys.Modify on /",
      ]);
    });

    it("are all there for root, whom nobody asks", async () => {
      await executor?.close();
      executor = await start("proxmox_vm", pve);
      const { diagnostics } = await executor.plan(guest);
      expect(diagnostics).toEqual([]);
      expect(pve.requests.some(({ path }) => path.includes("/access/permissions"))).toBe(false);
    });
  });
