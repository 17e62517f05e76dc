import { afterAll, beforeAll, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { nodeWithUsers, type Remote } from "./remote.js";

let simulation: Simulation;
let root: Remote;
let terraform: Remote;
beforeAll(async () => {
  ({ simulation, root, terraform } = await nodeWithUsers());
  await simulation.ended(await simulation.post("/nodes/pve1/qemu", { vmid: 100, name: "web" }));
});
afterAll(async () => {
  root.end();
  terraform.end();
  await simulation.close();
});

it("allocates a volume over SSH, tells where it is and what it holds, and shows it to the API", async () => {
  const made = await terraform.run("sudo pvesm alloc local 100 vm-100-disk-7.qcow2 2G --format qcow2");
  expect([made.status, made.stdout]).toEqual([
    0,
    expect.stringContaining("successfully created 'local:100/vm-100-disk-7.qcow2'"),
  ]);
  const path = (await root.run("pvesm path local:100/vm-100-disk-7.qcow2")).stdout.trim();
  expect(path).toBe("/var/lib/vz/images/100/vm-100-disk-7.qcow2");
  const { stdout } = await root.run(`qemu-img info --output=json ${path}`);
  expect(JSON.parse(stdout)).toMatchObject({ format: "qcow2", "virtual-size": 2 * 2 ** 30 });
  expect((await root.run(`qemu-img info ${path}`)).stdout).toContain(
    "virtual size: 2 GiB (2147483648 bytes)",
  );
  expect(await simulation.get("/nodes/pve1/storage/local/content", { vmid: 100 })).toMatchObject([
    { volid: "local:100/vm-100-disk-7.qcow2", size: 2 * 2 ** 30 },
  ]);
});

it("makes, changes, reads and removes through pvesh what the API shows", async () => {
  expect((await root.run("pvesh create /pools --poolid made --comment one")).status).toBe(0);
  expect((await root.run("pvesh set /pools/made --comment two")).status).toBe(0);
  const { stdout } = await root.run("pvesh get /pools --output-format json");
  expect(JSON.parse(stdout)).toEqual([{ poolid: "made", comment: "two" }]);
  expect((await root.run("pvesh delete /pools/made")).status).toBe(0);
  expect(await simulation.get("/pools")).toEqual([]);
});
