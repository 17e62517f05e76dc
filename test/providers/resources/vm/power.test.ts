import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Instance } from "../../../../lib/change/instance.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { powerPlan } from "../../../../providers/proxmox/resources/nodes/guest/power-plan.js";
import { type Stand } from "../guest-stand.js";
import { putImage, stand } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
  await putImage(at.pve, "debian.qcow2");
});
afterAll(() => at.close());

/** A guest with a system that answers ACPI. */
const running: ValueObject = {
  cores: 1,
  disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2" } },
  network: { net0: { bridge: "vmbr0" } },
  running: true,
};
/** A guest with nothing on its disk: nobody answers. */
const deaf: ValueObject = {
  ...running,
  disks: { scsi0: { storage: "local", size: "1G", format: "qcow2" } },
  shutdown_timeout: 2,
};

const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;
const pendingOf = async (instance: Instance) =>
  (
    (await at.pve.get(`/nodes/pve1/qemu/${vmidOf(instance)}/pending`)) as readonly Readonly<
      Record<string, unknown>
    >[]
  )
    .filter((row) => "pending" in row || "delete" in row)
    .map((row) => row["key"]);

/** The power calls that were made for a guest while something was done. */
async function powerCalls(instance: Instance, work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = at.pve.requests.length;
  await work();
  return at.pve.requests
    .slice(before)
    .flatMap(({ path }) => new RegExp(`/qemu/${vmidOf(instance)}/status/(\\w+)$`).exec(path)?.[1] ?? [])
    .filter((verb) => verb !== "current");
}

describe("the power of a guest", () => {
  it("is started and shut down as wished, and left alone without a wish", async () => {
    const guest = await at.make(undefined, { ...running, running: null });
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
    const started = await at.make(guest, running);
    expect(await at.isRunning(vmidOf(guest))).toBe(true);
    expect(await powerCalls(guest, () => at.make(started, { ...running, running: false }))).toEqual([
      "shutdown",
    ]);
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
  });

  it("is cycled once for all changes that need it, and nothing is pending afterwards", async () => {
    const guest = await at.make(undefined, running);
    const code = { ...running, cores: 2, memory: 1024, os_type: "l26", description: "x" };
    expect(at.plan(await at.read(guest), code).effect).toBe("reboot");
    expect(await powerCalls(guest, () => at.make(guest, code))).toEqual(["reboot"]);
    expect(await pendingOf(guest)).toEqual([]);
    expect(await at.isRunning(vmidOf(guest))).toBe(true);
    expect(await at.configuration(vmidOf(guest))).toMatchObject({ cores: 2, memory: "1024" });
  });

  it("stays untouched by what is plugged or takes effect at once", async () => {
    const guest = await at.make(undefined, running);
    const code = {
      ...running,
      description: "new",
      disks: { ...(running["disks"] as ValueObject), scsi1: { storage: "local", size: "1G" } },
      network: { net0: { bridge: "vmbr0" }, net1: { bridge: "vmbr0" } },
    };
    expect(at.plan(await at.read(guest), code).effect).toBe("hot-plug");
    expect(await powerCalls(guest, () => at.make(guest, code))).toEqual([]);
    expect(await pendingOf(guest)).toEqual([]);
    expect(await powerCalls(guest, () => at.make(guest, running))).toEqual([]);
  });

  it("is not cycled where the author rules it out: the change waits, with a warning and without a diff", async () => {
    const code = { ...running, reboot_after_update: false };
    const guest = await at.make(undefined, code);
    const changed = { ...code, cores: 2 };
    expect(at.plan(await at.read(guest), changed).effect).toBe("pending");
    const calls: string[] = [];
    const outcome = await at.bring(guest, changed);
    expect(calls).toEqual([]);
    expect(outcome.diagnostics).toMatchObject([{ severity: "warning", path: ["cores"] }]);
    expect(await pendingOf(guest)).toEqual(["cores"]);
    const waits = at.plan(await at.read(outcome.instance as Instance), changed);
    expect(waits).toMatchObject({
      action: "none",
      diagnostics: [{ severity: "warning", summary: "cores waits for the guest's next start" }],
    });
    const allowed = { ...changed, reboot_after_update: true };
    expect(await powerCalls(guest, () => at.make(outcome.instance, allowed))).toEqual(["reboot"]);
    expect(await pendingOf(guest)).toEqual([]);
  });

  it("is cycled by the next apply where a restart failed, and the plan says so before", async () => {
    const guest = await at.make(undefined, deaf);
    const code = { ...deaf, cores: 2 };
    const { instance } = await at.bring(guest, code);
    const owed = at.plan(await at.read(instance as Instance), code);
    expect(owed).toMatchObject({
      action: "update",
      effect: "reboot",
      changes: [{ path: ["pending"], before: ["cores"], after: [], effect: "reboot" }],
      diagnostics: [],
    });
    const done = await at.make(instance, { ...code, force_stop: true });
    expect(done.attributes["pending"]).toEqual([]);
    expect(await pendingOf(guest)).toEqual([]);
    expect(at.plan(await at.read(done), { ...code, force_stop: true })).toMatchObject({
      action: "none",
      diagnostics: [],
    });
  });

  it("is not cycled for what somebody else left waiting, which the plan tells", async () => {
    const guest = await at.make(undefined, running);
    await at.pve.put(`/nodes/pve1/qemu/${vmidOf(guest)}/config`, { sockets: 2 });
    const found = await at.read(guest);
    expect(at.plan(found, running)).toMatchObject({
      action: "none",
      diagnostics: [{ severity: "warning", summary: "sockets waits for the guest's next start" }],
    });
  });

  it("ends in an error that says what to do where nobody answers the shutdown, and never hangs", async () => {
    const guest = await at.make(undefined, deaf);
    const { diagnostics, instance } = await at.bring(guest, { ...deaf, cores: 2 });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "the guest did not shut down" }]);
    expect(diagnostics[0]?.detail).toContain("force_stop");
    expect(await at.isRunning(vmidOf(guest))).toBe(true);
    expect(instance?.attributes["cores"]).toBe(2);
  });

  it("has its plug pulled where the author allows it", async () => {
    const guest = await at.make(undefined, { ...deaf, force_stop: true });
    const changed = await at.make(guest, { ...deaf, force_stop: true, cores: 2 });
    expect(await at.isRunning(vmidOf(guest))).toBe(true);
    expect(await pendingOf(guest)).toEqual([]);
    await at.make(changed, { ...deaf, force_stop: true, cores: 2, running: false });
    expect(await at.isRunning(vmidOf(guest))).toBe(false);
  });
});

describe("the power plan", () => {
  it("goes down before, comes up after, and restarts at most once", () => {
    const wish = {
      runs: true,
      wanted: true,
      needsRestart: true,
      needsStop: false,
      becomesTemplate: false,
    };
    expect(powerPlan(wish)).toEqual({ before: undefined, after: "reboot" });
    expect(powerPlan({ ...wish, wanted: null })).toEqual({ before: undefined, after: "reboot" });
    expect(powerPlan({ ...wish, wanted: false })).toEqual({ before: "shut down", after: undefined });
    expect(powerPlan({ ...wish, runs: false })).toEqual({ before: undefined, after: "start" });
    expect(powerPlan({ ...wish, runs: false, wanted: null })).toEqual({
      before: undefined,
      after: undefined,
    });
    expect(powerPlan({ ...wish, needsStop: true })).toEqual({ before: "shut down", after: "start" });
    expect(powerPlan({ ...wish, needsStop: true, runs: false, wanted: null })).toEqual({
      before: undefined,
      after: undefined,
    });
    expect(powerPlan({ ...wish, becomesTemplate: true })).toEqual({ before: "shut down", after: undefined });
  });
});

describe("a change that PVE can't plug", () => {
  it("is told by the attribute's name, and the rest of the request is kept", async () => {
    const guest = await at.make(undefined, running);
    const code = {
      ...running,
      description: "kept",
      network: { net0: { bridge: "vmbr0" }, net1: { bridge: "nosuch" } },
    };
    const { diagnostics, instance } = await at.bring(guest, code);
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        path: ["network", "net1"],
        detail: expect.stringContaining("takes effect when the guest is started anew") as string,
      },
    ]);
    expect((await at.configuration(vmidOf(guest)))["description"]).toBe("kept");
    expect(instance?.attributes["description"]).toBe("kept");
  });
});
