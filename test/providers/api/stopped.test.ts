import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openStack } from "../../../lib/engine/open-stack.js";
import { encodeObject } from "../../../lib/terraform/instance-codec.js";
import { proxmox } from "../../../providers/proxmox/provider.js";
import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { diagnosticsIn } from "../../contract/answer-diagnostics.js";
import { environmentOf } from "../../contract/executor.js";
import { PluginCalls } from "../../contract/plugin-calls.js";
import { configurationOf } from "../resources/stand.js";

const type = "proxmox_vm";
const code = { vmid: 100, node: "pve1", disks: { scsi0: { storage: "local", size: "1G" } } };

describe("an apply that is stopped while Proxmox VE works", () => {
  let pve: Simulation;
  beforeEach(async () => {
    pve = await simulate({ clock: realClock() });
    pve.faults.add({ when: { task: "qmcreate" }, then: { delay: 120_000 } });
  });
  afterEach(() => pve.close());

  const tasks = async () =>
    (await pve.get("/cluster/tasks")) as readonly { readonly type: string; readonly status?: string }[];
  const ofCreation = async () => (await tasks()).filter((task) => task.type === "qmcreate");
  const begun = () => expect.poll(ofCreation, { timeout: 30_000 }).toHaveLength(1);
  /** A task that runs has no status yet. */
  const ended = async () =>
    expect((await ofCreation()).map(({ status }) => status !== undefined)).toEqual([true]);

  it("through the engine ends the task, says so, and writes no guest down", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pve-cdk-stopped-"));
    const file = join(folder, "cdk.tf.json");
    const stack = {
      terraform: {
        backend: { local: { path: join(folder, "terraform.it.tfstate") } },
        required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
      },
      resource: { [type]: { it: code } },
    };
    await writeFile(file, JSON.stringify(stack));
    const opened = await openStack({
      source: { name: "it", file, dependsOn: [] },
      provider: proxmox,
      environment: environmentOf(pve),
    });
    try {
      const stop = new AbortController();
      const applying = opened.apply(await opened.plan(), { signal: stop.signal });
      await begun();
      stop.abort();
      const { failed } = await applying;
      expect(JSON.stringify(failed)).toContain("interrupted, and the task that ran was stopped");
      await ended();
      const state = await readFile(join(folder, "terraform.it.tfstate"), "utf8").catch(
        () => "none was begun",
      );
      expect(state).not.toContain(type);
    } finally {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("through the plugin, by StopProvider, ends the task and says so", async () => {
    const plugin = new PluginCalls(environmentOf(pve));
    await plugin.configure({});
    const { attributes } = (await proxmox.catalog[type]?.())!;
    const config = encodeObject(attributes, configurationOf({ attributes }, code));
    const nothing = encodeObject(attributes, undefined);
    const planned = await plugin.call("PlanResourceChange", {
      type_name: type,
      prior_state: nothing,
      proposed_new_state: config,
      config,
      prior_private: new Uint8Array(),
    });
    const applying = plugin.call("ApplyResourceChange", {
      type_name: type,
      prior_state: nothing,
      planned_state: planned["planned_state"],
      config,
      planned_private: planned["planned_private"],
    });
    await begun();
    await plugin.call("StopProvider", {});
    expect(JSON.stringify(diagnosticsIn(await applying))).toContain(
      "interrupted, and the task that ran was stopped",
    );
    await ended();
  });
});
