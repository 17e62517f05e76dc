import { EventEmitter } from "node:events";
import { existsSync, readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { stopOnSignal } from "../../../lib/cli/stop-on-signal.js";
import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { recordingTerminal } from "./stage.js";
import { Workplace } from "./workplace.js";

describe("a process that somebody stops", () => {
  it.each(["SIGINT", "SIGTERM"])(
    "by %s ends in order the first time and at once the second, which it says",
    (signal) => {
      const exits: number[] = [];
      const process = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
      const terminal = recordingTerminal();
      const stop = stopOnSignal(process, terminal);
      process.emit(signal);
      expect([stop.aborted, exits, terminal.complaints]).toEqual([true, [], []]);
      process.emit(signal);
      expect(exits).toEqual([1]);
      expect(terminal.complaints.join("")).toContain("run the same command again");
    },
  );
});

describe("a command that is stopped", () => {
  let pve: Simulation;
  let place: Workplace;
  beforeEach(async () => {
    pve = await simulate({ clock: realClock() });
    place = await Workplace.open(environmentOf(pve));
  });
  afterEach(async () => {
    await place[Symbol.asyncDispose]();
    await pve.close();
  });

  const machine = (name: string) => ({
    "//": { metadata: { path: `web/${name}` } },
    node: "pve1",
    name,
    disks: { scsi0: { storage: "local", size: "1G" } },
  });

  it("begins nothing new, says how to go on, keeps the state, and goes on when it is given again", async () => {
    const resources = {
      proxmox_role: { first: { role_id: "First", privileges: ["VM.Audit"] } },
      proxmox_vm: { one: { ...machine("one"), depends_on: ["proxmox_role.first"] } },
      proxmox_pool: { last: { pool_id: "last", comment: "${proxmox_vm.one.vmid}" } },
    };
    await place.code(resources);
    const delay = pve.faults.add({ when: { task: "qmcreate" }, then: { delay: 120_000 } });
    const stop = new AbortController();
    const applying = place.stoppable(stop.signal, "apply", "--yes");
    const creations = async () =>
      ((await pve.get("/cluster/tasks")) as readonly { readonly type: string }[]).filter(
        ({ type }) => type === "qmcreate",
      );
    await expect.poll(creations, { timeout: 60_000 }).toHaveLength(1);
    stop.abort();
    const { code, out, complaints } = await applying;
    expect(complaints.replaceAll("\n", " ")).toMatch(
      /Stopping: .*the state is saved.*Once more to leave at once/,
    );
    for (const line of complaints.split("\nError:")[0]?.split("\n") ?? [])
      expect(line.length).toBeLessThanOrEqual(120);
    expect({ code, complaints }).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("interrupted") as string,
    });
    expect(out).toMatch(/✔ role first[\s\S]*✘ vm one[\s\S]*- pool last +skipped/);
    expect(out).toMatch(/Stopped\. What was done is in the state[\s\S]*run the same command again/);
    expect(await place.read("terraform.web.tfstate")).toContain("First");

    pve.faults.remove(delay.id);
    expect(await place.command("apply", "--yes")).toMatchObject({
      code: 0,
      out: expect.stringContaining("2 to add") as string,
    });
    expect((await place.command("plan", "--detailed-exitcode")).code).toBe(0);
    expect(pve.world.guests.size).toBe(1);
  });

  it("pulls no plug, though the code allows it, and does not call the guest to blame", async () => {
    const running = { ...machine("one"), cores: 1, running: true, force_stop: true };
    await place.code({ proxmox_vm: { one: running } });
    expect(await place.command("apply", "--yes")).toMatchObject({ code: 0 });
    await place.code({ proxmox_vm: { one: { ...running, cores: 2 } } });
    const stop = new AbortController();
    const applying = place.stoppable(stop.signal, "apply", "--yes");
    const tasks = async () =>
      ((await pve.get("/cluster/tasks")) as readonly { readonly type: string }[]).map(({ type }) => type);
    await expect.poll(tasks, { timeout: 60_000 }).toContain("qmreboot");
    stop.abort();
    const { code, complaints } = await applying;
    expect(code).toBe(1);
    expect(complaints).toContain("interrupted while a task runs");
    expect(complaints).not.toContain("did not shut down");
    expect(await tasks()).not.toContain("qmstop");
  });

  it("and is a simulator ends, and says nothing of states and servers", async () => {
    const simulating = new AbortController();
    const ended = place.stoppable(simulating.signal, "simulator", "--json");
    simulating.abort();
    expect(await ended).toMatchObject({ code: 0, complaints: "" });
  });

  it("while the app runs ends it with all that it started, and says that nothing was done", async () => {
    await place.write(
      "app.cjs",
      `const { spawn } = require("node:child_process");
       const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
       require("node:fs").writeFileSync("pids", process.pid + " " + child.pid);
       setInterval(() => 0, 1000);`,
    );
    const stop = new AbortController();
    const planning = place.stoppable(stop.signal, "plan");
    await expect.poll(() => place.read("pids").catch(() => ""), { timeout: 60_000 }).toMatch(/^\d+ \d+$/);
    stop.abort();
    expect(await planning).toEqual({
      code: 1,
      out: "",
      complaints: expect.stringMatching(
        /^\nStopping: [^\n]*\n[^\n]*\nError: stopped while the program ran: node app\.cjs\n {2}Nothing was planned or changed\.\n\n$/,
      ) as string,
    });
    for (const pid of (await place.read("pids")).split(" "))
      await expect.poll(() => lives(Number(pid)), { timeout: 30_000 }).toBe(false);
  });
});

/** What has ended and waits for its parent to ask is no more. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const file = `/proc/${pid}/stat`;
  return !existsSync(file) || !readFileSync(file, "utf8").includes(") Z ");
}
