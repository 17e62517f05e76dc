import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { message } from "../../../lib/cli/json/message.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { linesOf, type Shown } from "./stage.js";
import { Workplace } from "./workplace.js";

const source = "cross-stack-reference-input-base";
const of = (output: string) => `\${data.terraform_remote_state.${source}.outputs.${output}}`;
const read = {
  data: {
    terraform_remote_state: {
      [source]: { backend: "local", config: { path: "FOLDER/terraform.base.tfstate" } },
    },
  },
};

let pve: Simulation;
let place: Workplace;

beforeEach(async () => {
  pve = await simulate();
  place = await Workplace.open(environmentOf(pve));
  await base("net");
  await place.code(
    {
      proxmox_pool: { sub: { pool_id: `${of("pool")}-sub`, comment: `for ${of("token")}` } },
      proxmox_cluster_options: { all: { description: `secret ${of("secret")}` } },
    },
    read,
  );
});
afterEach(async () => {
  await place[Symbol.asyncDispose]();
  await pve.close();
});

/** What cdktf makes of references between stacks: outputs that are all sensitive. */
const base = (pool: string, more: object = {}) =>
  place.codeOf(
    "base",
    {
      proxmox_pool: { pool: { pool_id: pool } },
      proxmox_user_token: { ci: { user_id: "root@pam", token_name: "ci" } },
      ...more,
    },
    {
      output: {
        pool: { value: "${proxmox_pool.pool.pool_id}", sensitive: true },
        token: { value: "${proxmox_user_token.ci.id}", sensitive: true },
        secret: { value: "${proxmox_user_token.ci.value}", sensitive: true },
      },
    },
  );

/** Comments of the pools that are there, by name. */
const pools = async () =>
  Object.fromEntries(
    ((await pve.get("/pools")) as readonly { readonly poolid: string; readonly comment?: string }[]).map(
      ({ poolid, comment = "" }) => [poolid, comment],
    ),
  );

/** What each stack's objects are to become, as a program hears it. */
const plansOf = (shown: Shown) =>
  linesOf(shown, "planned").map(({ stack, plan }) => ({
    stack,
    awaits: plan.awaits,
    actions: Object.fromEntries(plan.steps.map(({ address, action }) => [address, action])),
  }));

const created = [
  {
    stack: "base",
    awaits: [],
    actions: { "proxmox_pool.pool": "create", "proxmox_user_token.ci": "create" },
  },
  {
    stack: "web",
    awaits: ["base"],
    actions: { "proxmox_pool.sub": "create", "proxmox_cluster_options.all": "create" },
  },
];

describe("an app with a stack that refers to another one", () => {
  it("is planned as a whole before anything is applied, then applied, and has nothing to do", async () => {
    const plan = await place.command("plan", "--json");
    expect(plan).toMatchObject({ code: 0, complaints: "" });
    for (const line of plan.out.trimEnd().split("\n")) message.parse(JSON.parse(line));
    expect(plansOf(plan)).toEqual(created);
    expect((await place.command("plan")).out).toMatch(
      /^web {2}2 to add[\s\S]*^Planned with what base will put out\.$/m,
    );
    const applied = await place.command("apply", "--yes");
    expect(applied).toMatchObject({ code: 0, complaints: "" });
    const secret = (await place.command("output", "secret", "--stack", "base")).out.trim();
    expect(secret).toMatch(/^root@pam!ci=/);
    expect(await pve.get("/cluster/options")).toMatchObject({ description: `secret ${secret}\n` });
    expect(await pools()).toEqual({ net: "", "net-sub": "for root@pam!ci" });
    const again = await place.command("plan", "--detailed-exitcode", "--json");
    expect(again).toMatchObject({ code: 0, complaints: "" });
    expect(applied.out + again.out).not.toContain(secret);
  });

  it("shows what a change of one does to the other", async () => {
    await place.command("apply", "--yes");
    await base("office");
    expect(plansOf(await place.command("plan", "--json"))).toMatchObject([
      { actions: { "proxmox_pool.pool": "replace" } },
      {
        awaits: ["base"],
        actions: { "proxmox_pool.sub": "replace", "proxmox_cluster_options.all": "none" },
      },
    ]);
    expect(plansOf(await place.command("plan", "web", "--json"))).toMatchObject([
      { awaits: [], actions: { "proxmox_pool.sub": "none" } },
    ]);
    expect((await place.command("apply", "--yes")).code).toBe(0);
    expect((await place.command("plan", "--detailed-exitcode")).code).toBe(0);
    expect(Object.keys(await pools())).toEqual(["office", "office-sub"]);
  });

  it("is applied from a file as a whole, and the second stack not without the first", async () => {
    expect((await place.command("plan", "--out", "plan.json")).code).toBe(0);
    const alone = await place.command("apply", "web", "--plan", "plan.json", "--yes");
    expect(alone.code).toBe(1);
    expect(alone.complaints).toMatch(/the plan of "web" stands on what is planned for base\n.*without names/);
    expect(await pools()).toEqual({});
    const shown = await place.command("apply", "--plan", "plan.json", "--yes");
    expect(shown).toMatchObject({ code: 0, complaints: "" });
    expect((await place.command("plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("has the second stack refused alone until the first is applied, and says how that is done", async () => {
    for (const words of [
      ["plan", "web"],
      ["apply", "web", "--yes"],
    ]) {
      const { code, complaints } = await place.command(...words);
      expect(code).toBe(1);
      expect(complaints).toMatch(/the stack "base", which this one refers to, has no state yet/);
      expect(complaints).toMatch(/Apply it first: apply base\./);
    }
    await place.command("apply", "base", "--yes");
    expect((await place.command("apply", "web", "--yes")).code).toBe(0);
  });

  it("leaves out the second stack where the first can't be planned, and says so", async () => {
    await base("net", { proxmox_pool: { pool: { pool_id: "net" }, other: { pool_id: "net" } } });
    const { code, out, complaints } = await place.command("plan", "--json", "--out", "plan.json");
    expect(code).toBe(1);
    expect(linesOf({ out }, "planned").map(({ stack }) => stack)).toEqual(["base"]);
    expect(linesOf({ out }, "diagnostic").at(-1)).toEqual({
      kind: "diagnostic",
      stack: "web",
      severity: "warning",
      summary: 'the stack "web" was left out',
      detail: 'It comes after "base", which was not brought to its end.',
    });
    expect(complaints).toMatch(/^Warning: the stack "web" was left out$/m);
    await expect(place.read("plan.json")).rejects.toThrow(/ENOENT/);
  });

  it("is destroyed backwards from a file, too, as the plan in it shows", async () => {
    await place.command("apply", "--yes");
    const shown = await place.command("plan", "--destroy", "--out", "plan.json", "--json");
    expect(linesOf(shown, "planned").map(({ stack }) => stack)).toEqual(["web", "base"]);
    const done = await place.command("apply", "--plan", "plan.json", "--yes", "--json");
    expect(done).toMatchObject({ code: 0, complaints: "" });
    expect(linesOf(done, "applied").map(({ stack }) => stack)).toEqual(["web", "base"]);
  });

  it("is destroyed backwards, also when nothing was ever made", async () => {
    expect(await place.command("destroy", "--yes")).toMatchObject({ code: 0, complaints: "" });
    await place.command("apply", "--yes");
    const shown = await place.command("destroy", "--yes", "--json");
    expect(shown).toMatchObject({ code: 0, complaints: "" });
    expect(linesOf(shown, "applied").map(({ stack }) => stack)).toEqual(["web", "base"]);
    expect(await pools()).toEqual({});
  });
});
