import { FormData } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { remote } from "./remote.js";
import { Wire } from "./wire.js";

let simulation: Simulation;
let wire: Wire;
beforeEach(async () => {
  simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"] });
  wire = new Wire(simulation);
});
afterEach(async () => {
  await wire.close();
  await simulation.close();
});

async function finished(path: string, parameters: Record<string, string | number> = {}): Promise<void> {
  await simulation.world.tasks.ended(String(await simulation.post(path, parameters)));
}

describe("a node's own storage", () => {
  const upload = async (name: string, to: string, asked = to) => {
    const form = new FormData();
    form.append("content", "iso");
    form.append("filename", new Blob(["iso"]), name);
    const answer = await wire.upload(`/nodes/${to}/storage/local/upload`, form, asked);
    return String(answer.data);
  };
  const isos = async (name: string) =>
    (
      (await simulation.get(`/nodes/${name}/storage/local/content`, { content: "iso" })) as readonly {
        readonly volid: string;
      }[]
    ).map(({ volid }) => volid);

  it("has files that the others' storages of the same name don't have", async () => {
    const upid = await upload("a.iso", "pve2");
    await simulation.world.tasks.ended(upid);
    expect(await isos("pve2")).toEqual(["local:iso/a.iso"]);
    expect(await isos("pve1")).toEqual([]);
    const create = (name: string, vmid: number) =>
      simulation.post(`/nodes/${name}/qemu`, { vmid, ide2: "local:iso/a.iso,media=cdrom" });
    const exit = async (asked: Promise<unknown>) => {
      const task = String(await asked);
      await simulation.world.tasks.ended(task);
      return simulation.world.tasks.find(task).exit;
    };
    expect(await exit(create("pve1", 100))).toBe(
      "unable to create VM 100 - volume 'local:iso/a.iso' does not exist",
    );
    expect(await exit(create("pve2", 200))).toBe("OK");
    expect(await exit(simulation.post("/nodes/pve2/qemu/200/status/start"))).toBe("OK");
  });

  it("is filled through another node by a task of the node that took the file", async () => {
    const upid = await upload("b.iso", "pve2", "pve1");
    expect(upid).toMatch(/^UPID:pve1:/);
    await simulation.world.tasks.ended(upid);
    expect(await isos("pve2")).toEqual(["local:iso/b.iso"]);
  });

  it("is not the others' where the storage is shared", async () => {
    await simulation.post("/storage", {
      storage: "nfs1",
      type: "nfs",
      server: "192.0.2.200",
      export: "/export",
      content: "images",
    });
    await finished("/nodes/pve2/qemu", { vmid: 200, scsi0: "nfs1:1" });
    const images = await simulation.get("/nodes/pve3/storage/nfs1/content");
    expect(images).toMatchObject([{ volid: "nfs1:200/vm-200-disk-0.raw" }]);
  });
});

describe("a node over SSH", () => {
  let cluster: Simulation;
  beforeEach(async () => {
    cluster = await simulate({ nodes: ["pve1", "pve2", "pve3"], ssh: true, rootPassword: "rootpass1" });
  });
  afterEach(() => cluster.close());

  const login = { username: "root", password: "rootpass1" };

  it("is itself: its name, its files, its guests, and the cluster's files that all share", async () => {
    const upid = await cluster.post("/nodes/pve2/qemu", { vmid: 200, scsi0: "local:1" });
    await cluster.world.tasks.ended(String(upid));
    const one = await remote(cluster.nodes.get("pve1")!, login);
    const two = await remote(cluster.nodes.get("pve2")!, login);
    expect((await two.run("hostname")).stdout).toBe("pve2\n");
    expect((await two.run("qm config 200")).stdout).toContain("scsi0: local:200/vm-200-disk-0.raw");
    expect((await one.run("qm config 200")).stderr).toContain(
      "Configuration file 'nodes/pve1/qemu-server/200.conf' does not exist",
    );
    await two.run("echo two > /var/lib/vz/snippets/a.yaml; echo all > /etc/pve/priv/note");
    expect((await one.run("cat /var/lib/vz/snippets/a.yaml")).status).toBe(1);
    expect((await one.run("cat /etc/pve/priv/note")).stdout).toBe("all\n");
    expect((await one.run("cat /etc/pve/nodes/pve2/qemu-server/200.conf")).stdout).toContain(
      "scsi0: local:200",
    );
    for (const client of [one, two]) client.end();
  });

  it("can't write the cluster's files without quorum, and is not reached without power", async () => {
    cluster.quorum.lose();
    const one = await remote(cluster, login);
    expect((await one.run("echo a > /etc/pve/priv/note")).stderr).toContain("Permission denied");
    expect((await one.run("echo a > /root/note")).status).toBe(0);
    one.end();
    cluster.quorum.regain();
    await cluster.nodes.get("pve2")!.down();
    await expect(remote(cluster.nodes.get("pve2")!, login)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await cluster.nodes.get("pve2")!.up();
    const two = await remote(cluster.nodes.get("pve2")!, login);
    expect((await two.run("hostname")).stdout).toBe("pve2\n");
    two.end();
  });
});

describe("a cluster at addresses of its own", () => {
  it("tells where its nodes are: the same port at each node's address", async () => {
    const hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];
    const cluster = await simulate({
      nodes: ["pve1", "pve2", "pve3"],
      hosts,
      ssh: true,
      rootPassword: "rootpass1",
    });
    const client = new Wire(cluster);
    try {
      const { port } = new URL(cluster.endpoint);
      const { data } = await client.ask("/cluster/status");
      const found = (
        data as readonly { readonly type: string; readonly name: string; readonly ip?: string }[]
      )
        .filter(({ type }) => type === "node")
        .map(({ name, ip }) => [name, `https://${ip}:${port}`]);
      expect(found).toEqual([...cluster.nodes].map(([name, { endpoint }]) => [name, endpoint]));
      await cluster.nodes.get("pve1")!.down();
      await expect(client.ask("/version")).rejects.toMatchObject({ code: "ECONNREFUSED" });
      expect((await client.ask("/version", { node: "pve2" })).status).toBe(200);
      const two = await remote(cluster.nodes.get("pve2")!, { username: "root", password: "rootpass1" });
      expect(cluster.nodes.get("pve2")!.ssh).toMatchObject({ host: "127.0.0.2", port: cluster.ssh!.port });
      two.end();
    } finally {
      await client.close();
      await cluster.close();
    }
  });
});
