import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";
import { ended, makeContainer, measuringNode, startGuest, type Values } from "./tables.js";

let simulation: Simulation;
let world: World;
beforeAll(async () => {
  simulation = await measuringNode();
  world = simulation.world;
});
afterAll(() => simulation.close());

let next = 700;

async function made(parameters: Values = {}): Promise<number> {
  const vmid = next++;
  expect((await makeContainer(world, vmid, { rootfs: "local:1", ...parameters })).data).toBe("OK");
  return vmid;
}

async function ask(verb: string, path: string, parameters: Values = {}): Promise<Answer> {
  return ended(world, await asked(world, { verb, path: `/nodes/pve1/lxc/${path}`, parameters }));
}

describe("a container's run state", () => {
  it("goes from start over reboot to shutdown", async () => {
    const vmid = await made();
    const status = async () => ((await ask("GET", `${vmid}/status/current`)).data as Values)["status"];
    for (const [action, after] of [
      ["start", "running"],
      ["reboot", "running"],
      ["shutdown", "stopped"],
      ["start", "running"],
      ["stop", "stopped"],
    ] as const) {
      expect((await ask("POST", `${vmid}/status/${action}`)).data, action).toBe("OK");
      expect(await status(), action).toBe(after);
    }
  });

  it("is not saved: there is no CRIU, and only what is refused at once differs", async () => {
    const vmid = await made();
    expect(await ask("POST", `${vmid}/status/suspend`)).toMatchObject({ message: `CT ${vmid} not running` });
    await startGuest(world, vmid);
    expect((await ask("POST", `${vmid}/status/suspend`)).data).toMatch(/^command 'lxc-checkpoint/);
    expect(await ask("POST", `${vmid}/status/resume`)).toMatchObject({
      message: `CT ${vmid} already running`,
    });
  });

  it("is refused in a task while the container is locked, and lets what is mounted start", async () => {
    const vmid = await made();
    const guest = world.guests.get(vmid);
    if (guest !== undefined) guest.lock = "backup";
    expect((await startGuest(world, vmid)).data).toBe("CT is locked (backup)");
    expect((await ask("POST", `${vmid}/status/start`, { skiplock: 1 })).data).toBe("OK");
    await ask("POST", `${vmid}/status/stop`, { skiplock: 1 });
    if (guest !== undefined) guest.lock = "mounted";
    expect((await startGuest(world, vmid)).data).toBe("OK");
  });

  it("does not come where a volume is gone, or quotas are asked of an unprivileged one", async () => {
    const vmid = await made({ mp0: "local:1,mp=/data,quota=1" });
    expect((await startGuest(world, vmid)).data).toBe(`startup for container '${vmid}' failed`);
    const privileged = await made({ mp0: "local:1,mp=/data,quota=1", unprivileged: 0 });
    expect((await startGuest(world, privileged)).data).toBe("OK");
  });
});

describe("a container's interfaces", () => {
  const addresses = async (vmid: number): Promise<Values> => {
    const rows = (await ask("GET", `${vmid}/interfaces`)).data as readonly Values[];
    return Object.fromEntries(rows.map(({ name, inet, inet6 }) => [name as string, [inet, inet6]]));
  };

  it("are nothing while it is stopped", async () => {
    expect((await ask("GET", `${await made()}/interfaces`)).data).toBeNull();
  });

  it("have their fixed addresses where the template's system sets them up, and their own in any case", async () => {
    const net0 = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:07:00,ip=192.0.2.40/24,ip6=2001:db8::7/64";
    const debian = "debian-13-standard_13.1-2_amd64.tar.zst";
    const directory = join(directoryOf(world, "local"), "template/cache");
    writeFileSync(join(directory, debian), "");
    const bare = await made({ net0 });
    const whole = await made({ net0, ostemplate: `local:vztmpl/${debian}` });
    const copy = next++;
    await ask("POST", `${whole}/clone`, { newid: copy });
    for (const vmid of [bare, whole, copy]) await startGuest(world, vmid);
    const own = "fe80::be24:11ff:fe00:700/64";
    expect(await addresses(bare)).toEqual({ lo: ["127.0.0.1/8", "::1/128"], eth0: [undefined, own] });
    expect(await addresses(whole)).toMatchObject({ eth0: ["192.0.2.40/24", own] });
    expect(await addresses(copy)).toMatchObject({
      eth0: ["192.0.2.40/24", expect.stringContaining("fe80::")],
    });
  });
});
