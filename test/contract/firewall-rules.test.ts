import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../lib/value/value.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { startEngineExecutor } from "./engine-executor.js";
import type { Executor } from "./executor.js";

describe("a rule of the firewall", () => {
  let pve: Simulation;
  let executor: Executor;
  const web = { type: "in", action: "ACCEPT", macro: "Web" };
  const plan = (rule: ValueObject) =>
    executor.plan({ rule: [web, { type: "in", action: "ACCEPT", ...rule }] });

  beforeEach(async () => {
    pve = await simulate();
    executor = await startEngineExecutor("proxmox_firewall_rules", pve);
  });
  afterEach(async () => {
    await executor.close();
    await pve.close();
  });

  it.each<readonly [string, ValueObject]>([
    ["proto", { proto: "TCP", dport: "80" }],
    ["dport", { proto: "tcp", dport: "80, 443" }],
    ["dport", { proto: "tcp", dport: "90:80" }],
    ["dport", { proto: "tcp", dport: "65536" }],
    ["dport", { proto: "tcp", dport: "22-80" }],
    ["sport", { proto: "tcp", sport: "1:2:3" }],
    ["source", { source: "10.0.0.1, 10.0.0.2" }],
    ["dest", { dest: " 10.0.0.1" }],
    ["log", { log: "INFO" }],
    ["proto", { macro: "SSH", dport: "22" }],
  ])("with a wrong %s is refused in the plan, at its place", async (name, rule) => {
    const { action, diagnostics } = await plan(rule);
    expect(action).toBe("refused");
    expect(diagnostics.map(({ summary }) => summary).join()).toContain(`rule[1].${name}`);
  });

  it.each<ValueObject>([
    { macro: "ssh" },
    { proto: "tcp", dport: "22,80:90,ssh,8080" },
    { proto: "icmp", dport: "echo-request" },
    { proto: "6", sport: "1024:65535" },
    { source: "10.0.0.1,10.1.0.0/16", log: "nolog", comment: " ä " },
  ])("is no difference once it is there: %j", async (rule) => {
    expect((await (await plan(rule)).apply()).errors).toEqual([]);
    expect((await plan(rule)).action).toBe("none");
  });

  it("that only the cluster can refuse is told by its number", async () => {
    const { errors } = await (await plan({ source: "no-alias" })).apply();
    expect(errors.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^rule\[1\]: Proxmox VE refused source: .*no-alias/),
    ]);
  });
});
