import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { ContainerBench } from "./container-bench.js";
import { startGuest, type Values } from "./tables.js";

let bench: ContainerBench;
let world: World;
beforeAll(async () => {
  bench = await ContainerBench.start();
  world = bench.world;
});
afterAll(() => bench.close());

describe("a container's run state", () => {
  it("goes from start over reboot to shutdown", async () => {
    const vmid = await bench.made();
    const status = async () => ((await bench.ask("GET", `${vmid}/status/current`)).data as Values)["status"];
    for (const [action, after] of [
      ["start", "running"],
      ["reboot", "running"],
      ["shutdown", "stopped"],
      ["start", "running"],
      ["stop", "stopped"],
    ] as const) {
      expect((await bench.ask("POST", `${vmid}/status/${action}`)).data, action).toBe("OK");
      expect(await status(), action).toBe(after);
    }
  });

  it("is not saved: there is no CRIU, and only what is refused at once differs", async () => {
    const vmid = await bench.made();
    expect(await bench.ask("POST", `${vmid}/status/suspend`)).toMatchObject({
      message: `CT ${vmid} not running`,
    });
    await startGuest(world, vmid);
    expect((await bench.ask("POST", `${vmid}/status/suspend`)).data).toMatch(/^command 'lxc-checkpoint/);
    expect(await bench.ask("POST", `${vmid}/status/resume`)).toMatchObject({
      message: `CT ${vmid} already running`,
    });
  });

  it("is refused in a task while the container is locked, and lets what is mounted start", async () => {
    const vmid = await bench.made();
    const guest = world.guests.get(vmid);
    if (guest !== undefined) guest.lock = "backup";
    expect((await startGuest(world, vmid)).data).toBe("CT is locked (backup)");
    expect((await bench.ask("POST", `${vmid}/status/start`, { skiplock: 1 })).data).toBe("OK");
    await bench.ask("POST", `${vmid}/status/stop`, { skiplock: 1 });
    if (guest !== undefined) guest.lock = "mounted";
    expect((await startGuest(world, vmid)).data).toBe("OK");
  });

  it("does not come where a volume is gone, or quotas are asked of an unprivileged one", async () => {
    const vmid = await bench.made({ mp0: "local:1,mp=/data,quota=1" });
    expect((await startGuest(world, vmid)).data).toBe(`startup for container '${vmid}' failed`);
    const privileged = await bench.made({ mp0: "local:1,mp=/data,quota=1", unprivileged: 0 });
    expect((await startGuest(world, privileged)).data).toBe("OK");
  });
});

describe("a container's interfaces", () => {
  const addresses = async (vmid: number): Promise<Values> => {
    const rows = (await bench.ask("GET", `${vmid}/interfaces`)).data as readonly Values[];
    return Object.fromEntries(rows.map(({ name, inet, inet6 }) => [name as string, [inet, inet6]]));
  };

  it("are nothing while it is stopped", async () => {
    expect((await bench.ask("GET", `${await bench.made()}/interfaces`)).data).toBeNull();
  });

  it("have their fixed addresses where the template's system sets them up, and their own in any case", async () => {
    const net0 = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:07:00,ip=192.0.2.40/24,ip6=2001:db8::7/64";
    const debian = "debian-13-standard_13.1-2_amd64.tar.zst";
    const directory = join(directoryOf(world, "local"), "template/cache");
    writeFileSync(join(directory, debian), "");
    const bare = await bench.made({ net0 });
    const whole = await bench.made({ net0, ostemplate: `local:vztmpl/${debian}` });
    const copy = bench.freeId();
    await bench.ask("POST", `${whole}/clone`, { newid: copy });
    for (const vmid of [bare, whole, copy]) await startGuest(world, vmid);
    const own = "fe80::be24:11ff:fe00:700/64";
    expect(await addresses(bare)).toEqual({ lo: ["127.0.0.1/8", "::1/128"], eth0: [undefined, own] });
    expect(await addresses(whole)).toMatchObject({ eth0: ["192.0.2.40/24", own] });
    expect(await addresses(copy)).toMatchObject({
      eth0: ["192.0.2.40/24", expect.stringContaining("fe80::")],
    });
  });
});
