import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ValueObject } from "../../lib/value/value.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "../contract/engine-executor.js";
import { secretMarker } from "../secrets/secret-marker.js";
import { remote } from "../simulator/remote.js";
import { sudoRules } from "./sudo-rules.js";

interface Work {
  readonly type: string;
  readonly code: ValueObject;
}

/** All that goes over SSH. */
const works: readonly Work[] = [
  {
    type: "proxmox_file",
    code: {
      node_name: "pve1",
      datastore_id: "local",
      content_type: "snippets",
      file_mode: "0755",
      source_raw: [{ data: "#!/bin/sh\n", file_name: "hook.sh" }],
    },
  },
  {
    type: "proxmox_vm",
    code: { node: "pve1", disks: { scsi0: { storage: "local", from: "/root/small.raw" } } },
  },
];

describe("the guide's rules of sudo", () => {
  let pve: Simulation;
  let home: string;
  const password = secretMarker("terraform");
  beforeAll(async () => {
    pve = await simulate({ ssh: true });
    home = mkdtempSync(join(tmpdir(), "pve-cdk-ssh-guide-"));
    const node = await remote(pve, { username: "root", password: pve.password });
    await node.run("truncate -s 3M /root/small.raw");
    node.end();
  });
  afterAll(async () => {
    await pve.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Does what goes over SSH under some rules, and tells what was in the way. */
  async function problemsUnder(sudoers: readonly string[]): Promise<readonly string[]> {
    pve.addSystemUser({ name: "terraform", password, sudoers });
    const { host, port } = pve.ssh!;
    const node: readonly ValueObject[] = [{ name: "pve1", address: host, port }];
    const problems: string[] = [];
    for (const { type, code } of works) {
      const executor = await startEngineExecutor(type, pve, {
        provider: { ssh: [{ node, username: "terraform", password }] },
        environment: { HOME: home, PROXMOX_VE_API_TOKEN: pve.token },
      });
      const plan = await executor.plan(code);
      const errors = plan.action === "refused" ? plan.diagnostics : (await plan.apply()).errors;
      problems.push(...errors.map(({ summary, detail = "" }) => `${summary}\n${detail}`));
      if (errors.length === 0) await (await executor.planRemoval({ allowDataLoss: true })).apply();
      await executor.close();
    }
    return problems;
  }

  it("let everything be done that goes over SSH", async () => {
    expect(await problemsUnder(sudoRules("terraform"))).toEqual([]);
  });

  it.each(sudoRules("terraform"))(
    "are all needed, and a plan tells the one that is missing: %s",
    async (rule) => {
      const problems = await problemsUnder(sudoRules("terraform").filter((each) => each !== rule));
      expect(problems.join("\n")).toContain(rule);
    },
  );
});
