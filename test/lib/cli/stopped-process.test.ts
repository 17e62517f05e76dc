import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { text } from "node:stream/consumers";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { journalInFile, journalPath } from "../../../lib/journal/journal-in-file.js";
import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { Workplace } from "./workplace.js";

const resources = {
  proxmox_role: { first: { role_id: "First", privileges: ["VM.Audit"] } },
  proxmox_vm: {
    one: {
      node: "pve1",
      disks: { scsi0: { storage: "local", size: "1G" } },
      depends_on: ["proxmox_role.first"],
    },
  },
  proxmox_pool: { last: { pool_id: "last", comment: "${proxmox_vm.one.vmid}" } },
};

describe("the process of an apply", () => {
  let pve: Simulation;
  let place: Workplace;
  beforeEach(async () => {
    pve = await simulate({ clock: realClock() });
    place = await Workplace.open(environmentOf(pve));
    await place.code(resources);
  });
  afterEach(async () => {
    await place[Symbol.asyncDispose]();
    await pve.close();
  });

  /** What is told while it runs, and how it ended. */
  function applying() {
    const child = place.start("apply", "--yes");
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (more: string) => (complaints += more));
    const ended = Promise.all([once(child, "close"), text(child.stdout)]).then(([[code, signal], out]) => ({
      code: code as number | null,
      signal: signal as string | null,
      out,
      complaints,
    }));
    return { child, ended, complaints: () => complaints.replaceAll("\n", " ") };
  }

  it("that two signals meet leaves at once, and the next one goes on with what it began", async () => {
    // Far longer than this test may take: only who leaves at once does not wait for this answer.
    const slow = { verb: "POST", path: "/nodes/*/qemu" };
    const { id } = pve.faults.add({ when: slow, then: { delay: 3_600_000 } });
    const { child, ended, complaints } = applying();
    await expect.poll(() => pve.world.guests.size, { timeout: 120_000 }).toBe(1);
    child.kill("SIGINT");
    await expect.poll(complaints, { timeout: 120_000 }).toContain("Once more to leave at once");
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    expect(await ended).toMatchObject({
      code: 1,
      signal: null,
      out: expect.stringMatching(/✔ role first/) as string,
      complaints: expect.stringContaining("Left at once") as string,
    });

    const left = await journalInFile(journalPath(place.statePath)).openEntries();
    expect(left).toContainEqual(
      expect.objectContaining({
        type: "proxmox_vm",
        identity: { vmid: 100 },
        answered: false,
        isAlive: false,
      }),
    );
    // The state is written now and then; what it does not have yet the journal knows.
    const state = JSON.parse(await place.read("terraform.web.tfstate").catch(() => "{}")) as object;
    expect(JSON.stringify([state, left])).toContain('"First"');

    pve.faults.remove(id);
    expect(await place.command("apply", "--yes")).toMatchObject({ code: 0, complaints: "" });
    expect(await place.command("plan", "--detailed-exitcode")).toMatchObject({ code: 0, complaints: "" });
    expect([...pve.world.guests.keys()]).toEqual([100]);
  });

  it("that one signal meets ends in order: what is done stands in the state, and nothing is locked", async () => {
    const { id } = pve.faults.add({ when: { task: "qmcreate" }, then: { delay: 3_600_000 } });
    const { child, ended } = applying();
    const tasks = async () =>
      ((await pve.get("/cluster/tasks")) as readonly { readonly type: string }[]).map(({ type }) => type);
    await expect.poll(tasks, { timeout: 120_000 }).toContain("qmcreate");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({
      code: 1,
      signal: null,
      complaints: expect.stringContaining("the task that ran was stopped") as string,
    });
    expect(await place.read("terraform.web.tfstate")).toContain("First");
    expect((await readdir(place.folder)).filter((name) => name.includes("lock"))).toEqual([]);
    pve.faults.remove(id);
    expect(await place.command("apply", "--yes")).toMatchObject({ code: 0, complaints: "" });
  });
});
