import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { layOutCopyingApp } from "./copying-app.js";
import { linesOf, run, type Shown } from "./stage.js";

const stack = (vm: object) => ({
  terraform: {
    backend: { local: { path: "FOLDER/terraform.web.tfstate" } },
    required_providers: { proxmox: { source: "pve-cdk/proxmox" } },
  },
  provider: { proxmox: [{}] },
  resource: {
    proxmox_vm: {
      web: {
        "//": { metadata: { path: "web/web-1/Resource" } },
        node: "pve1",
        name: "web-1",
        cores: 2,
        memory: 1024,
        disks: { scsi0: { storage: "local", size: "4G" } },
        ...vm,
      },
    },
    proxmox_user_token: {
      ci: { "//": { metadata: { path: "web/ci" } }, user_id: "root@pam", token_name: "ci" },
    },
  },
  output: {
    token: { value: "${proxmox_user_token.ci.value}", sensitive: true },
    id: { value: "${proxmox_vm.web.vmid}" },
  },
});

describe("the command line", () => {
  let pve: Simulation;
  let folder: string;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    pve = await simulate();
    folder = await mkdtemp(join(tmpdir(), "pve-cdk-cli-"));
    environment = { PATH: process.env["PATH"] ?? "", ...environmentOf(pve) };
    await layOutCopyingApp(folder);
    await write({});
  });
  afterAll(async () => {
    await pve.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = (vm: object) => writeFile(join(folder, "stack.json"), JSON.stringify(stack(vm)));
  const command = (...words: readonly string[]): Promise<Shown> => run(words, { environment, folder });

  it("plans in words and tells by its exit code that there are changes", async () => {
    const { code, out } = await command("plan", "--detailed-exitcode");
    expect(code).toBe(2);
    expect(out).toContain("web  2 to add");
    expect(out).toMatch(/\+ {3}vm web-1 {2,}2 cores, 1 GiB, scsi0 4G/);
    expect((await command("plan")).code).toBe(0);
  });

  it("says what it found to hold before anything is written", async () => {
    expect((await command("plan")).out).toContain("\nChecked: permissions (root@pam has them all).\n");
    const { out } = await run(["plan"], {
      folder,
      environment: { ...environment, PROXMOX_VE_API_TOKEN: pve.token },
    });
    expect(out).toMatch(/^Checked: permissions \(root@pam!simulation has all \d+ that this plan needs\)\.$/m);
  });

  it("asks before it applies, and without a terminal says what must be said instead", async () => {
    const { code, complaints } = await command("apply");
    expect(code).toBe(1);
    expect(complaints).toContain("--yes");
    expect(pve.world.guests.size).toBe(0);
    const declined = await run(["apply"], { environment, folder, answer: "no" });
    expect(declined.out).toContain("Nothing was changed.");
    expect(pve.world.guests.size).toBe(0);
  });

  it("applies, shows outputs without secrets, and then has nothing to do", async () => {
    const { code, out } = await run(["apply"], { environment, folder, answer: "yes" });
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(out).toMatch(/✔ vm web-1 +\d+\.\d s/);
    expect(out).toMatch(/2 added in \d+\.\d s\. State: .*terraform\.web\.tfstate/);
    expect(out).toContain("token = (secret)");
    expect((await command("plan", "--detailed-exitcode")).out).toContain("web  no changes");
  });

  it("tells what a change costs, and what somebody else changed", async () => {
    await pve.post("/nodes/pve1/qemu/100/status/start");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await write({ cores: 4, description: "new" });
    const { out } = await command("plan");
    expect(out).toMatch(/~ {3}vm web-1 \(100\) +needs a reboot/);
    expect(out).toMatch(/cores +2 → 4 +needs a reboot/);
    expect(out).toMatch(/description +\+ new +live/);
    expect(out).toContain("Power: vm web-1 (100) shuts down and starts once.");
    await pve.post("/nodes/pve1/qemu/100/status/stop");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await pve.put("/nodes/pve1/qemu/100/config", { memory: "2048" });
    expect((await command("plan")).out).toMatch(/Changed by somebody else[\s\S]*memory 1024 → 2048/);
  });

  it("keeps a plan for later, and refuses it when the world moved on", async () => {
    const file = join(folder, "plan.json");
    expect((await command("plan", "--out", file)).code).toBe(0);
    expect(await readFile(file, "utf8")).not.toMatch(/root@pam!ci=[0-9a-f-]{36}/);
    expect((await command("apply", "--plan", file)).code).toBe(0);
    const again = await command("apply", "--plan", file);
    expect(again.code).toBe(1);
    expect(again.complaints).toMatch(/state has changed|has changed since|Plan again/);
  });

  it("answers programs in lines of JSON, secrets left out", async () => {
    expect(linesOf(await command("plan", "--json"), "planned")).toMatchObject([
      { stack: "web", plan: { format: 1, stack: "web" } },
    ]);
    const listed = linesOf(await command("state", "list", "--json"), "object");
    expect(listed.map(({ address }) => address)).toEqual(["proxmox_user_token.ci", "proxmox_vm.web"]);
    expect((await command("state", "list", "--json")).out).not.toMatch(/root@pam!ci=[0-9a-f-]{36}/);
    expect(linesOf(await command("output", "--json"), "output")).toMatchObject([
      { name: "token", value: null, sensitive: true },
      { name: "id", value: 100 },
    ]);
  });

  it("shows one output and one object on request", async () => {
    expect((await command("output", "token")).out).toMatch(/^root@pam!ci=[0-9a-f-]{36}\n$/);
    expect((await command("output", "nothing")).complaints).toContain("It has:");
    const { out } = await command("state", "show", "web/ci");
    expect(out).toContain("token_name");
    expect(out).toContain("(secret)");
    expect((await command("state", "show", "web/nothing")).complaints).toContain(
      "the state has no web/nothing",
    );
  });

  it("says all that is wrong at once, with the construct, what was given and what is allowed", async () => {
    await write({ cores: 0, bios: "award", disks: { disk0: { storage: "local", size: "big" } }, corse: 2 });
    const { code, complaints } = await command("plan");
    expect(code).toBe(1);
    for (const part of [
      "web/web-1",
      "cores: must be at least 1",
      "Given: 0",
      'must be one of "seabios", "ovmf"',
      'there is no slot "disk0"',
      'Did you mean "cores"?',
    ])
      expect(complaints).toContain(part);
    await write({ disks: { scsi0: { storage: "local", size: "1G" } } });
    const shrunk = await command("plan");
    expect(shrunk.complaints).toMatch(/disk size can't shrink[\s\S]*only grows disks/);
    await write({ cores: 4, description: "new" });
  });

  it("tells a wrong endpoint, certificate and credential apart", async () => {
    const wrong = async (more: Readonly<Record<string, string>>) =>
      (
        await run(["plan"], {
          folder,
          environment: { PATH: process.env["PATH"] ?? "", ...environmentOf(pve), ...more },
        })
      ).complaints;
    expect(await wrong({ PROXMOX_VE_ENDPOINT: "https://127.0.0.1:1" })).toContain(
      "https://127.0.0.1:1 is out of reach: nothing listens there",
    );
    expect(await wrong({ PROXMOX_VE_ENDPOINT: "pve.example.com" })).toContain(
      "PROXMOX_VE_ENDPOINT in the environment is not the address of a Proxmox VE",
    );
    expect(await wrong({ PROXMOX_VE_FINGERPRINT: "" })).toContain("certificate is not trusted");
    expect(await wrong({ PROXMOX_VE_FINGERPRINT: "AB:".repeat(31) + "AB" })).toContain(
      "another certificate than the pinned one",
    );
    expect(await wrong({ PROXMOX_VE_PASSWORD: "wrong" })).toContain(
      "does not accept the password of root@pam",
    );
    expect(await wrong({ PROXMOX_VE_PASSWORD: "" })).toContain(
      "PROXMOX_VE_USERNAME in the environment is given without password",
    );
    expect(await wrong({ PROXMOX_VE_API_TOKEN: "root@pam!x" })).toContain(
      "PROXMOX_VE_API_TOKEN in the environment has no secret",
    );
  });

  it("names the privilege that is missing", async () => {
    await pve.post("/access/users", { userid: "eve@pve", password: "eve-password" });
    await pve.put("/access/acl", { path: "/", roles: "PVEAuditor", users: "eve@pve" });
    const { complaints, code } = await run(["apply", "--yes", "--target", "proxmox_vm.web"], {
      folder,
      environment: { ...environment, PROXMOX_VE_USERNAME: "eve@pve", PROXMOX_VE_PASSWORD: "eve-password" },
    });
    await write({ cores: 3 });
    const refused = await run(["apply", "--yes", "--target", "proxmox_vm.web"], {
      folder,
      environment: { ...environment, PROXMOX_VE_USERNAME: "eve@pve", PROXMOX_VE_PASSWORD: "eve-password" },
    });
    expect(code + refused.code).toBeGreaterThan(0);
    expect(complaints + refused.complaints).toMatch(/missing privilege VM\.Config/);
  });

  it("knows neither a stack nor an option that isn't there", async () => {
    const unknown = await command("plan", "wbe");
    expect(unknown.complaints).toContain('Did you mean "web"?');
    expect(await command("plan", "--jsn")).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("unknown option") as string,
    });
  });

  it("destroys data only where that is said", async () => {
    const refused = await command("destroy", "--yes");
    expect(refused.code).toBe(1);
    expect(refused.complaints).toMatch(/destroy data[\s\S]*scsi0/);
    expect(pve.world.guests.size).toBe(1);
    const done = await run(["destroy"], { environment, folder, answer: "web" });
    expect(done.out).toMatch(/Data that will be lost:\n {2}web\/web-1/);
    expect(done.out).toContain("2 destroyed");
    expect(pve.world.guests.size).toBe(0);
  });
});
