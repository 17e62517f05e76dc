import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

const rootfs = { storage: "local", size: "1G" };
const mp0 = { storage: "local", size: "1G", path: "/srv" };
const base: ValueObject = { os_template: template, rootfs };

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const configurationOf = (instance: Instance) => at.configuration(vmidOf(instance));
const volume = async (guest: Instance, slot: string) =>
  /^[^,]+/.exec(String((await configurationOf(guest))[slot]))?.[0];

async function expectNoChange(instance: Instance, code: ValueObject): Promise<void> {
  expect(at.plan(await at.read(instance), code)).toMatchObject({
    action: "none",
    changes: [],
    diagnostics: [],
  });
}

describe("a container's volume", () => {
  it("grows and is mounted otherwise without being made anew", async () => {
    const guest = await at.make(undefined, { ...base, mount_points: { mp0 } });
    const before = await volume(guest, "mp0");
    const code = {
      ...base,
      rootfs: { ...rootfs, size: "2G", mount_options: ["noatime"] },
      mount_points: { mp0: { ...mp0, size: "3G", path: "/opt", backup: true } },
    };
    const grown = await at.make(guest, code);
    expect(await configurationOf(grown)).toMatchObject({
      rootfs: expect.stringMatching(/mountoptions=noatime.*size=2G|size=2G.*mountoptions=noatime/) as string,
      mp0: expect.stringMatching(/mp=\/opt.*backup=1.*size=3G/) as string,
    });
    expect(await volume(grown, "mp0")).toBe(before);
    await expectNoChange(grown, code);
  });

  it("never shrinks, and the plan says so", async () => {
    const guest = await at.make(undefined, { ...base, rootfs: { ...rootfs, size: "2G" } });
    const { diagnostics } = at.plan(await at.read(guest), base);
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "volume size can't shrink",
        path: ["rootfs", "size"],
        detail: expect.stringContaining("rootfs.size: 1 GiB, now 2 GiB on pve1") as string,
      },
    ]);
  });

  it("that leaves the code is detached and keeps its data, and comes back with it", async () => {
    const guest = await at.make(undefined, { ...base, mount_points: { mp0 } });
    const file = await volume(guest, "mp0");
    const detached = await at.make(guest, base);
    expect(await configurationOf(detached)).toMatchObject({ unused0: file });
    const code = { ...base, mount_points: { mp7: { ...mp0, path: "/back", moved_from: "unused0" } } };
    const attached = await at.make(detached, code);
    expect(await volume(attached, "mp7")).toBe(file);
    expect(await configurationOf(attached)).not.toHaveProperty("unused0");
    await expectNoChange(attached, code);
  });

  it("changes its slot with its data, and two change theirs at once", async () => {
    const mp1 = { ...mp0, path: "/opt" };
    const guest = await at.make(undefined, { ...base, mount_points: { mp0, mp1 } });
    const [first, second] = [await volume(guest, "mp0"), await volume(guest, "mp1")];
    const code = {
      ...base,
      mount_points: { mp2: { ...mp0, moved_from: "mp0" }, mp3: { ...mp1, moved_from: "mp1" } },
    };
    const moved = await at.make(guest, code);
    expect([await volume(moved, "mp2"), await volume(moved, "mp3")]).toEqual([first, second]);
    expect(Object.keys(await configurationOf(moved)).filter((key) => /^unused/.test(key))).toEqual([]);
    await expectNoChange(moved, code);
  });

  it("can't come from a slot that is empty", async () => {
    const guest = await at.make(undefined, base);
    const code = { ...base, mount_points: { mp1: { ...mp0, moved_from: "mp9" } } };
    expect(at.plan(await at.read(guest), code).diagnostics.map(({ summary }) => summary)).toEqual([
      "mount_points.mp1.moved_from: the guest has no volume in mp9",
    ]);
  });

  it("moves to another storage while the container keeps its number and its data", async () => {
    await at.pve.post("/storage", { storage: "fast", type: "dir", path: "/mnt/fast", content: "rootdir" });
    const guest = await at.make(undefined, { ...base, mount_points: { mp0 } });
    const code = {
      ...base,
      rootfs: { ...rootfs, storage: "fast" },
      mount_points: { mp0: { ...mp0, storage: "fast", size: "2G" } },
    };
    const moved = await at.make(guest, code);
    expect([await volume(moved, "rootfs"), await volume(moved, "mp0")]).toEqual([
      expect.stringMatching(/^fast:/),
      expect.stringMatching(/^fast:/),
    ]);
    expect(vmidOf(moved)).toBe(vmidOf(guest));
    await expectNoChange(moved, code);
  });

  it("is worked on under protection where the code takes that away, or sets it", async () => {
    const guest = await at.make(undefined, { ...base, protection: true, mount_points: { mp0 } });
    const free = await at.make(guest, { ...base, protection: false });
    expect(await configurationOf(free)).not.toHaveProperty("mp0");
    const wish = { ...base, protection: true, mount_points: { mp1: mp0 } };
    await expectNoChange(await at.make(free, wish), wish);
  });

  it("may be a directory of the node, which is nobody's to grow or to move", async () => {
    const code = { ...base, mount_points: { mp0: { volume: "/srv/shared", path: "/srv", read_only: true } } };
    const guest = await at.make(undefined, code);
    expect((await configurationOf(guest))["mp0"]).toBe("/srv/shared,mp=/srv,ro=1");
    await expectNoChange(guest, code);
    const other = { ...base, mount_points: { mp0: { volume: "/srv/other", path: "/srv" } } };
    const changed = await at.make(guest, other);
    expect((await configurationOf(changed))["mp0"]).toBe("/srv/other,mp=/srv");
    await expectNoChange(changed, other);
  });
});

describe("what others wrote", () => {
  it("into the same line is kept", async () => {
    const guest = await at.make(undefined, { ...base, features: { nesting: true } });
    await at.pve.put(`/nodes/pve1/lxc/${vmidOf(guest)}/config`, { features: "nesting=1,keyctl=1" });
    const changed = await at.make(guest, { ...base, features: { nesting: false } });
    expect((await configurationOf(changed))["features"]).toBe("nesting=0,keyctl=1");
  });

  it("stays as it is beside what the code says", async () => {
    const guest = await at.make(undefined, { ...base, cores: 2 });
    await at.pve.put(`/nodes/pve1/lxc/${vmidOf(guest)}/config`, { description: "theirs", swap: 64 });
    await expectNoChange(guest, { ...base, cores: 2 });
    const changed = await at.make(guest, { ...base, cores: 3 });
    expect(await configurationOf(changed)).toMatchObject({ cores: 3, description: "theirs\n", swap: 64 });
  });

  it("since the plan is not written over", async () => {
    const guest = await at.make(undefined, { ...base, cores: 2 });
    const prior = await at.read(guest);
    const { planned } = at.plan(prior, { ...base, cores: 4 });
    await at.pve.put(`/nodes/pve1/lxc/${vmidOf(guest)}/config`, { cores: 3 });
    const { diagnostics } = await at.perform({ prior, planned });
    expect(diagnostics[0]?.summary).toContain("was changed since the plan");
    expect(await configurationOf(guest)).toMatchObject({ cores: 3 });
  });
});
