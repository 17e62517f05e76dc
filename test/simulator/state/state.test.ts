import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heldClock, simulate, type Simulation } from "../../../providers/proxmox/simulator/index.js";
import { readState } from "../../../providers/proxmox/simulator/state/kept-state.js";

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
  state = join(folder, "pve");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What somebody sees who looks around. */
const places = [
  ...["/access/users", "/access/groups", "/access/roles", "/access/acl", "/access/domains", "/pools/team"],
  ...[
    "/storage",
    "/cluster/options",
    "/cluster/sdn/zones",
    "/cluster/ha/resources",
    "/cluster/firewall/rules",
  ],
  ...["/cluster/firewall/aliases", "/nodes/pve1/qemu/100/config", "/nodes/pve1/qemu/100/snapshot"],
  ...["/nodes/pve1/qemu/100/pending", "/nodes/pve2/qemu/200/config", "/nodes/pve1/storage/local/content"],
  ...["/nodes/pve1/tasks", "/nodes/pve1/network", "/nodes/pve1/dns", "/nodes/pve2/certificates/info"],
  ...["/cluster/backup", "/cluster/mapping/dir", "/cluster/metrics/server", "/nodes/pve1/hosts"],
];

async function lookAround(pve: Simulation): Promise<unknown> {
  return Promise.all(places.map(async (place) => [place, await pve.get(place)]));
}

async function fill(pve: Simulation): Promise<void> {
  await pve.post("/access/groups", { groupid: "ops", comment: "  Ops " });
  await pve.post("/access/users", { userid: "ann@pve", password: "annpass12", groups: "ops" });
  await pve.post("/access/users/ann@pve/token/ci", { privsep: 0 });
  await pve.put("/access/acl", { path: "/vms", roles: "PVEVMAdmin", groups: "ops" });
  await pve.post("/access/users", { userid: "gone@pve" });
  await pve.delete("/access/users/gone@pve");
  await pve.post("/pools", { poolid: "team" });
  await pve.post("/storage", { storage: "fast", type: "dir", path: "/mnt/fast", content: "images" });
  await pve.post("/cluster/sdn/zones", { zone: "z1", type: "simple" });
  await pve.post("/cluster/firewall/aliases", { name: "office", cidr: "192.0.2.0/24" });
  await pve.post("/cluster/firewall/rules", { type: "in", action: "ACCEPT", source: "office" });
  await pve.put("/nodes/pve1/dns", { search: "example.com", dns1: "192.0.2.53" });
  const vm = { vmid: 100, name: "web", scsi0: "local:2", net0: "virtio,bridge=vmbr0", pool: "team" };
  await pve.ended(await pve.post("/nodes/pve1/qemu", vm));
  await pve.ended(await pve.post("/nodes/pve1/qemu/100/status/start"));
  await pve.ended(await pve.post("/nodes/pve1/qemu/100/snapshot", { snapname: "before" }));
  await pve.put("/nodes/pve1/qemu/100/config", { cores: 4, description: "a\nb" });
  await pve.ended(await pve.post("/nodes/pve2/qemu", { vmid: 200, tags: "b;a" }));
  await pve.ended(await pve.post("/nodes/pve1/qemu", { vmid: 101, scsi0: "fast:1,format=qcow2" }));
  await pve.post("/cluster/ha/resources", { sid: "vm:100", state: "started" });
}

describe("a simulation whose state is kept", () => {
  it("goes on as it ended: everything reads the same, with the same certificate, password and token", async () => {
    const options = { state, nodes: ["pve1", "pve2"] };
    const fresh = async () => {
      await using pve = await simulate(options);
      await fill(pve);
      return { ...(await who(pve)), seen: await lookAround(pve) };
    };
    const before = await fresh();
    await using pve = await simulate({ state });
    expect({ ...(await who(pve)), seen: await lookAround(pve) }).toEqual(before);
    expect(await pve.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({ status: "running" });
    expect(await pve.get("/nodes/pve1/storage/fast/content")).toHaveLength(1);
  });

  it("goes on from whatever was written when its process was killed, down to each byte", async () => {
    const write = async () => {
      await using pve = await simulate({ state });
      for (let index = 1; index <= 3; index++)
        await pve.post("/access/users", { userid: `u${index}@pve`, comment: `number ${index}` });
    };
    await write();
    const file = join(state, "state.jsonl");
    const whole = readFileSync(file, "utf8");
    const first = whole.indexOf("u1@pve");
    expect(first).toBeGreaterThan(0);
    for (let length = whole.length; length >= first; length--) {
      truncateSync(file, length);
      expect(readState(file)?.origin.nodes).toEqual(["pve1"]);
    }
    writeFileSync(file, whole.slice(0, whole.indexOf("u3@pve") + 10));
    await using pve = await simulate({ state });
    const users = (await pve.get("/access/users")) as { userid: string }[];
    expect(users.map(({ userid }) => userid)).toEqual(["root@pam", "u1@pve", "u2@pve"]);
    await pve.post("/access/users", { userid: "u4@pve" });
    expect(readState(file)).toBeDefined();
  });

  it("tells of tasks that were at work that they ended unexpectedly", async () => {
    const begin = async () => {
      await using pve = await simulate({ state, clock: heldClock() });
      pve.faults.add({ when: { task: "qmcreate" }, then: { delay: 60_000 } });
      return pve.post("/nodes/pve1/qemu", { vmid: 100 });
    };
    const upid = String(await begin());
    await using pve = await simulate({ state });
    expect(await pve.get(`/nodes/pve1/tasks/${encodeURIComponent(upid)}/status`)).toMatchObject({
      status: "stopped",
      exitstatus: "unexpected status",
    });
  });

  it("is for its owner alone, as it holds passwords", async () => {
    await using pve = await simulate({ state });
    expect(pve.password).not.toBe("");
    expect(statSync(state).mode & 0o077).toBe(0);
    expect(statSync(join(state, "state.jsonl")).mode & 0o077).toBe(0);
  });

  it("is used by one simulation at a time, and a refused one leaves it alone", async () => {
    const first = await simulate({ state });
    await expect(simulate({ state })).rejects.toThrow("another simulator that runs keeps its state in");
    await first.post("/access/groups", { groupid: "still" });
    await first.close();
    await using again = await simulate({ state });
    expect(await again.get("/access/groups")).toMatchObject([{ groupid: "still" }]);
  });

  it("is refused where it is another's, of other nodes, or no state at all", async () => {
    await (await simulate({ state, nodes: ["a", "b"], release: "8.4" })).close();
    await expect(simulate({ state, nodes: ["a"] })).rejects.toThrow("is of the nodes a, b, not a");
    await expect(simulate({ state, release: "9.2" })).rejects.toThrow("is of version 8.4, not 9.2");
    writeFileSync(join(state, "letter.txt"), "mine");
    await expect(simulate({ state })).rejects.toThrow("there is 'letter.txt' in");
    rmSync(join(state, "letter.txt"));
    writeFileSync(join(state, "state.jsonl"), "dear diary\n");
    await expect(simulate({ state })).rejects.toThrow("is damaged");
    writeFileSync(join(state, "state.jsonl"), '{"simulator":2}\n');
    await expect(simulate({ state })).rejects.toThrow("is no state of this version");
    await expect(simulate({ state: join(state, "state.jsonl", "below") })).rejects.toThrow(
      "choose another directory",
    );
  });

  it("takes a new password of root where one is said", async () => {
    await (await simulate({ state, rootPassword: "first-one" })).close();
    await (await simulate({ state, rootPassword: "second-one" })).close();
    await using pve = await simulate({ state });
    expect(pve.password).toBe("second-one");
  });
});

async function who(pve: Simulation): Promise<object> {
  const { fingerprint, password, token } = pve;
  return { fingerprint, password, token, version: await pve.get("/version") };
}
