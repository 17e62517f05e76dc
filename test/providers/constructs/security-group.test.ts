import { describe, expect, it } from "vitest";

import { FirewallRules, SecurityGroup } from "../../../providers/proxmox/index.js";
import { all, synthesized } from "./synthesized.js";

const https = { type: "in", action: "ACCEPT", macro: "HTTPS" } as const;
const drop = { type: "in", action: "DROP" } as const;

describe("a security group", () => {
  it("is named by its construct and stands among other rules", () => {
    const stack = synthesized((it) => {
      const web = new SecurityGroup(it, "web", { comment: "Browsers", rules: [https] });
      new FirewallRules(it, "rules", { on: "cluster", rules: [web, drop] });
    });
    expect(all(stack, "proxmox_cluster_firewall_security_group")).toMatchObject([
      { name: "web", comment: "Browsers", rule: [{ macro: "HTTPS" }] },
    ]);
    const name = expect.stringMatching(
      /^\$\{proxmox_cluster_firewall_security_group\.web_\w+\.name\}$/,
    ) as string;
    expect(all(stack, "proxmox_firewall_rules")).toMatchObject([
      { rule: [{ security_group: name }, { action: "DROP" }] },
    ]);
  });
});
