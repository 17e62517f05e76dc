import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { layOutCopyingApp } from "./copying-app.js";
import { linesOf, run, type Shown } from "./stage.js";

const construct = (path: string) => ({ "//": { metadata: { path: `web/${path}/Resource` } } });

const stack = {
  terraform: {
    backend: { local: { path: "FOLDER/terraform.web.tfstate" } },
    required_providers: { proxmox: { source: "pve-cdk/proxmox" } },
  },
  provider: { proxmox: [{}] },
  data: {
    proxmox_nodes: { all: construct("nodes") },
    proxmox_vm: {
      web: { ...construct("seen"), node_name: "pve1", id: "${proxmox_vm.web.vmid}" },
    },
    proxmox_vms: { every: { ...construct("every"), depends_on: ["proxmox_vm.web"] } },
  },
  resource: {
    proxmox_vm: {
      web: { ...construct("web-1"), node: "${data.proxmox_nodes.all.names[0]}", name: "web-1" },
    },
  },
  output: {
    seen: { value: "${data.proxmox_vm.web.name}" },
    every: { value: "${data.proxmox_vms.every.vms[*].name}" },
  },
};

describe("data sources on the command line", () => {
  let pve: Simulation;
  let folder: string;

  beforeAll(async () => {
    // Nodes tell how long they have run: two readings are alike only in the same second.
    vi.setSystemTime(Date.now());
    pve = await simulate();
    folder = await mkdtemp(join(tmpdir(), "pve-cdk-cli-"));
    await layOutCopyingApp(folder);
    await writeFile(join(folder, "stack.json"), JSON.stringify(stack));
  });
  afterAll(async () => {
    vi.useRealTimers();
    await pve.close();
    await rm(folder, { recursive: true, force: true });
  });

  const command = (...words: readonly string[]): Promise<Shown> =>
    run(words, { environment: { PATH: process.env["PATH"] ?? "", ...environmentOf(pve) }, folder });
  const state = () => readFile(join(folder, "terraform.web.tfstate"), "utf8");

  it("show in a plan what is to be read during apply, and why", async () => {
    const { out, code } = await command("plan");
    expect(code).toBe(0);
    expect(out).toContain("web  1 to add");
    expect(out).toMatch(/<= {2}vm seen +read during apply: what it asks is not known before/);
    expect(out).toMatch(/<= {2}vms every +read during apply: something that it follows changes/);
    expect(out).not.toMatch(/<=.*nodes/);
  });

  it("tell in an apply that they are read", async () => {
    const { out, complaints, code } = await command("apply", "--yes");
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    expect(out).toMatch(/✔ vm seen read +\d+\.\d s/);
    expect(out).toContain("1 added");
    expect(out).toContain("seen = web-1");
    const again = await command("plan", "--detailed-exitcode");
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("web  no changes") as string });
    expect(again.out).not.toContain("<=");
  });

  it("are no objects: the state lists none", async () => {
    const { out } = await command("state", "list");
    expect(out).toContain("proxmox_vm.web");
    expect(out).not.toContain("data.");
  });

  it("are read by a refresh with everything else, which keeps what it finds and changes nothing", async () => {
    await pve.put("/nodes/pve1/qemu/100/config", { name: "theirs" });
    const { out, code } = await command("refresh");
    expect(code).toBe(0);
    expect(out).toMatch(/name web-1 → theirs/);
    expect(linesOf(await command("output", "--json"), "output")).toMatchObject([
      { name: "seen", value: "theirs" },
      { name: "every", value: ["theirs"] },
    ]);
    const kept = await state();
    const again = await command("refresh", "--json");
    expect(linesOf(again, "refreshed")).toMatchObject([{ stack: "web", drift: [] }]);
    expect(linesOf(again, "output")).toMatchObject([{ name: "seen" }, { name: "every" }]);
    expect(await state()).toBe(kept);
  });

  it("refuse what has no answer with the construct and what was asked", async () => {
    await writeFile(
      join(folder, "stack.json"),
      JSON.stringify({
        ...stack,
        data: { ...stack.data, proxmox_pool: { web: { ...construct("pool"), pool_id: "wbe" } } },
        output: {},
      }),
    );
    const { code, complaints } = await command("plan");
    expect(code).toBe(1);
    expect(complaints).toContain("web/pool");
    expect(complaints).toContain("wbe");
  });
});
