import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { acquireLock } from "../../lib/engine/lock/acquire-lock.js";
import { terraformLockPath } from "../../lib/engine/lock/lock-path.js";
import { openStack } from "../../lib/engine/open-stack.js";
import { hasChanges } from "../../lib/engine/plan.js";
import { writeStateLocation } from "../../lib/terraform/state-location.js";
import type { ValueObject } from "../../lib/value/value.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { realClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../contract/executor.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const machine: ValueObject = {
  node: "pve1",
  cores: 2,
  running: true,
  force_stop: true,
  allow_data_loss: true,
  disks: { scsi0: { storage: "local", size: "1G" } },
};

describe("a stack whose plugin was told where the state lies", () => {
  let pve: Simulation;
  let folder: TerraformFolder;
  let state: string;

  beforeEach(async () => {
    pve = await simulate({ clock: realClock() });
    folder = await terraformFolder(environmentOf(pve));
    state = join(folder.path, "terraform.web.tfstate");
    writeStateLocation(folder.path, "terraform.web.tfstate");
    await write({ web: machine });
    await folder.succeed("init", "-no-color");
  });
  afterEach(async () => {
    await folder.remove();
    await pve.close();
  });

  const write = (machines: Readonly<Record<string, ValueObject>>) =>
    folder.write("cdk.tf.json", {
      terraform: {
        backend: { local: { path: state } },
        required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
      },
      resource: { proxmox_vm: machines },
    });
  const engineApply = async () => {
    const stack = await openStack({
      source: { name: "web", file: join(folder.path, "cdk.tf.json"), dependsOn: [] },
      provider: proxmox,
      environment: environmentOf(pve),
    });
    try {
      expect((await stack.apply(await stack.plan())).failed).toEqual([]);
      return hasChanges(await stack.plan());
    } finally {
      await stack.close();
    }
  };
  const terraform = async (...words: readonly string[]) => {
    const { code, text } = await folder.run(...words, "-no-color");
    return { code, text: code === 0 ? "" : text };
  };
  /** Kills a process, and all that it started, as soon as the guest is there and not yet running. */
  const killedHalfWay = async (child: ChildProcess) => {
    while (pve.world.guests.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await once(child, "exit");
    // What a killed terraform leaves is taken away by hand, as everybody is told who meets it.
    await rm(terraformLockPath(state), { force: true });
  };
  const left = async () => (await readdir(folder.path)).filter((name) => name.includes("journal"));

  it("is refused by terraform while the engine works on it, and not a moment longer", async () => {
    const lock = await acquireLock(state, "the embedded engine");
    const refused = await terraform("plan");
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("this state is in use: the embedded engine");
    await lock.release();
    expect(await terraform("plan")).toEqual({ code: 0, text: "" });
  });

  it("goes on under the engine where a killed terraform stopped", async () => {
    const options = { cwd: folder.path, env: folder.environment, detached: true, stdio: "ignore" } as const;
    await killedHalfWay(spawn("terraform", ["apply", "-auto-approve", "-no-color"], options));
    expect(await left()).toEqual(["terraform.web.tfstate.journal"]);
    expect(await engineApply()).toBe(false);
    expect(pve.world.guests.size).toBe(1);
    expect(await left()).toEqual([]);
  });

  it("goes on under terraform where a killed engine stopped", async () => {
    const program = join(import.meta.dirname, "fixtures/engine-apply.ts");
    const child = fork(program, [join(folder.path, "cdk.tf.json")], {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, ...environmentOf(pve) },
      detached: true,
    });
    await killedHalfWay(child);
    expect(await left()).toEqual(["terraform.web.tfstate.journal"]);
    expect(await terraform("apply", "-auto-approve")).toEqual({ code: 0, text: "" });
    expect(pve.world.guests.size).toBe(1);
    expect(await terraform("plan", "-detailed-exitcode")).toEqual({ code: 0, text: "" });
  });

  it("makes a second object of the same wish, where terraform made and kept the first", async () => {
    expect(await terraform("apply", "-auto-approve")).toEqual({ code: 0, text: "" });
    await write({ web: machine, twin: machine });
    expect(await engineApply()).toBe(false);
    expect(pve.world.guests.size).toBe(2);
  });
});
