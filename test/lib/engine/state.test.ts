import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { State } from "../../../lib/engine/state/state.js";
import type { StateFile } from "../../../lib/engine/state/format.js";
import { Workshop } from "./workshop.js";

const run = promisify(execFile);
const terraform = (directory: string, ...words: readonly string[]) =>
  run("terraform", [...words], {
    cwd: directory,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "" },
  });
const hasTerraform = await run("terraform", ["version"]).then(
  () => true,
  () => false,
);

async function appliedShop() {
  const shop = await Workshop.open();
  shop.environment = { TF_VAR_token: "t" };
  await shop.code(
    {
      toy_thing: {
        a: { name: "a", secret: "s", comment: "${var.token}" },
        b: { name: "b", for_each: '${toset(["x"])}', comment: "${toy_thing.a.id}" },
      },
      toy_guest: {
        web: { name: "web", disks: { scsi0: { storage: "${var.token}" } }, provider: "toy.second" },
      },
    },
    {
      variable: { token: { type: "string", sensitive: true } },
      provider: { toy: [{ endpoint: "here" }, { endpoint: "there", alias: "second" }] },
      output: { id: { value: "${toy_thing.a.id}" } },
    },
  );
  expect(await shop.apply()).toMatchObject({ outcome: "done" });
  return shop;
}

describe("state", () => {
  it("has the shape of Terraform's version 4", async () => {
    const shop = await appliedShop();
    const state = await shop.state();
    expect(state).toMatchObject({
      version: 4,
      serial: 1,
      lineage: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      outputs: { id: { value: "thing/a", type: "string" } },
      check_results: null,
    });
    expect(state.resources).toMatchObject([
      {
        mode: "managed",
        type: "toy_guest",
        name: "web",
        provider: 'provider["registry.terraform.io/tests/toy"].second',
        instances: [
          {
            schema_version: 0,
            sensitive_attributes: [
              [
                { type: "get_attr", value: "disks" },
                { type: "index", value: { value: "scsi0", type: "string" } },
                { type: "get_attr", value: "storage" },
              ],
            ],
          },
        ],
      },
      {
        name: "a",
        provider: 'provider["registry.terraform.io/tests/toy"]',
        instances: [
          {
            attributes: { id: "thing/a", name: "a", size: 3, comment: "t", secret: "s", revision: 1 },
            sensitive_attributes: [
              [{ type: "get_attr", value: "secret" }],
              [{ type: "get_attr", value: "comment" }],
            ],
          },
        ],
      },
      { name: "b", instances: [{ index_key: "x", dependencies: ["toy_thing.a"] }] },
    ]);
    const data = state.resources[0]?.instances[0]?.private ?? "";
    expect(JSON.parse(Buffer.from(data, "base64").toString("utf8"))).toMatchObject({
      owned: ["disks.scsi0"],
    });
  });

  it("keeps what it does not know: other providers, data sources, modules, further fields", async () => {
    const shop = await appliedShop();
    const state = await shop.state();
    const foreign = [
      {
        mode: "managed",
        type: "terraform_data",
        name: "x",
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [{ schema_version: 0, attributes: { id: "1" }, sensitive_attributes: [] }],
      },
      {
        module: "module.m",
        mode: "managed",
        type: "toy_thing",
        name: "inner",
        provider: 'provider["registry.terraform.io/tests/toy"]',
        instances: [{ schema_version: 0, attributes: { name: "i" } }],
      },
    ];
    const resources = state.resources.map((each) => ({
      ...each,
      instances: each.instances.map((instance) => ({ ...instance, identity_schema_version: 0 })),
    }));
    await writeFile(
      shop.statePath,
      JSON.stringify({ ...state, later: { field: 1 }, resources: [...resources, ...foreign] }),
    );
    (shop.world.things.get("a") as Record<string, unknown>)["size"] = 8;
    await shop.apply();
    const after = await shop.state();
    expect(after).toMatchObject({ later: { field: 1 }, lineage: state.lineage, serial: 2 });
    expect(after.resources.slice(-2)).toEqual(foreign);
    expect(after.resources[0]?.instances[0]).toMatchObject({ identity_schema_version: 0 });
  });

  it("refuses what is no state, or one of another format", async () => {
    const shop = await appliedShop();
    await writeFile(shop.statePath, "{ no");
    await expect(shop.plan()).rejects.toThrow(/is no state file/);
    await writeFile(shop.statePath, '{"version":3}');
    await expect(shop.plan()).rejects.toThrow(/format 3/);
  });

  it("refuses to apply over a state that somebody else wrote meanwhile", async () => {
    const shop = await appliedShop();
    await shop.within(async (stack) => {
      const plan = await stack.plan();
      await writeFile(shop.statePath, `${await readFile(shop.statePath, "utf8")} `);
      await expect(stack.apply(plan)).rejects.toThrow(/Somebody else wrote/);
    });
  });
});

describe.skipIf(!hasTerraform)("state, with the real terraform", () => {
  it("is listed, pulled and outputs are read as we wrote them", async () => {
    const shop = await appliedShop();
    const directory = await mkdtemp(join(tmpdir(), "engine-terraform-"));
    await writeFile(join(directory, "terraform.tfstate"), await readFile(shop.statePath));
    const listed = await terraform(directory, "state", "list");
    expect(listed.stdout.trim().split("\n")).toEqual(["toy_guest.web", "toy_thing.a", 'toy_thing.b["x"]']);
    const pulled = JSON.parse((await terraform(directory, "state", "pull")).stdout) as StateFile;
    expect(pulled).toEqual({ ...(await shop.state()), terraform_version: pulled.terraform_version });
    expect((await terraform(directory, "output", "-raw", "id")).stdout).toBe("thing/a");
  });

  it("goes on in our hands after terraform changed it, and in terraform's after us", async () => {
    const shop = await appliedShop();
    const directory = await mkdtemp(join(tmpdir(), "engine-terraform-"));
    const move = ["state", "mv", "-state", shop.statePath, "toy_thing.a", "toy_thing.renamed"];
    await terraform(directory, ...move);
    const entries = await shop.within((stack) => stack.entries());
    expect(entries.map(({ address }) => address)).toContain("toy_thing.renamed");
    await shop.within((stack) => stack.forget("toy_thing.renamed"));
    const listed = await terraform(directory, "state", "list", "-state", shop.statePath);
    expect(listed.stdout.trim().split("\n")).toEqual(["toy_guest.web", 'toy_thing.b["x"]']);
  });

  it("writes sensitive paths, outputs and dependencies in terraform's own form", async () => {
    const directory = await mkdtemp(join(tmpdir(), "engine-terraform-"));
    await writeFile(
      join(directory, "main.tf.json"),
      JSON.stringify({
        variable: { token: { type: "string", sensitive: true, default: "t" } },
        resource: {
          terraform_data: {
            a: { input: "${var.token}" },
            b: { for_each: '${toset(["x"])}', input: "${terraform_data.a.id}" },
          },
        },
        output: { id: { value: ["${terraform_data.a.id}", 1] } },
      }),
    );
    await terraform(directory, "init", "-input=false");
    await terraform(directory, "apply", "-auto-approve", "-input=false");
    const path = join(directory, "terraform.tfstate");
    const theirs = JSON.parse(await readFile(path, "utf8")) as StateFile;
    const state = await State.open({ path, source: "terraform.io/builtin/terraform", isMapAt: () => false });
    state.put({ ...(state.records[0] as (typeof state.records)[number]) });
    await state.save();
    const ours = JSON.parse(await readFile(path, "utf8")) as StateFile;
    const withoutPrivate = (file: StateFile) => ({
      ...file,
      serial: 0,
      resources: file.resources.map((each) => ({
        ...each,
        instances: each.instances.map(({ private: _private, ...instance }) => instance),
      })),
    });
    expect(withoutPrivate(ours)).toEqual(withoutPrivate(theirs));
    expect(theirs.resources[0]?.instances[0]?.sensitive_attributes).toEqual([
      [{ type: "get_attr", value: "input" }],
    ]);
    const planned = await terraform(directory, "plan", "-detailed-exitcode", "-input=false");
    expect(planned.stdout).toContain("No changes");
  });
});
