import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Guest } from "../../providers/proxmox/simulator/guests/guest.js";
import { packContainer } from "../../providers/proxmox/simulator/lxc/archive.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import { ContainerBench } from "./container-bench.js";
import type { Answer } from "./likeness.js";
import {
  changeGuest,
  currentConfiguration,
  ended,
  makeAdministrator,
  makeContainer,
  startGuest,
  type Values,
} from "./tables.js";

let bench: ContainerBench;
let world: World;
let packed: string;
beforeAll(async () => {
  bench = await ContainerBench.start();
  world = bench.world;
  await makeContainer(world, 300, {
    hostname: "kept",
    description: "one\ntwo",
    memory: 256,
    net0: "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:03:00",
    rootfs: "local:2",
    mp0: "other:1,mp=/data,backup=1",
    env: "A=1\0B=2",
    features: "nesting=1",
  });
  packed = backup(300, "vzdump-lxc-300-2026_11_28-01_02_03.tar");
});
afterAll(() => bench.close());

/** Puts a backup of a container into the storage. */
function backup(vmid: number, name: string, pack = (bytes: Buffer) => bytes): string {
  const folder = join(directoryOf(world, "local"), "dump");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), pack(packContainer(world, world.guests.get(vmid) as Guest)));
  return `local:backup/${name}`;
}

const restored = (vmid: number, parameters: Values = {}): Promise<Answer> =>
  makeContainer(world, vmid, { restore: 1, ostemplate: packed, ...parameters });

describe("a restored container", () => {
  it("is what it was, with new volumes of the same size on one storage", async () => {
    expect((await restored(301, { storage: "other" })).data).toBe("OK");
    expect(world.tasks.list().map(({ type }) => type)).toContain("vzrestore");
    const { digest: _before, ...was } = await currentConfiguration(world, 300);
    const { digest: _after, ...is } = await currentConfiguration(world, 301);
    expect(is).toEqual({
      ...was,
      rootfs: "other:301/vm-301-disk-0.raw,size=2G",
      mp0: "other:301/vm-301-disk-1.raw,mp=/data,backup=1,size=1G",
    });
  });

  it("is what the request says where that says something", async () => {
    const said = { hostname: "new", rootfs: "local:5", unique: 1, unprivileged: 0 };
    expect((await restored(302, said)).data).toBe("OK");
    const config = await currentConfiguration(world, 302);
    expect(config).toMatchObject({
      hostname: "new",
      memory: 256,
      rootfs: "local:302/vm-302-disk-0.raw,size=5G",
    });
    expect(config["net0"]).not.toContain("BC:24:11:00:03:00");
    expect(config).not.toHaveProperty("mp0");
    expect(config).not.toHaveProperty("unprivileged");
  });

  it("comes from a backup that is packed, too", async () => {
    const ostemplate = backup(300, "vzdump-lxc-300-2026_11_28-01_02_04.tar.gz", (bytes) => gzipSync(bytes));
    expect((await restored(303, { ostemplate })).data).toBe("OK");
  });

  it("is a template if it was one", async () => {
    await makeContainer(world, 304, { rootfs: "local:1" });
    await bench.simulation.post("/nodes/pve1/lxc/304/template");
    await bench.settled();
    const ostemplate = backup(304, "vzdump-lxc-304-2026_11_28-01_02_03.tar");
    expect((await restored(305, { ostemplate })).data).toBe("OK");
    expect(await currentConfiguration(world, 305)).toMatchObject({
      template: 1,
      rootfs: "local:305/base-305-disk-0.raw,size=1G",
    });
  });
});

it("is restored by others than root without what opens it to its node", async () => {
  await makeContainer(world, 330, { rootfs: "local:1", unprivileged: 0, features: "nesting=1" });
  const open = backup(330, "vzdump-lxc-330-2026_11_28-01_02_03.tar");
  await makeContainer(world, 331, { rootfs: "local:1", mp0: "/srv,mp=/srv" });
  const bound = backup(331, "vzdump-lxc-331-2026_11_28-01_02_03.tar");
  const user = await makeAdministrator(world);
  const restore = async (vmid: number, ostemplate: string) => {
    const parameters = { vmid, ostemplate, restore: 1 };
    return (
      await ended(world, await asked(world, { verb: "POST", path: "/nodes/pve1/lxc", parameters, user }))
    ).data;
  };
  expect(await restore(332, open)).toBe("OK");
  expect(await currentConfiguration(world, 332)).not.toHaveProperty("features");
  expect(await restore(333, bound)).toBe(
    "unable to restore CT 333 - restoring 'mp0' to bind mount is only possible for root",
  );
});

it("is backed up while it pauses, and takes what waited when it is stopped for its backup", async () => {
  const vmid = await bench.running({ hostname: "busy" });
  await changeGuest(world, vmid, { tty: 4 });
  const backUp = async (mode: string) => {
    const vzdump = { verb: "POST", path: "/nodes/pve1/vzdump", parameters: { vmid, storage: "local", mode } };
    expect((await ended(world, await asked(world, vzdump))).data).toBe("OK");
    return world.tasks.list()[0]?.lines ?? [];
  };
  expect(await backUp("snapshot")).toContain("INFO: trying 'suspend' mode instead");
  expect(await currentConfiguration(world, vmid)).not.toHaveProperty("tty");
  expect(await backUp("stop")).toContain("INFO: stopping virtual guest");
  expect(world.guests.get(vmid)?.running).toBeDefined();
  expect(await currentConfiguration(world, vmid)).toHaveProperty("tty", 4);
});

describe("a container that is there already", () => {
  it("is replaced by force only, and neither while it runs nor while it is protected", async () => {
    await makeContainer(world, 310, { hostname: "old", rootfs: "local:1" });
    expect(await restored(310)).toMatchObject({ message: "CT 310 already exists on node 'pve1'" });
    await startGuest(world, 310);
    expect(await restored(310, { force: 1 })).toMatchObject({ message: "can't overwrite running container" });
    await bench.simulation.post("/nodes/pve1/lxc/310/status/stop");
    await bench.settled();
    await changeGuest(world, 310, { protection: 1 });
    expect(await restored(310, { force: 1 })).toMatchObject({
      message: "unable to restore CT 310 - protection mode enabled",
    });
    await changeGuest(world, 310, { protection: 0 });
    expect((await restored(310, { force: 1 })).data).toBe("OK");
    expect(await currentConfiguration(world, 310)).toMatchObject({
      hostname: "kept",
      rootfs: "local:310/vm-310-disk-1.raw,size=2G",
    });
    expect(await bench.simulation.get("/nodes/pve1/storage/local/content", { vmid: 310 })).not.toContainEqual(
      expect.objectContaining({ volid: "local:310/vm-310-disk-0.raw" }),
    );
  });

  it("stays as it is where the backup is missing", async () => {
    await makeContainer(world, 311, { hostname: "old", rootfs: "local:1" });
    const ostemplate = "local:backup/vzdump-lxc-311-2026_11_28-01_02_03.tar";
    expect((await restored(311, { ostemplate, force: 1 })).data).toBe(
      `unable to restore CT 311 - volume '${ostemplate}' does not exist`,
    );
    expect(await currentConfiguration(world, 311)).toMatchObject({ hostname: "old" });
    expect(world.guests.get(311)?.lock).toBeUndefined();
  });
});

it("restores nothing but backups, and makes new containers of nothing but templates", async () => {
  const template = "local:vztmpl/fake-12-standard_12.0-1_amd64.tar.gz";
  const wrong = (volume: string, wanted: string) =>
    `unable to use volume ${volume} - content type needs to be '${wanted}'`;
  expect(await restored(320, { ostemplate: template })).toMatchObject({ message: wrong(template, "backup") });
  const made = { verb: "POST", path: "/nodes/pve1/lxc", parameters: { vmid: 320, ostemplate: packed } };
  expect(await asked(world, made)).toMatchObject({ message: wrong(packed, "vztmpl") });
  expect(
    (await ended(world, await asked(world, { ...made, parameters: { vmid: 320, ostemplate: "x" } }))).data,
  ).toBe("unable to create CT 320 - can't find file 'x'");
});
