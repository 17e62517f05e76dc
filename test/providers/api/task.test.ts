import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { Client } from "../../../providers/proxmox/api/client.js";
import { waitForTask } from "../../../providers/proxmox/api/task.js";
import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import type { Worker } from "../../../providers/proxmox/simulator/worker.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";

let pve: Simulation;
let client: Client;
beforeEach(async () => {
  pve = await simulate({ clock: realClock() });
  client = new Client(settingsFrom(environmentOf(pve)));
});
afterEach(async () => {
  await client.close();
  await pve.close();
});

/** Starts a task that does something, and waits for it. */
async function waited(type: string, worker: Worker, abortAfter?: number) {
  const upid = pve.world.tasks.run({ node: "pve1", type, id: 100, user: "root@pam" }, worker);
  const told = { upid, log: [] as string[], progress: [] as number[], warnings: [] as Diagnostic[] };
  const abort = new AbortController();
  if (abortAfter !== undefined) setTimeout(() => abort.abort(), abortAfter);
  const thrown: unknown = await waitForTask(client, upid, {
    signal: abort.signal,
    log: (line) => void told.log.push(line),
    progress: (fraction) => void told.progress.push(fraction),
    warn: (diagnostic) => void told.warnings.push(diagnostic),
  }).catch((each: unknown) => each);
  return { ...told, failure: thrown instanceof Error ? thrown.message : undefined };
}

const looks = () => pve.requests.filter(({ path }) => /\/tasks\/.*\/status$/.test(path)).length;

describe("a task", () => {
  it("that is over soon is seen soon, with few requests", async () => {
    const { failure, log } = await waited("qmstart", async () => undefined);
    expect([failure, log]).toEqual([undefined, []]);
    expect(pve.requests.length).toBeLessThanOrEqual(2);
  });

  it("is looked at ever less often, and its log is told as it grows, each line once, with how far it is", async () => {
    const { failure, log, progress } = await waited("qmclone", async (task) => {
      for (let part = 0; part <= 10; part++) {
        task.log(`transferred ${part}.0 GiB of 10.0 GiB (${part * 10}.00%)`);
        await task.sleep(400);
      }
    });
    expect(failure).toBeUndefined();
    expect(log.filter((line) => line.startsWith("transferred"))).toHaveLength(11);
    expect(log.at(-1)).toBe("TASK OK");
    expect(progress).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(looks()).toBeLessThan(16);
  });

  it("with more lines than a page tells all of them", async () => {
    const { log, failure } = await waited("vzdump", async (task) => {
      for (let line = 1; line <= 1234; line++) task.log(`line ${line}`);
      throw new Error("the last line counts");
    });
    expect(log).toHaveLength(1235);
    expect(failure).toMatch(/task failed: the last line counts[\s\S]*Its log ends with:\n {2}line 1230\n/);
  });

  it("that warns is done, and what it warns of is told", async () => {
    const { failure, warnings, upid } = await waited("vzdump", async (task) => {
      task.warn("no space left for the log");
      task.warn("guest agent does not answer");
    });
    expect(failure).toBeUndefined();
    expect(warnings).toEqual([
      { severity: "warning", summary: "no space left for the log", detail: `Proxmox VE's task ${upid}` },
      { severity: "warning", summary: "guest agent does not answer", detail: `Proxmox VE's task ${upid}` },
    ]);
  });

  it("that fails says why, with its id and the end of its log", async () => {
    const { failure, upid } = await waited("qmstart", async (task) => {
      for (const line of ["one", "two", "three", "four", "five", "six", "seven"]) task.log(line);
      throw new Error("start failed: no such bridge vmbr9");
    });
    expect(failure).toMatch(/^Proxmox VE's task failed: start failed: no such bridge vmbr9\n/);
    expect(failure).toContain(`${upid}\nIts log ends with:\n  three`);
    expect(failure).not.toContain("two");
  });

  it("is waited for while nothing answers, as long as services take to restart", async () => {
    const waiting = waited("qmclone", async (task) => task.sleep(1500));
    setTimeout(() => void pve.nodes.get("pve1")?.become("refusing"), 200);
    setTimeout(() => void pve.nodes.get("pve1")?.up(), 900);
    expect((await waiting).failure).toBeUndefined();
  });
});

describe("an apply that is interrupted", () => {
  const long: Worker = async (task) => {
    task.log("copying");
    await task.sleep(60_000);
  };

  it("stops a task that cleans up behind itself, and tells the end of its log", async () => {
    const { failure, upid } = await waited("qmclone", long, 200);
    expect(failure).toMatch(/^interrupted, and the task that ran was stopped\n/);
    expect(failure).toContain(`${upid}\nIts log ends with:\n  copying`);
    expect(await pve.get(`/nodes/pve1/tasks/${upid}/status`)).toMatchObject({ status: "stopped" });
  });

  it("leaves a task alone that would leave half of it behind", async () => {
    const { failure, upid } = await waited("qmstart", long, 200);
    expect(failure).toBe(`interrupted while a task runs\n${upid} goes on. The next run finds it.`);
    expect(await pve.get(`/nodes/pve1/tasks/${upid}/status`)).toMatchObject({ status: "running" });
    await pve.delete(`/nodes/pve1/tasks/${upid}`);
  });

  it("says that the task goes on where it may not be stopped", async () => {
    pve.faults.add({
      when: { verb: "DELETE", path: "/nodes/*/tasks/*" },
      then: { status: 403, message: "Permission check failed (/nodes/pve1, Sys.Modify)" },
    });
    const { failure, upid } = await waited("qmclone", long, 200);
    expect(failure).toMatch(/goes on: missing privilege Sys\.Modify on \/nodes\/pve1/);
    pve.faults.clear();
    await pve.delete(`/nodes/pve1/tasks/${upid}`);
  });
});
