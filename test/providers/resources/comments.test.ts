import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Resource } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../../../providers/proxmox/connection.js";
import { group } from "../../../providers/proxmox/resources/access/group.js";
import { user } from "../../../providers/proxmox/resources/access/user.js";
import { userToken } from "../../../providers/proxmox/resources/access/user-token.js";
import { firewallAlias } from "../../../providers/proxmox/resources/firewall/alias.js";
import { firewallIpset } from "../../../providers/proxmox/resources/firewall/ipset.js";
import { firewallRules } from "../../../providers/proxmox/resources/firewall/rules.js";
import { securityGroup } from "../../../providers/proxmox/resources/firewall/security-group.js";
import { linuxBridge } from "../../../providers/proxmox/resources/nodes/linux-bridge.js";
import { pool } from "../../../providers/proxmox/resources/pools/pool.js";
import { applied, plan, stand, type Stand } from "./stand.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

const rule = (comment: string) => ({ type: "in", action: "ACCEPT", macro: "SSH", comment });
type Commented = (comment: string) => ValueObject;
const everywhere: readonly (readonly [Resource<Connection>, Commented])[] = [
  [user, (comment) => ({ user_id: "alice@pve", comment, first_name: comment })],
  [group, (comment) => ({ group_id: "operators", comment })],
  [userToken, (comment) => ({ user_id: "root@pam", token_name: "ci", comment })],
  [pool, (comment) => ({ pool_id: "web", comment })],
  [linuxBridge, (comment) => ({ node_name: "pve1", name: "vmbr1", comment })],
];
const ofFirewall: typeof everywhere = [
  [firewallAlias, (comment) => ({ name: "desk", cidr: "10.0.0.9", comment })],
  [firewallIpset, (comment) => ({ name: "office", comment, cidr: [{ name: "10.0.0.1", comment }] })],
  [firewallRules, (comment) => ({ rule: [rule(comment)] })],
  [securityGroup, (comment) => ({ name: "web", comment, rule: [rule(comment)] })],
];
const named = (table: typeof everywhere) => table.map(([type, code]) => [type.type, type, code] as const);

describe("a comment", () => {
  it.each(named([...everywhere, ...ofFirewall]))(
    "of %s may end with its line, as text over several lines in code does, without a change for ever",
    async (_, type, codeOf) => {
      const code = codeOf("what it is for\n");
      const prior = await applied(at, type, { code });
      expect((await plan(at, type, { prior, code })).decision).toMatchObject({ action: "none" });
      const shorter = codeOf("what it is for");
      expect((await plan(at, type, { prior, code: shorter })).decision).toMatchObject({ action: "none" });
    },
  );

  it.each(named(ofFirewall))("of %s is one line, since its file keeps no more", async (_, type, codeOf) => {
    await expect(plan(at, type, { code: codeOf("one\ntwo") })).rejects.toThrow(/comment: one line/);
  });
});
