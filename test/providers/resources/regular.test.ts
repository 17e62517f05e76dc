import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { clusterOptions } from "../../../providers/proxmox/resources/cluster/options.js";
import { firewallRules } from "../../../providers/proxmox/resources/firewall/rules.js";
import { poolMembership } from "../../../providers/proxmox/resources/pools/membership.js";
import { storageDirectory } from "../../../providers/proxmox/resources/storage/directory.js";
import { file } from "../../../providers/proxmox/resources/storage/file.js";
import { applied, apply, imported, plan, stand, type Stand } from "./stand.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

describe("cluster_options", () => {
  it("owns its keys, leaves the others' sub-keys, and puts back what was there", async () => {
    await at.pve.put("/cluster/options", { bwlimit: "move=100,restore=7", keyboard: "fr" });
    const made = await applied(at, clusterOptions, {
      code: { bandwidth_limit_move: 5, language: "de", next_id: { lower: 500, upper: null } },
    });
    expect(await at.pve.get("/cluster/options")).toMatchObject({
      bwlimit: "move=5,restore=7",
      language: "de",
      keyboard: "fr",
      "next-id": { lower: "500" },
    });
    expect(
      (
        await plan(at, clusterOptions, {
          prior: made,
          code: { bandwidth_limit_move: 5, language: "de", next_id: { lower: 500, upper: null } },
        })
      ).decision.action,
    ).toBe("none");
    const less = await applied(at, clusterOptions, { prior: made, code: { bandwidth_limit_move: 6 } });
    expect(await at.pve.get("/cluster/options")).toMatchObject({
      bwlimit: "move=6,restore=7",
      keyboard: "fr",
      "allowed-tags": [],
      description: "",
      mac_prefix: "BC:24:11",
    });
    await apply(at, clusterOptions, { prior: less });
    expect(await at.pve.get("/cluster/options")).toMatchObject({
      bwlimit: "move=100,restore=7",
      keyboard: "fr",
      "allowed-tags": [],
      description: "",
      mac_prefix: "BC:24:11",
    });
  });
});

describe("firewall_rules", () => {
  const ssh = { type: "in", action: "ACCEPT", proto: "tcp", dport: "22" };
  const web = { type: "in", action: "ACCEPT", macro: "HTTPS" };
  const drop = { type: "out", action: "DROP", dest: "10.0.0.1", comment: "no way" };
  const code = (...rule: object[]) => ({ rule: rule.map((each) => ({ ...each })) as never });
  const onServer = async () =>
    (
      (await at.pve.get("/cluster/firewall/rules")) as {
        readonly dport?: string;
        readonly macro?: string;
        readonly dest?: string;
      }[]
    ).map((rule) => rule.dport ?? rule.macro ?? rule.dest);

  it("stay where somebody added one since their removal was planned", async () => {
    const prior = await applied(at, firewallRules, { code: code(ssh) });
    await at.pve.post("/cluster/firewall/rules", { type: "in", action: "ACCEPT", macro: "Ping" });
    const { diagnostics, instance } = await apply(at, firewallRules, { prior });
    expect(diagnostics[0]?.summary).toContain("was changed since the plan");
    expect(await onServer()).toHaveLength(2);
    expect(await apply(at, firewallRules, { prior: instance })).toMatchObject({
      diagnostics: [],
    });
    expect(await onServer()).toEqual([]);
  });

  it("brings the rules into order by the fewest steps", async () => {
    const made = await applied(at, firewallRules, { code: code(ssh, web) });
    expect(await onServer()).toEqual(["22", "HTTPS"]);
    expect((await plan(at, firewallRules, { prior: made, code: code(ssh, web) })).decision.action).toBe(
      "none",
    );
    const before = at.pve.requests.length;
    const changed = await applied(at, firewallRules, { prior: made, code: code(web, drop, ssh) });
    expect(await onServer()).toEqual(["HTTPS", "10.0.0.1", "22"]);
    expect(at.pve.requests.slice(before).filter(({ verb }) => verb !== "GET")).toHaveLength(2);
    expect(
      (await plan(at, firewallRules, { prior: changed, code: code(web, drop, ssh) })).decision.action,
    ).toBe("none");
    expect((await imported(at, firewallRules, "cluster")).attributes["rule"]).toMatchObject([
      { macro: "HTTPS", pos: 0 },
      { comment: "no way" },
      { dport: "22" },
    ]);
    await apply(at, firewallRules, { prior: changed });
    expect(await onServer()).toEqual([]);
  });

  it("refuses rules that exist, and rules that say too little, all at once", async () => {
    await at.pve.post("/cluster/firewall/rules", { type: "in", action: "DROP" });
    const { diagnostics } = await apply(at, firewallRules, { code: code(ssh) });
    expect(diagnostics[0]?.summary).toContain("exists already");
    await at.pve.delete("/cluster/firewall/rules/0");
    await expect(
      plan(at, firewallRules, {
        code: code({ action: "DROP" }, { type: "in", action: "ACCEPT", dport: "80" }),
      }),
    ).rejects.toThrow(/rule\[0\]\.type[\s\S]*rule\[1\]\.proto/);
  });
});

describe("file", () => {
  it("streams a file into a storage, checks it, finds it again and removes it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pve-cdk-file-"));
    await writeFile(join(folder, "tiny.iso"), "a".repeat(100_000));
    const code = {
      node_name: "pve1",
      datastore_id: "local",
      source_file: [
        {
          path: join(folder, "tiny.iso"),
          checksum: null,
          file_name: null,
          changed: null,
          insecure: null,
          min_tls: null,
        },
      ],
    };
    const made = await applied(at, file, { code });
    expect(made.attributes).toMatchObject({
      id: "local:iso/tiny.iso",
      file_size: 100_000,
      content_type: "iso",
    });
    expect((await plan(at, file, { prior: made, code })).decision.action).toBe("none");
    expect((await imported(at, file, "pve1/local:iso/tiny.iso")).attributes).toMatchObject({
      file_name: "tiny.iso",
    });
    const { diagnostics } = await apply(at, file, { code });
    expect(diagnostics[0]?.summary).toContain("exists already");
    const wrong = {
      ...code,
      source_file: [{ ...code.source_file[0]!, file_name: "b.iso", checksum: "0".repeat(64) }],
    };
    await expect(apply(at, file, { code: wrong })).rejects.toThrow(/has another checksum than the code says/);
    await apply(at, file, { prior: made });
    expect(await at.pve.get("/nodes/pve1/storage/local/content")).toEqual([]);
  });

  it("refuses what the API can't take, with what to do", async () => {
    const raw = (name: string, more = {}) => ({
      node_name: "pve1",
      datastore_id: "local",
      source_raw: [{ data: "x", file_name: name, resize: null }],
      ...more,
    });
    await expect(plan(at, file, { code: raw("a.txt") })).rejects.toThrow(/content_type/);
    await expect(plan(at, file, { code: { node_name: "pve1", datastore_id: "local" } })).rejects.toThrow(
      /no source/,
    );
  });
});

describe("storage_directory", () => {
  it("keeps all backups or a number of them, before any request", async () => {
    const code = (kept: ValueObject) => ({ id: "kept", path: "/srv/kept", backups: kept });
    await expect(
      plan(at, storageDirectory, { code: code({ keep_all: true, keep_last: 1, keep_daily: 2 }) }),
    ).rejects.toThrow(/backups\.keep_last[\s\S]*backups\.keep_daily/);
    const kept = code({ keep_all: true, max_protected_backups: 5 });
    expect((await plan(at, storageDirectory, { code: kept })).decision.action).toBe("create");
  });
});

describe("pool_membership", () => {
  it("refuses none and two members, before any request", async () => {
    await expect(plan(at, poolMembership, { code: { pool_id: "web" } })).rejects.toThrow(
      /exactly one of `vm_id` and `storage_id`/,
    );
    const both = { pool_id: "web", vm_id: 100, storage_id: "local" };
    await expect(plan(at, poolMembership, { code: both })).rejects.toThrow(/one member/);
  });

  it("reads an import id whose pool lies in another", () => {
    expect(poolMembership.importId.parse("web/test/vm/100")).toEqual({
      pool_id: "web/test",
      vm_id: 100,
      storage_id: null,
    });
  });
});
