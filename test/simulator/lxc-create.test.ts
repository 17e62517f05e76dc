import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";
import { tarArchive } from "../../providers/proxmox/simulator/storages/tar-archive.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import { currentConfiguration, ended, makeContainer, measuringNode } from "./tables.js";

let simulation: Simulation;
let world: World;
beforeAll(async () => {
  simulation = await measuringNode();
  world = simulation.world;
});
afterAll(() => simulation.close());

function template(of: World, name: string, content: string | Buffer = ""): string {
  writeFileSync(join(directoryOf(of, "local"), "template/cache", name), content);
  return `local:vztmpl/${name}`;
}

describe("a new container", () => {
  it.each([
    ["alpine-3.22-default_20250617_amd64.tar.xz", "alpine", "amd64"],
    ["ubuntu-24.04-standard_24.04-2_amd64.tar.zst", "ubuntu", "amd64"],
    ["rockylinux-10-default_20251001_amd64.tar.xz", "centos", "amd64"],
    ["debian-13-standard_13.1-2_arm64.tar.zst", "debian", "arm64"],
  ])("has the system and the architecture of %s", async (name, ostype, arch) => {
    expect((await makeContainer(world, 300, { ostemplate: template(world, name) })).data).toBe("OK");
    expect(await currentConfiguration(world, 300)).toMatchObject({ ostype, arch });
    world.guests.delete(300);
  });

  it("runs what an image runs, with its variables", async () => {
    const config = {
      config: { Entrypoint: ["/entry.sh"], Cmd: ["nginx", "-g", "daemon off;"], Env: ["A=1"] },
    };
    const ostemplate = template(world, "nginx_1.29.tar", image(config));
    expect((await makeContainer(world, 301, { ostemplate })).data).toBe("OK");
    expect(await currentConfiguration(world, 301)).toMatchObject({
      entrypoint: "/entry.sh nginx -g 'daemon off;'",
      env: "A=1",
      cmode: "console",
    });
  });

  it("has a subvolume as its root where no size is said", async () => {
    expect((await makeContainer(world, 302, { rootfs: "local:0" })).data).toBe("OK");
    expect(await currentConfiguration(world, 302)).toHaveProperty(
      "rootfs",
      "local:302/subvol-302-disk-0.subvol,size=0T",
    );
    const content = await simulation.get("/nodes/pve1/storage/local/content", { vmid: 302 });
    expect(content).toContainEqual(
      expect.objectContaining({
        volid: "local:302/subvol-302-disk-0.subvol",
        format: "subvol",
        content: "rootdir",
      }),
    );
  });

  it("leaves nothing behind when it can't be made", async () => {
    const parameters = { rootfs: "local:1", ostemplate: "local:vztmpl/missing.tar.gz" };
    expect((await makeContainer(world, 303, parameters)).data).toBe(
      "unable to create CT 303 - volume 'local:vztmpl/missing.tar.gz' does not exist",
    );
    expect(world.guests.has(303)).toBe(false);
    expect(await simulation.get("/nodes/pve1/storage/local/content", { vmid: 303 })).not.toContainEqual(
      expect.objectContaining({ vmid: 303 }),
    );
  });

  it("is made although it can't start", async () => {
    const net0 = "name=eth0,bridge=vmbr99";
    expect((await makeContainer(world, 304, { net0, start: 1 })).data).toBe("OK");
    const [start] = world.tasks.list();
    expect(start).toMatchObject({ type: "vzstart", id: "304", exit: "bridge 'vmbr99' does not exist" });
  });

  it("is in its pool, and under HA if that is asked for", async () => {
    await simulation.post("/pools", { poolid: "containers" });
    await makeContainer(world, 305, { pool: "containers", "ha-managed": 1 });
    await expect
      .poll(() => simulation.get("/cluster/resources", { type: "vm" }), { interval: 5 })
      .toContainEqual(
        expect.objectContaining({ id: "lxc/305", type: "lxc", pool: "containers", hastate: "stopped" }),
      );
    expect(await simulation.get("/cluster/ha/resources/ct:305")).toMatchObject({ state: "stopped" });
  });
});

describe("Proxmox VE 8.4", () => {
  it("makes privileged containers where nothing else is said, 9.2 unprivileged ones", async () => {
    await using old = await closing({ release: "8.4" });
    const ostemplate = template(old.world, "debian-12-standard_12.7-1_amd64.tar.zst");
    const answer = await asked(old.world, {
      verb: "POST",
      path: "/nodes/pve1/lxc",
      parameters: { vmid: 300, ostemplate },
    });
    expect((await ended(old.world, answer)).data).toBe("OK");
    expect(await currentConfiguration(old.world, 300)).not.toHaveProperty("unprivileged");
    await makeContainer(world, 306, {});
    expect(await currentConfiguration(world, 306)).toHaveProperty("unprivileged", 1);
  });
});

async function closing(options: Parameters<typeof simulate>[0]) {
  const simulated = await simulate(options);
  return { world: simulated.world, [Symbol.asyncDispose]: () => simulated.close() };
}

/** An image of the Open Container Initiative with nothing but its configuration. */
function image(config: object): Buffer {
  const blob = (digest: string) => ({ mediaType: "", digest: `sha256:${digest}`, size: 0 });
  const files: readonly (readonly [string, unknown])[] = [
    ["oci-layout", { imageLayoutVersion: "1.0.0" }],
    ["index.json", { schemaVersion: 2, manifests: [blob("aaaa")] }],
    ["blobs/sha256/aaaa", { schemaVersion: 2, config: blob("bbbb"), layers: [] }],
    ["blobs/sha256/bbbb", config],
  ];
  return tarArchive(
    files.map(([name, content]) => ({ name, content: Buffer.from(JSON.stringify(content)) })),
  );
}
