import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { Guest } from "../../providers/proxmox/simulator/guests/guest.js";
import { packContainer } from "../../providers/proxmox/simulator/lxc/archive.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";
import { nodeWithUsers, type Remote } from "./remote.js";

let simulation: Simulation;
let root: Remote;
let terraform: Remote;
const template = "debian-13-standard_13.1-2_amd64.tar.zst";
beforeAll(async () => {
  ({ simulation, root, terraform } = await nodeWithUsers());
  put("template/cache", template, "");
});
afterAll(async () => {
  root.end();
  terraform.end();
  await simulation.close();
});

function put(folder: string, name: string, content: string | Buffer): void {
  const directory = join(directoryOf(simulation.world, "local"), folder);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, name), content);
}

const said = async (command: string) => {
  const { status, stdout, stderr } = await root.run(command);
  return status === 0 ? stdout : `${status}: ${stderr}`;
};

it("makes, changes, starts and removes containers with pct", async () => {
  expect(
    await said(`pct create 200 local:vztmpl/${template} --hostname web --rootfs local:1 --memory 256`),
  ).toContain("extracting archive");
  expect(await said("pct set 200 --cores 2 && pct config 200 | grep -E '^(arch|cores|memory|rootfs):'")).toBe(
    "arch: amd64\ncores: 2\nmemory: 256\nrootfs: local:200/vm-200-disk-0.raw,size=1G\n",
  );
  expect(await said("pct start 200; pct status 200; pct stop 200; pct status 200")).toBe(
    "status: running\nstatus: stopped\n",
  );
  expect(await said("pct list")).toMatch(/^200 +stopped +web *$/m);
  expect(await said("pct destroy 200; pct list")).toBe("");
});

it("takes locks away that the API can't", async () => {
  await said(`pct create 201 local:vztmpl/${template} --rootfs local:1 && pct set 201 --lock backup`);
  expect(await said("pct set 201 --cores 1")).toBe("255: CT is locked (backup)\n");
  expect(await said("pct unlock 201 && pct set 201 --cores 1 && pct config 201 | grep cores")).toBe(
    "cores: 1\n",
  );
  expect(await said("pct unlock 299")).toBe(
    "2: Configuration file 'nodes/pve1/lxc/299.conf' does not exist\n",
  );
});

it("restores containers", async () => {
  await said(`pct create 202 local:vztmpl/${template} --rootfs local:1 --hostname kept`);
  const name = "vzdump-lxc-202-2026_11_28-01_02_03.tar";
  put("dump", name, packContainer(simulation.world, simulation.world.guests.get(202) as Guest));
  await said(`pct restore 203 local:backup/${name}`);
  expect(await said("pct config 203 | grep hostname")).toBe("hostname: kept\n");
});

it("takes lines for LXC from a container's file, and shows them as pairs", async () => {
  await said(`pct create 204 local:vztmpl/${template} --rootfs local:1 --description 'one'`);
  await said("echo 'lxc.idmap: u 0 100000 1000' | tee -a /etc/pve/lxc/204.conf");
  expect(await simulation.get("/nodes/pve1/lxc/204/config")).toMatchObject({
    lxc: [["lxc.idmap", "u 0 100000 1000"]],
    description: "one\n",
  });
});
