import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readDataSource, type Answered } from "../../../lib/change/perform/read-data-source.js";
import { validate } from "../../../lib/schema/validate.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { dataSourceCatalog } from "../../../providers/proxmox/data-source-catalog.js";
import { stand, type Stand } from "../resources/stand.js";
import { furnish } from "./furnished.js";

let at: Stand;
beforeAll(async () => {
  at = await stand({ nodes: ["pve1", "pve2"] });
  await furnish(at.pve);
});
afterAll(() => at.close());

async function ask(name: string, code: ValueObject = {}): Promise<Answered> {
  const source = await dataSourceCatalog[`proxmox_${name}`]?.();
  if (source === undefined) throw new Error(`there is no data source ${name}`);
  const unset = Object.fromEntries(Object.keys(source.attributes).map((each) => [each, null] as const));
  const asked = { ...unset, ...code };
  const wrong = validate(source, asked);
  return wrong.length > 0
    ? { values: undefined, diagnostics: wrong }
    : readDataSource(source, at.connection, asked);
}
const values = async (name: string, code?: ValueObject) => {
  const { values: told, diagnostics } = await ask(name, code);
  expect(diagnostics).toEqual([]);
  return told ?? {};
};
const names = (rows: unknown) => (rows as readonly ValueObject[]).map(({ name }) => name);
const complaint = async (name: string, code: ValueObject) => {
  const { diagnostics } = await ask(name, code);
  return diagnostics.map(({ summary, detail }) => `${summary}. ${detail}`).join();
};

describe("data sources", () => {
  it("tell the version", async () => {
    expect(await values("version")).toMatchObject({ release: "9.2", version: "9.2.11" });
  });

  it("tell nodes as lists of equal order, and one with what it has", async () => {
    expect(await values("nodes")).toMatchObject({
      id: "nodes",
      names: ["pve1", "pve2"],
      online: [true, true],
      ssl_fingerprints: [at.pve.fingerprint, at.pve.nodes.get("pve2")?.fingerprint],
    });
    const { memory_total, memory_used, memory_available, cpu_count } = await values("node", {
      node_name: "pve2",
    });
    expect(Number(memory_used) + Number(memory_available)).toBeLessThanOrEqual(Number(memory_total));
    expect(cpu_count).toBeGreaterThan(0);
  });

  it("tell guests of a kind in order, those with all tags and through all filters alone", async () => {
    expect(names((await values("vms"))["vms"])).toEqual(["web", "golden", "database"]);
    expect((await values("vms", { tags: ["prod", "blue"] }))["vms"]).toEqual([
      {
        name: "web",
        node_name: "pve1",
        status: "stopped",
        tags: ["blue", "prod"],
        template: false,
        vm_id: 100,
      },
    ]);
    expect(names((await values("vms", { node_name: "pve2" }))["vms"])).toEqual(["database"]);
    const filtered = (...filter: readonly ValueObject[]) => values("vms", { filter });
    expect(names((await filtered({ name: "template", values: ["true"] }))["vms"])).toEqual(["golden"]);
    expect(
      names(
        (
          await filtered(
            { name: "name", values: ["^W", "(?i)^D", "e"], regex: true },
            { name: "status", values: ["stopped"] },
            { name: "template", values: ["false"] },
          )
        )["vms"],
      ),
    ).toEqual(["web", "database"]);
    expect(names((await values("containers"))["containers"])).toEqual(["cache"]);
  });

  it("tell the same of one guest, and more of a virtual machine's configuration", async () => {
    const summary = { name: "web", status: "stopped", tags: ["blue", "prod"], template: false };
    expect(await values("virtual_environment_vm", { node_name: "pve1", vm_id: 100 })).toMatchObject(summary);
    expect(await values("container", { node_name: "pve1", vm_id: 101 })).toMatchObject({ name: "cache" });
    expect(await values("vm", { node_name: "pve1", id: 100 })).toEqual({
      ...summary,
      id: 100,
      node_name: "pve1",
      description: null,
      cpu: {
        affinity: null,
        architecture: null,
        cores: 2,
        flags: ["+aes"],
        limit: null,
        numa: null,
        sockets: null,
        type: "host",
        units: null,
        vcpus: null,
      },
      rng: { source: "/dev/urandom", max_bytes: 1024, period: null },
      vga: { clipboard: null, memory: 32, type: "std" },
      cdrom: { ide2: { file_id: "local:iso/debian-13.iso" } },
      timeouts: null,
    });
  });

  it("tell where a guest is that is not where it was asked for", async () => {
    expect(await complaint("vm", { node_name: "pve1", id: 102 })).toContain("virtual machine on pve2");
    expect(await complaint("container", { node_name: "pve1", vm_id: 100 })).toContain(
      "virtual machine on pve1",
    );
    expect(await complaint("vm", { node_name: "pve1", id: 999 })).toContain("none with this number");
  });

  it("tell storages with the room in them, and those that take a content alone", async () => {
    const { datastores } = await values("datastores", { node_name: "pve1" });
    expect(datastores).toMatchObject([
      { id: "local", node_name: "pve1", type: "dir", active: true, enabled: true, shared: false },
    ]);
    const of = async (filters: ValueObject) =>
      (await values("datastores", { node_name: "pve1", filters }))["datastores"];
    expect(await of({ content_types: ["iso"], id: null, target: null })).toHaveLength(1);
    expect(await of({ content_types: null, id: "elsewhere", target: null })).toEqual([]);
  });

  it("tell files by kind and name, and one of them", async () => {
    const place = { node_name: "pve1", datastore_id: "local" };
    const { files } = await values("files", { ...place, content_type: "iso" });
    expect(files).toEqual([
      {
        id: "local:iso/debian-13.iso",
        content_type: "iso",
        file_name: "debian-13.iso",
        file_format: "iso",
        file_size: 8,
        vmid: null,
      },
    ]);
    expect((await values("files", { ...place, file_name_regex: "\\.raw$" }))["files"]).toMatchObject([
      { file_name: "vm-100-disk-0.raw", vmid: 100 },
      { file_name: "vm-101-disk-0.raw", vmid: 101 },
    ]);
    const one = { ...place, content_type: "iso", file_name: "debian-13.iso" };
    expect(await values("file", one)).toMatchObject({ id: "local:iso/debian-13.iso", file_size: 8 });
    expect(await complaint("file", { ...one, file_name: "other.iso" })).toContain('no iso "other.iso"');
  });

  it("tell users, groups and roles with what is granted to them", async () => {
    expect(await values("users")).toMatchObject({
      user_ids: ["alice@pve", "bob@pve", "root@pam"],
      emails: ["alice@example.com", "", ""],
      enabled: [true, false, true],
      expiration_dates: ["2030-03-17T17:46:40Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"],
      groups: [["admins"], [], []],
    });
    expect(await values("user", { user_id: "alice@pve" })).toMatchObject({
      id: "alice@pve",
      acl: [{ path: "/vms", propagate: true, role_id: "PVEAuditor" }],
      comment: "",
      expiration_date: "2030-03-17T17:46:40Z",
      groups: ["admins"],
      last_name: "",
    });
    expect(await values("groups")).toMatchObject({ group_ids: ["admins"], comments: ["Who may"] });
    expect(await values("group", { group_id: "admins" })).toMatchObject({
      acl: [{ path: "/", propagate: false, role_id: "PVEAdmin" }],
      members: ["alice@pve"],
    });
    const { role_ids, privileges, special } = await values("roles");
    const place = (role_ids as string[]).indexOf("PVEAuditor");
    expect((special as boolean[])[place]).toBe(true);
    expect(await values("role", { role_id: "PVEAuditor" })).toMatchObject({
      privileges: (privileges as string[][])[place],
    });
    expect(await complaint("user", { user_id: "eve@pve" })).toContain('there is no user "eve@pve"');
    expect(await complaint("group", { group_id: "eve" })).toContain('there is no group "eve"');
    expect(await complaint("role", { role_id: "Eve" })).toContain('there is no role "Eve"');
  });

  it("tell pools, those inside others too", async () => {
    expect((await values("pools"))["pool_ids"]).toEqual(["web", "web/test"]);
    const { members, comment } = await values("pool", { pool_id: "web" });
    expect(comment).toBe("The web");
    expect(members).toContainEqual({
      datastore_id: "",
      id: "qemu/100",
      node_name: "pve1",
      type: "qemu",
      vm_id: 100,
    });
    expect(members).toContainEqual(
      expect.objectContaining({ datastore_id: "local", type: "storage", vm_id: 0 }),
    );
    expect(await values("pool", { pool_id: "web/test" })).toMatchObject({ members: [] });
  });

  it("tell everything in the cluster by one request, through the same filters", async () => {
    const { resources } = await values("cluster_resources", {
      type: "vm",
      tags: ["prod"],
      filter: [{ name: "node_name", values: ["pve1"] }],
    });
    expect(resources).toMatchObject([
      { id: "lxc/101", type: "lxc", vm_id: 101, datastore_id: null },
      { id: "qemu/100", type: "qemu", name: "web", tags: ["blue", "prod"], template: false },
    ]);
    const storages = await values("cluster_resources", {
      filter: [{ name: "datastore_type", values: ["dir"] }],
    });
    expect(storages["resources"]).toMatchObject([{ node_name: "pve1" }, { node_name: "pve2" }]);
  });

  it("ask for a list once, however many want it", async () => {
    at.connection.forget();
    at.pve.requests.length = 0;
    await Promise.all(["vms", "containers", "vms", "nodes"].map((name) => values(name)));
    await Promise.all([values("user", { user_id: "alice@pve" }), values("group", { group_id: "admins" })]);
    const paths = at.pve.requests.map(({ path }) => path);
    expect(paths.filter((path) => path === "/nodes/pve1/qemu")).toHaveLength(1);
    expect(paths.filter((path) => path === "/nodes")).toHaveLength(1);
    expect(paths.filter((path) => path === "/access/acl")).toHaveLength(1);
  });

  it.each([
    ["vms", { filter: [{ name: "size", values: ["1"] }] }, "must be one of"],
    ["vms", { filter: [{ name: "name", values: ["("], regex: true }] }, "no regular expression"],
    ["files", { node_name: "pve1", datastore_id: "local", content_type: "film" }, "must be one of"],
    ["files", { node_name: "pve1", datastore_id: "local", file_name_regex: "(" }, "regular expression"],
    ["vm", { node_name: "pve1", id: 100, timeouts: { read: "soon" } }, "duration"],
    ["node", { node_name: "" }, "must not be empty"],
    ["version", { release: "9" }, "can't be set"],
  ])("refuse what makes no sense: %s %j", async (name, code, text) => {
    expect(await complaint(name, code)).toContain(text);
  });

  it("tell the guests of a node that is down, with a warning", async () => {
    await at.pve.nodes.get("pve2")?.down();
    at.connection.forget();
    const { values: told, diagnostics } = await ask("vms");
    expect(diagnostics).toMatchObject([{ severity: "warning", summary: "node pve2 is down" }]);
    expect(told?.["vms"]).toContainEqual(
      expect.objectContaining({ vm_id: 102, node_name: "pve2", status: "unknown" }),
    );
    await at.pve.nodes.get("pve2")?.up();
  });
});
