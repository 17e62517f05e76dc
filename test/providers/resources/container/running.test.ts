import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
  await at.pve.post("/storage", {
    storage: "other",
    type: "dir",
    path: "/srv/other",
    content: "rootdir,images",
  });
});
afterAll(() => at.close());

const net0 = { name: "eth0", bridge: "vmbr0" };
const rootfs = { storage: "local", size: "1G" };
const mp0 = { storage: "local", size: "1G", path: "/srv" };
const base: ValueObject = { os_template: template, rootfs, network: { net0 }, running: true };

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;

/** The keys of a container whose changes wait for its next start. */
async function waitingFor(instance: Instance): Promise<readonly unknown[]> {
  const rows = (await at.pve.get(`/nodes/pve1/lxc/${vmidOf(instance)}/pending`)) as readonly ValueObject[];
  return rows.filter((row) => "pending" in row || "delete" in row).map((row) => row["key"]);
}

/** The power calls that were made while something was done. */
async function powerCalls(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = at.pve.requests.length;
  await work();
  return at.pve.requests
    .slice(before)
    .flatMap(({ path }) => /\/status\/(\w+)$/.exec(path)?.[1] ?? [])
    .filter((verb) => verb !== "current");
}

/** Changes a running container from code to code; tells what the plan said, what was called and what still waits. */
async function changed(from: ValueObject, to: ValueObject) {
  const guest = await at.make(undefined, { ...base, ...from });
  const { effect } = at.plan(await at.read(guest), { ...base, ...to });
  let instance = guest;
  const calls = await powerCalls(async () => {
    instance = await at.make(guest, { ...base, ...to });
  });
  return {
    effect,
    calls,
    waiting: await waitingFor(guest),
    again: at.plan(await at.read(instance), { ...base, ...to }).changes,
    runs: await at.isRunning(vmidOf(guest)),
  };
}

const restarts = { reboot: ["reboot"], down: ["shutdown", "start"], none: [] } as const;

describe("a change of a running container", () => {
  it.each([
    ["its cores", {}, { cores: 2 }, "live", "none"],
    ["its memory", { memory: 512 }, { memory: 1024 }, "live", "none"],
    ["memory that leaves the code", { memory: 1024 }, {}, "live", "none"],
    ["its swap", {}, { swap: 0 }, "live", "none"],
    ["its tags", { tags: ["a"] }, { tags: ["b"] }, "live", "none"],
    ["its name", { hostname: "one" }, { hostname: "two" }, "pending", "none"],
    ["its features", {}, { features: { nesting: true } }, "reboot", "reboot"],
    ["its DNS servers", {}, { name_servers: ["1.1.1.1"] }, "reboot", "reboot"],
    ["its search domains", { search_domains: ["a.b"] }, {}, "reboot", "reboot"],
    ["its time zone", {}, { timezone: "host" }, "reboot", "reboot"],
    ["its variables", {}, { environment: { A: "1" } }, "reboot", "reboot"],
    ["a root that grows", {}, { rootfs: { ...rootfs, size: "2G" } }, "live", "none"],
    ["how its root is mounted", {}, { rootfs: { ...rootfs, read_only: true } }, "reboot", "reboot"],
    ["a root that moves", {}, { rootfs: { ...rootfs, storage: "other" } }, "reboot", "down"],
    ["a mount point that comes", {}, { mount_points: { mp0 } }, "hot-plug", "none"],
    ["a mount point that goes", { mount_points: { mp0 } }, {}, "reboot", "reboot"],
    [
      "a mount point's path",
      { mount_points: { mp0 } },
      { mount_points: { mp0: { ...mp0, path: "/opt" } } },
      "reboot",
      "reboot",
    ],
    [
      "a mount point that grows",
      { mount_points: { mp0 } },
      { mount_points: { mp0: { ...mp0, size: "2G" } } },
      "live",
      "none",
    ],
    [
      "a mount point that grows and whose path changes",
      { mount_points: { mp0 } },
      { mount_points: { mp0: { ...mp0, size: "2G", path: "/opt" } } },
      "reboot",
      "reboot",
    ],
    [
      "a mount point that moves and grows",
      { mount_points: { mp0 } },
      { mount_points: { mp0: { ...mp0, storage: "other", size: "2G" } } },
      "reboot",
      "down",
    ],
    [
      "a mount point's slot",
      { mount_points: { mp0 } },
      { mount_points: { mp5: { ...mp0, moved_from: "mp0" } } },
      "reboot",
      "down",
    ],
    ["an interface that comes", { network: {} }, { network: { net0 } }, "hot-plug", "none"],
    ["an interface that goes", { network: { net0 } }, { network: {} }, "hot-plug", "none"],
    ["an interface's address", {}, { network: { net0: { ...net0, ip: "10.0.0.5/24" } } }, "live", "none"],
    ["an interface's firewall", {}, { network: { net0: { ...net0, firewall: true } } }, "live", "none"],
    ["an interface's name", {}, { network: { net0: { ...net0, name: "lan0" } } }, "hot-plug", "none"],
    ["an interface's MTU", {}, { network: { net0: { ...net0, mtu: 1400 } } }, "reboot", "reboot"],
    ["a device that comes", {}, { devices: { dev0: { path: "/dev/null" } } }, "hot-plug", "none"],
    ["a device that goes", { devices: { dev0: { path: "/dev/null" } } }, {}, "reboot", "reboot"],
  ] as const)("by %s costs what the plan said, and leaves nothing waiting", async (...row) => {
    const [, from, to, effect, restart] = row;
    expect(await changed(from, to)).toEqual({
      effect,
      calls: restarts[restart],
      waiting: [],
      again: [],
      runs: true,
    });
  });

  it("waits where the author rules a restart out, with a warning and without a diff", async () => {
    const code = { ...base, reboot_after_update: false };
    const guest = await at.make(undefined, code);
    const wish = { ...code, features: { nesting: true } };
    expect(at.plan(await at.read(guest), wish).effect).toBe("pending");
    const { diagnostics, instance } = await at.bring(guest, wish);
    expect(diagnostics).toMatchObject([{ severity: "warning", path: ["features"] }]);
    expect(await waitingFor(guest)).toEqual(["features"]);
    expect(at.plan(instance && (await at.read(instance)), wish).action).toBe("none");
  });

  it("is refused in the plan where a volume can move only while it is down, and that is ruled out", async () => {
    const code = { ...base, reboot_after_update: false };
    const guest = await at.make(undefined, code);
    const { diagnostics } = at.plan(await at.read(guest), {
      ...code,
      rootfs: { ...rootfs, storage: "other" },
    });
    expect(diagnostics).toMatchObject([
      { severity: "error", path: ["rootfs"], detail: expect.stringContaining("running = false") as string },
    ]);
  });

  it("that can't be plugged is told by the attribute's name, and may be tried again", async () => {
    const guest = await at.make(undefined, base);
    const { diagnostics, instance } = await at.bring(guest, {
      ...base,
      network: { net0, net1: { name: "eth1", bridge: "nosuch" } },
    });
    expect(diagnostics).toMatchObject([{ severity: "error", path: ["network", "net1"] }]);
    const right = { ...base, network: { net0, net1: { name: "eth1", bridge: "vmbr0" } } };
    const mended = await at.make(instance, right);
    expect(at.plan(await at.read(mended), right).action).toBe("none");
    expect(await waitingFor(mended)).toEqual([]);
  });
});

describe("the power of a container", () => {
  it("is started and shut down as wished, and left alone without a wish", async () => {
    const guest = await at.make(undefined, { ...base, running: null });
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
    const started = await at.make(guest, base);
    expect(await at.isRunning(vmidOf(guest))).toBe(true);
    expect(await powerCalls(() => at.make(started, { ...base, running: false }))).toEqual(["shutdown"]);
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
  });

  it("is cycled once for all changes that need it", async () => {
    const guest = await at.make(undefined, base);
    const wish = { ...base, cores: 2, timezone: "host", features: { nesting: true }, description: "x" };
    expect(await powerCalls(() => at.make(guest, wish))).toEqual(["reboot"]);
    expect(await waitingFor(guest)).toEqual([]);
    expect(await at.configuration(vmidOf(guest))).toMatchObject({ cores: 2, features: "nesting=1" });
  });

  it("ends where it becomes a template", async () => {
    const guest = await at.make(undefined, base);
    const wish = { ...base, running: null, template: true };
    const made = await at.make(guest, wish);
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
    expect(await at.configuration(vmidOf(guest))).toMatchObject({ template: 1 });
    expect(at.plan(await at.read(made), wish).action).toBe("none");
    expect(at.plan(await at.read(made), { ...wish, template: false }).diagnostics).toMatchObject([
      { severity: "error", path: ["template"] },
    ]);
  });
});
