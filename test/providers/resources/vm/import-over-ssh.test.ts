import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { whyNotOverApi } from "../../../../providers/proxmox/resources/nodes/vm/import-way.js";
import { simulate, type Simulation } from "../../../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "../../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../../contract/executor.js";
import { startPluginExecutor } from "../../../contract/plugin-executor.js";
import { remote, type Remote } from "../../../simulator/remote.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

describe("whether the API can make a disk from an image", () => {
  const root = { version: "9.2.3", login: "root@pam" };
  const token = { version: "9.2.3", login: "root@pam!deploy" };

  it.each([
    ["local:import/debian.qcow2", token],
    ["local:100/vm-100-disk-0.qcow2", token],
    ["local-lvm:vm-100-disk-0", token],
    ["/mnt/images/debian.qcow2", root],
  ])("it can: %s", (source, asked) => {
    expect(whyNotOverApi(source, asked)).toBeUndefined();
  });

  it.each([
    ["content type", "local:iso/debian.img", root, "makes no disks from volumes of the content type iso"],
    [
      "path, rights",
      "/mnt/debian.qcow2",
      token,
      "only root@pam itself may name a path on the node (/mnt/debian.qcow2), and the login is root@pam!deploy",
    ],
    [
      "version",
      "local:import/debian.qcow2",
      { ...root, version: "8.2.4" },
      "Proxmox VE 8.2.4 makes no disk from local:import/debian.qcow2 over the API (8.3 does)",
    ],
    ["version", "local:100/vm-100-disk-0.raw", { ...root, version: "7.1-10" }, "(7.2 does)"],
  ])("it can't, by its %s: %s", (...[, source, asked, reason]) => {
    expect(whyNotOverApi(source, asked)).toContain(reason);
  });
});

for (const [name, start] of executors)
  describe(`a disk that the API can't make, under ${name}`, () => {
    let pve: Simulation;
    let home: string;
    let node: Remote;
    let executor: Executor;
    beforeEach(async () => {
      pve = await simulate({ ssh: true });
      home = mkdtempSync(join(tmpdir(), "pve-cdk-import-"));
      node = await remote(pve, { username: "root", password: pve.password });
      await node.run("truncate -s 3M /root/small.raw; truncate -s 5M /var/lib/vz/template/iso/debian.img");
      executor = await begin();
    });
    afterEach(async () => {
      node.end();
      await executor.close();
      await pve.close();
      rmSync(home, { recursive: true, force: true });
    });

    /** Logs in to the API by a token, which may name no path on the node. */
    function begin(ssh: ValueObject = {}): Promise<Executor> {
      const { host, port } = pve.ssh!;
      const nodes: readonly ValueObject[] = [{ name: "pve1", address: host, port }];
      return start("proxmox_vm", pve, {
        provider: { ssh: [{ node: nodes, ...ssh }] },
        environment: { HOME: home, PROXMOX_VE_API_TOKEN: pve.token },
      });
    }

    const guest = (disks: ValueObject): ValueObject => ({
      vmid: 100,
      node: "pve1",
      scsi_hardware: "virtio-scsi-pci",
      network: { net0: { model: "virtio", bridge: "vmbr0" } },
      disks,
    });
    const config = async () =>
      (await pve.get("/nodes/pve1/qemu/100/config")) as Readonly<Record<string, string>>;
    const volumes = async () =>
      ((await pve.get("/nodes/pve1/storage/local/content", { content: "images" })) as readonly ValueObject[])
        .map(({ volid }) => volid)
        .sort();

    it("is imported on the node, put into its slot with its options, grown, and started from", async () => {
      const code = guest({
        scsi0: { storage: "local", from: "/root/small.raw", size: "1G", discard: true, format: "qcow2" },
      });
      const plan = await executor.plan(code);
      expect(plan.diagnostics).toMatchObject([
        {
          severity: "warning",
          summary: "this image goes over SSH",
          detail: expect.stringContaining("the login is root@pam!simulation") as string,
          path: ["disks", "scsi0", "from"],
        },
      ]);
      const { errors, instance } = await plan.apply();
      expect(errors).toEqual([]);
      expect(instance?.attributes["disks"]).toMatchObject({
        scsi0: { size: "1G", discard: true, format: "qcow2" },
      });
      expect(await config()).toMatchObject({
        scsi0: "local:100/vm-100-disk-0.qcow2,discard=on,size=1G",
        boot: "order=scsi0;net0",
      });
      expect(await config()).not.toHaveProperty("unused0");
      expect((await executor.plan(code)).action).toBe("none");
    });

    it("keeps to its slot where there are several, and others beside that the API makes", async () => {
      const code = guest({
        scsi0: { storage: "local", from: "local:iso/debian.img" },
        scsi1: { storage: "local", size: "1G" },
        virtio0: { storage: "local", from: "/root/small.raw" },
      });
      expect((await (await executor.plan(code)).apply()).errors).toEqual([]);
      expect(await config()).toMatchObject({
        scsi0: expect.stringMatching(/size=5M/) as string,
        scsi1: expect.stringMatching(/size=1G/) as string,
        virtio0: expect.stringMatching(/size=3M/) as string,
      });
      expect(await volumes()).toHaveLength(3);
      expect((await executor.plan(code)).action).toBe("none");
    });

    it("comes to a guest that exists, whose own unused disks are not touched", async () => {
      const disks = { scsi0: { storage: "local", size: "1G" } };
      await (await executor.plan(guest(disks))).apply();
      await node.run("qm disk import 100 /var/lib/vz/template/iso/debian.img local");
      const unused = (await config())["unused0"];
      const plan = await executor.plan(
        guest({ ...disks, scsi1: { storage: "local", from: "/root/small.raw" } }),
      );
      expect((await plan.apply()).errors).toEqual([]);
      expect(await config()).toMatchObject({
        scsi1: expect.stringContaining("size=3M") as string,
        unused0: unused,
      });
    });

    it("leaves no volume behind where the slot refuses it", async () => {
      pve.faults.add({
        when: { verb: "PUT", path: "/nodes/pve1/qemu/100/config", nth: 1 },
        then: { status: 500, message: "somebody tripped over the cable" },
      });
      const code = guest({ scsi0: { storage: "local", from: "/root/small.raw" } });
      const plan = await executor.plan(code);
      const { errors } = await plan.apply();
      expect(JSON.stringify(errors)).toContain("somebody tripped over the cable");
      expect(await volumes()).toEqual([]);
      expect((await (await executor.plan(code)).apply()).errors).toEqual([]);
      expect(await volumes()).toHaveLength(1);
    });

    it("is refused in the plan, before the guest is made, where the node does not let us in", async () => {
      await executor.close();
      executor = await begin({ password: secretMarker("wrong") });
      const plan = await executor.plan(guest({ scsi0: { storage: "local", from: "/root/small.raw" } }));
      expect(plan.action).toBe("refused");
      expect(JSON.stringify(plan.diagnostics)).toContain("only root@pam itself may name a path on the node");
      expect(await pve.get("/cluster/resources", { type: "vm" })).toEqual([]);
    });

    it("tells what the node says of an image that is not there", async () => {
      const plan = await executor.plan(guest({ scsi0: { storage: "local", from: "/root/nothing.raw" } }));
      const { errors } = await plan.apply();
      expect(JSON.stringify(errors)).toContain("/root/nothing.raw: non-existent or non-regular file");
    });
  });
