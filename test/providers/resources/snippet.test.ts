import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../../providers/proxmox/simulator/storages/places.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../contract/executor.js";
import { startPluginExecutor } from "../../contract/plugin-executor.js";
import { secretMarker } from "../../secrets/secret-marker.js";

const wrongPassword = secretMarker("wrong");
const password = secretMarker("terraform");

const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

const snippet: ValueObject = {
  node_name: "pve1",
  datastore_id: "local",
  content_type: "snippets",
  source_raw: [{ data: "#cloud-config\n", file_name: "user data.yaml" }],
};

for (const [name, start] of executors)
  describe(`a snippet, under ${name}`, () => {
    let pve: Simulation;
    let home: string;
    let executor: Executor;
    beforeEach(async () => {
      pve = await simulate({ ssh: true });
      home = mkdtempSync(join(tmpdir(), "pve-cdk-snippet-"));
    });
    afterEach(async () => {
      await executor.close();
      await pve.close();
      rmSync(home, { recursive: true, force: true });
    });

    /** Starts with SSH to where the simulated node is. */
    async function begin(ssh: ValueObject = {}): Promise<void> {
      const { host, port } = pve.ssh!;
      const node: readonly ValueObject[] = [{ name: "pve1", address: host, port }];
      const provider = { ssh: [{ node, ...ssh }] };
      executor = await start("proxmox_file", pve, { provider, environment: { HOME: home } });
    }

    const files = async () =>
      (await pve.get("/nodes/pve1/storage/local/content", { content: "snippets" })) as readonly ValueObject[];

    it("is written over SSH with the API's own login, and then there is nothing to do", async () => {
      await begin();
      const plan = await executor.plan(snippet);
      expect([plan.action, plan.diagnostics]).toEqual(["create", []]);
      const { errors, instance } = await plan.apply();
      expect(errors).toEqual([]);
      expect(instance?.attributes).toMatchObject({ id: "local:snippets/user data.yaml", file_size: 14 });
      expect(await files()).toMatchObject([{ volid: "local:snippets/user data.yaml", size: 14 }]);
      expect((await executor.plan(snippet)).action).toBe("none");
      expect(readFileSync(join(home, ".ssh/known_hosts"), "utf8")).toContain(pve.ssh!.hostKey);
    });

    it("is known for one by its ending, is made anew when it changes, and goes with its code", async () => {
      await begin();
      const { content_type: _content, ...code } = snippet;
      await (await executor.plan(code)).apply();
      const other = {
        ...code,
        source_raw: [{ data: "#cloud-config\npackages: []\n", file_name: "user data.yaml" }],
      };
      const plan = await executor.plan(other);
      expect(plan.action).toBe("replace");
      expect((await plan.apply()).errors).toEqual([]);
      expect(await files()).toMatchObject([{ size: 27 }]);
      expect((await (await executor.planRemoval()).apply()).errors).toEqual([]);
      expect(await files()).toEqual([]);
    });

    it("gets the access rights that the code says, for which another user than root needs a rule of sudo", async () => {
      const sudoers = ["terraform ALL=(root) NOPASSWD: /sbin/pvesm, /usr/bin/tee /var/lib/vz/*"];
      pve.addSystemUser({ name: "terraform", password, sudoers });
      await begin({ username: "terraform", password });
      const code = { ...snippet, file_mode: "0750" };
      const rule = "/usr/bin/chmod 0750 /var/lib/vz/*";
      expect(JSON.stringify((await executor.plan(code)).diagnostics)).toContain(
        `terraform ALL=(root) NOPASSWD: ${rule}`,
      );
      await executor.close();
      pve.addSystemUser({
        name: "terraform",
        password,
        sudoers: [...sudoers, `terraform ALL=(root) NOPASSWD: ${rule}`],
      });
      await begin({ username: "terraform", password });
      expect((await (await executor.plan(code)).apply()).errors).toEqual([]);
      const path = join(directoryOf(pve.world, "local", "pve1"), "snippets/user data.yaml");
      expect((statSync(path).mode & 0o777).toString(8)).toBe("750");
      expect((await executor.plan(code)).action).toBe("none");
      expect((await executor.plan(snippet)).action).toBe("replace");
    });

    it("is refused in the plan, before anything is written, where the node does not let us in", async () => {
      await begin({ password: wrongPassword });
      const plan = await executor.plan(snippet);
      expect(plan.action).toBe("refused");
      const told = JSON.stringify(plan.diagnostics);
      expect(told).toContain("pve1 does not let root in over SSH");
      expect(told).toContain("password: refused");
      expect(told).toContain("Needed because the API has no upload for snippets");
      expect(told).toContain("PROXMOX_VE_SKIP_CHECKS=1");
      expect(told + (await executor.written())).not.toContain(wrongPassword);
      expect(await files()).toEqual([]);
    });

    it("is only warned of, and refused by the node itself, where checks are skipped", async () => {
      const { host, port } = pve.ssh!;
      const node: readonly ValueObject[] = [{ name: "pve1", address: host, port }];
      const provider = { skip_checks: true, ssh: [{ node, password: wrongPassword }] };
      executor = await start("proxmox_file", pve, { provider, environment: { HOME: home } });
      const plan = await executor.plan(snippet);
      expect([plan.action, plan.diagnostics]).toMatchObject([
        "create",
        [{ severity: "warning", summary: "pve1 does not let root in over SSH" }],
      ]);
      const { errors, instance } = await plan.apply();
      expect(errors).toMatchObject([{ summary: "pve1 does not let root in over SSH" }]);
      expect(instance).toBeUndefined();
    });

    it("needs a rule of sudo for another user than root, and the plan says which", async () => {
      pve.addSystemUser({
        name: "terraform",
        password,
        sudoers: ["terraform ALL=(root) NOPASSWD: /sbin/pvesm"],
      });
      await begin({ username: "terraform", password });
      const refused = await executor.plan(snippet);
      expect(JSON.stringify(refused.diagnostics)).toContain(
        "terraform ALL=(root) NOPASSWD: /usr/bin/tee /var/lib/vz/*",
      );
      pve.addSystemUser({
        name: "terraform",
        password,
        sudoers: [
          "terraform ALL=(root) NOPASSWD: /sbin/pvesm",
          "terraform ALL=(root) NOPASSWD: /usr/bin/tee /var/lib/vz/*",
        ],
      });
      // Who is logged in keeps the rules of then.
      await executor.close();
      await begin({ username: "terraform", password });
      const plan = await executor.plan(snippet);
      expect(plan.diagnostics).toEqual([]);
      expect((await plan.apply()).errors).toEqual([]);
    });

    it("is refused at validation where its name leads elsewhere", async () => {
      await begin();
      const code = { ...snippet, source_raw: [{ data: "x", file_name: "../../etc/cron.d/x" }] };
      const plan = await executor.plan(code);
      expect(plan.action).toBe("refused");
      expect(JSON.stringify(plan.diagnostics)).toContain("leads to another folder");
    });
  });
