import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { linesOf } from "./stage.js";
import { Workplace } from "./workplace.js";

const token = (name: string) => ({ user_id: "root@pam", token_name: name });
let pve: Simulation;

beforeAll(async () => void (pve = await simulate()));
afterAll(() => pve.close());

/** A workplace with one token applied. */
async function applied(name: string): Promise<Workplace> {
  const place = await Workplace.open(environmentOf(pve));
  await place.code({ proxmox_user_token: { ci: token(name) } });
  expect(await place.command("apply", "--yes")).toMatchObject({ code: 0 });
  return place;
}

async function addresses(place: Workplace): Promise<readonly string[]> {
  return linesOf(await place.command("state", "list", "--json"), "object").map(({ address }) => address);
}

describe("the state, looked into and mended", () => {
  it("is shown whole, without its secrets", async () => {
    await using place = await applied("shown");
    const { out } = await place.command("show");
    expect(out).toContain("web  1 in its state");
    expect(out).toMatch(/token_name +shown/);
    expect(out).toMatch(/value +\(secret\)/);
    expect(linesOf(await place.command("show", "--json"), "object")).toMatchObject([
      { stack: "web", address: "proxmox_user_token.ci" },
    ]);
  });

  it("follows an object whose code got another name, and the next plan is empty", async () => {
    await using place = await applied("moved");
    await place.code({ proxmox_user_token: { build: token("moved") } });
    expect(
      await place.command("state", "mv", "proxmox_user_token.ci", "proxmox_user_token.build"),
    ).toMatchObject({
      code: 0,
      out: "proxmox_user_token.ci is proxmox_user_token.build now.\n",
    });
    expect((await place.command("plan", "--detailed-exitcode")).code).toBe(0);
  });

  it("follows a name by the stack that it begins with, and says how an object comes to another stack", async () => {
    await using place = await applied("several");
    await place.codeOf("other", { proxmox_user_token: { ci: token("other") } });
    const moved = await place.command("state", "mv", "proxmox_user_token.ci", "other/ci");
    expect(moved.complaints).toContain("the state has no proxmox_user_token.ci");
    const across = await place.command("state", "mv", "web/ci", "other/ci");
    expect(across).toMatchObject({ code: 1 });
    expect(across.complaints).toContain('other/ci is in the stack "other"');
    expect(across.complaints).toContain("`state rm web/ci`, then `import other/ci <id>`");
    const renamed = { ...token("several"), "//": { metadata: { path: "web/new", uniqueId: "new" } } };
    await place.code({ proxmox_user_token: { new: renamed } });
    expect(await place.command("state", "mv", "proxmox_user_token.ci", "web/new")).toMatchObject({
      code: 0,
      out: "proxmox_user_token.ci is proxmox_user_token.new now.\n",
    });
  });

  it("moves nothing onto something, to another type or from nowhere", async () => {
    await using place = await applied("kept");
    for (const [to, told] of [
      ["proxmox_user_token.ci", "in the state already"],
      ["proxmox_pool.ci", "another type"],
      ["nonsense", "nonsense is no address"],
    ] as const)
      expect((await place.command("state", "mv", "proxmox_user_token.ci", to)).complaints).toContain(told);
    expect((await place.command("state", "mv", "proxmox_pool.a", "proxmox_pool.b")).complaints).toContain(
      "the state has no proxmox_pool.a",
    );
    expect(await addresses(place)).toEqual(["proxmox_user_token.ci"]);
  });

  it("forgets an object, which itself stays as it is", async () => {
    await using place = await applied("forgotten");
    expect((await place.command("state", "rm", "proxmox_user_token.ci")).code).toBe(0);
    expect(await addresses(place)).toEqual([]);
    expect(await pve.get("/access/users/root@pam/token/forgotten")).toBeDefined();
    expect((await place.command("state", "rm", "proxmox_user_token.ci")).complaints).toContain(
      "the state has no",
    );
  });

  it("is pulled as it is and pushed back, but not over a newer one or another's", async () => {
    await using place = await applied("pulled");
    const { out: old } = await place.command("state", "pull");
    expect(old).toBe(await place.read("terraform.web.tfstate"));
    await place.write("old.tfstate", old);
    await place.command("state", "mv", "proxmox_user_token.ci", "proxmox_user_token.other");
    const newer = await place.read("terraform.web.tfstate");
    const refused = await place.command("state", "push", "old.tfstate");
    expect(refused).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("is older than") as string,
    });
    await place.write("foreign.tfstate", { ...(JSON.parse(old) as object), lineage: "x", serial: 99 });
    expect((await place.command("state", "push", "foreign.tfstate")).complaints).toContain("lineage");
    await place.write("rubbish", "{}");
    expect((await place.command("state", "push", "rubbish", "--force")).complaints).toContain(
      "no state file",
    );
    expect(await place.read("terraform.web.tfstate")).toBe(newer);
    expect((await place.command("state", "push", "old.tfstate", "--force")).code).toBe(0);
    expect(await addresses(place)).toEqual(["proxmox_user_token.ci"]);
  });
});
