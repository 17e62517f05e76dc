import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  heldClock,
  instantClock,
  realClock,
  scaledClock,
  type Clock,
} from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { Wire } from "./wire.js";

/** What happened, in order. */
function recorder(clock: Clock) {
  const seen: string[] = [];
  const sleeper = async (name: string, ...naps: readonly number[]) => {
    for (const [index, nap] of naps.entries()) {
      await clock.sleep(nap);
      seen.push(`${name}${index + 1}`);
    }
  };
  return { seen, sleeper };
}

describe("a clock", () => {
  it.each([
    ["instant", instantClock()],
    ["scaled", scaledClock(100)],
  ])("that is %s wakes sleepers in the order of their waking, whoever slept first", async (_, clock) => {
    const { seen, sleeper } = recorder(clock);
    await Promise.all([sleeper("a", 60_000), sleeper("b", 10_000, 20_000, 40_000), sleeper("c", 40_000)]);
    expect(seen).toEqual(["b1", "b2", "c1", "a1", "b3"]);
  });

  it("that is instant lets the time of day move on by what was slept, and hardly any time pass", async () => {
    const clock = instantClock();
    const [before, started] = [clock.now(), performance.now()];
    await Promise.all([clock.sleep(3_600_000), clock.sleep(7_200_000)]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
    expect(clock.now() - before).toBeLessThan(7_201_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("that is held stands still until it is advanced, and then lets happen what follows from that", async () => {
    const clock = heldClock();
    const { seen, sleeper } = recorder(clock);
    const work = Promise.all([sleeper("a", 10_000, 10_000, 10_000), sleeper("b", 15_000)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual([]);
    const before = clock.now();
    await clock.advance(25_000);
    expect(seen).toEqual(["a1", "b1", "a2"]);
    expect(clock.now() - before).toBe(25_000);
    await clock.advance(5_000);
    await work;
  });

  it("that is real can be advanced all the same", async () => {
    const clock = realClock();
    const { seen, sleeper } = recorder(clock);
    void sleeper("a", 3_600_000);
    const before = clock.now();
    await clock.advance(3_600_000);
    expect(seen).toEqual(["a1"]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  it("that is real keeps no process alive that has nothing else to do", () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = timers();
    void realClock().sleep(3_600_000);
    expect(timers()).toBe(before);
  });

  it("that is real wakes nobody early, however long they sleep", async () => {
    const clock = realClock();
    const { seen, sleeper } = recorder(clock);
    void sleeper("a", 2 ** 32);
    void sleeper("b", 20);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen).toEqual(["b1"]);
  });
});

describe("a guest's lock", () => {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await simulate({ clock: heldClock() });
    await finished(() => simulation.post("/nodes/pve1/qemu", { vmid: 100, scsi0: "local:1" }));
    await finished(() => simulation.post("/nodes/pve1/qemu/100/status/start"));
  });
  afterEach(() => simulation.close());

  const guest = "/nodes/pve1/qemu/100";
  const exitOf = (upid: string) => simulation.world.tasks.find(upid).exit;
  const linesOf = (upid: string) => simulation.world.tasks.find(upid).lines;
  const begin = async (path: string, parameters = {}) =>
    String(await simulation.post(`${guest}${path}`, parameters));
  const change = () =>
    simulation.put(`${guest}/config`, { description: "now" }).catch((thrown: Error) => thrown);

  /** Lets time pass until a task has ended. */
  async function finished(ask: () => Promise<unknown>): Promise<string> {
    const upid = String(await ask());
    for (let waited = 0; exitOf(upid) === undefined && waited < 100; waited++)
      await simulation.clock.advance(1000);
    return upid;
  }

  it("is held by a shutdown that waits: a change gives up after ten seconds", async () => {
    await begin("/status/shutdown", { timeout: 60 });
    await simulation.clock.advance(0);
    const late = change();
    await simulation.clock.advance(9_900);
    await simulation.clock.advance(200);
    expect(await late).toMatchObject({
      status: 500,
      message: "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
    });
  });

  it("makes a task that waits in vain say so in its log", async () => {
    await begin("/status/shutdown", { timeout: 60 });
    const upid = await finished(() => begin("/status/stop"));
    const problem = "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout";
    expect(linesOf(upid)).toEqual(["trying to acquire lock...", `TASK ERROR: ${problem}`]);
  });

  it("is had in time when the one before is done", async () => {
    await begin("/status/shutdown", { timeout: 5 });
    const upid = await finished(() => begin("/status/stop"));
    expect(linesOf(upid)).toEqual(["trying to acquire lock...", " OK", "TASK OK"]);
  });

  it("is let go by a shutdown that is overruled", async () => {
    const shutdown = await begin("/status/shutdown", { timeout: 60 });
    const stop = await finished(() => begin("/status/stop", { "overrule-shutdown": 1 }));
    expect(linesOf(stop)[0]).toBe(`overruled qmshutdown tasks: ${shutdown}`);
    expect(exitOf(stop)).toBe("OK");
    expect(exitOf(shutdown)).toBe("received interrupt");
    expect(await simulation.get(`${guest}/status/current`)).toMatchObject({ status: "stopped" });
  });

  it("is not waited for where the configuration says that it is locked", async () => {
    simulation.world.guests.get(100)!.lock = "backup";
    await begin("/status/shutdown", { timeout: 60 });
    await simulation.clock.advance(0);
    expect(await change()).toMatchObject({ message: "VM is locked (backup)" });
  });

  it("can be held by nobody in particular", async () => {
    void simulation.hold({ vmid: 100 }, 30_000);
    const late = change();
    await simulation.clock.advance(10_000);
    expect(await late).toMatchObject({ status: 500 });
    await simulation.clock.advance(20_000);
    expect(await change()).toBeNull();
  });

  it("is given up by a task that is stopped while it waits", async () => {
    void simulation.hold({ vmid: 100 }, 30_000);
    const upid = await begin("/status/stop");
    await simulation.clock.advance(1000);
    await simulation.delete(`/nodes/pve1/tasks/${encodeURIComponent(upid)}`);
    await simulation.world.tasks.ended(upid);
    expect(exitOf(upid)).toBe(
      "can't lock file '/var/lock/qemu-server/lock-100.conf' - interrupted by signal",
    );
    expect(await simulation.get(`${guest}/status/current`)).toMatchObject({ status: "running" });
  });

  it("answers a change in a task with its UPID when that takes longer than the asked delay", async () => {
    simulation.faults.add({ when: { task: "qmconfig" }, then: { delay: 8000 } });
    const answer = simulation.post(`${guest}/config`, { description: "late", background_delay: 5 });
    await simulation.clock.advance(5000);
    expect(await answer).toMatch(/^UPID:pve1:.*:qmconfig:100:/);
    const quick = simulation.post(`${guest}/config`, { description: "later", background_delay: 30 });
    await simulation.clock.advance(30_000);
    expect(await quick).toBeNull();
  });

  it("of a clone is held until the clone stands: what is asked of it meanwhile waits, or is refused", async () => {
    await finished(() => begin("/status/stop"));
    simulation.faults.add({ when: { task: "qmclone" }, then: { delay: 15_000 } });
    const clone = await begin("/clone", { newid: 101 });
    await simulation.clock.advance(0);
    const copy = "/nodes/pve1/qemu/101";
    expect(await simulation.get(`${copy}/config`)).toMatchObject({
      lock: "clone",
      description: " qmclone temporary file",
    });
    expect(await simulation.get(`${guest}/config`)).not.toHaveProperty("lock");
    const start = String(await simulation.post(`${copy}/status/start`));
    await expect(simulation.put(`${copy}/config`, { name: "a" })).rejects.toThrow("VM is locked (clone)");
    await simulation.clock.advance(10_000);
    expect(exitOf(start)).toBe("can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout");
    const removal = String(await simulation.delete(copy));
    await simulation.clock.advance(10_000);
    expect(exitOf(clone)).toBe("OK");
    expect(linesOf(removal).slice(0, 2)).toEqual(["trying to acquire lock...", " OK"]);
    expect(exitOf(removal)).toBe("OK");
  });

  it("goes with a clone that is stopped, and so does the clone", async () => {
    await finished(() => begin("/status/stop"));
    simulation.faults.add({ when: { task: "qmclone" }, then: { delay: 60_000 } });
    const clone = await begin("/clone", { newid: 101 });
    await simulation.clock.advance(1000);
    await simulation.delete(`/nodes/pve1/tasks/${encodeURIComponent(clone)}`);
    await simulation.world.tasks.ended(clone);
    await expect(simulation.get("/nodes/pve1/qemu/101/config")).rejects.toThrow("does not exist");
    await finished(() => begin("/status/start"));
    expect(await simulation.get(`${guest}/status/current`)).toMatchObject({ status: "running" });
  });

  it("of a stopped source is shared by many clones, and not waited for longer than a second", async () => {
    await finished(() => begin("/status/stop"));
    simulation.faults.add({ when: { task: "qmclone" }, then: { delay: 20_000 } });
    const clones = [await begin("/clone", { newid: 101 }), await begin("/clone", { newid: 102 })];
    const started = await begin("/status/start");
    await simulation.clock.advance(10_000);
    expect(linesOf(started)).toContain(
      "TASK ERROR: can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
    );
    await simulation.clock.advance(11_000);
    expect(clones.map(exitOf)).toEqual(["OK", "OK"]);
    await finished(() => begin("/status/start"));
    await begin("/status/shutdown", { timeout: 60 });
    await simulation.clock.advance(0);
    const late = begin("/clone", { newid: 103 }).catch((thrown: Error) => thrown.message);
    await simulation.clock.advance(1000);
    expect(await late).toBe("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
  });
});

describe("a ticket", () => {
  it("is too old two hours later, and a new one is not", async () => {
    const simulation = await simulate({ rootPassword: "rootpass1" });
    const wire = new Wire(simulation);
    try {
      const login = async () => {
        const parameters = { username: "root@pam", password: "rootpass1" };
        const { data } = await wire.ask("/access/ticket", { verb: "POST", parameters, headers: {} });
        const { ticket } = data as { readonly ticket: string };
        return { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` };
      };
      const headers = await login();
      await simulation.clock.advance(2 * 3600 * 1000 - 10_000);
      expect((await wire.ask("/version", { headers })).status).toBe(200);
      await simulation.clock.advance(20_000);
      expect((await wire.ask("/version", { headers })).status).toBe(401);
      expect((await wire.ask("/version", { headers: await login() })).status).toBe(200);
    } finally {
      await wire.close();
      await simulation.close();
    }
  });
});
