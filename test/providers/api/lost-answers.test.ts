import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { journalInMemory } from "../../../lib/change/journal.js";
import { AnswerLost } from "../../../providers/proxmox/api/answer-lost.js";
import { Client } from "../../../providers/proxmox/api/client.js";
import { taskStarted } from "../../../providers/proxmox/api/lost-write.js";
import { connect, type Connection } from "../../../providers/proxmox/connection.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { vm } from "../../../providers/proxmox/resources/nodes/vm/index.js";
import { applied, type Stand } from "../resources/stand.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";

let pve: Simulation;
let client: Client;
let connection: Connection | undefined;
const guest = { node: "pve1", vmid: 100 };

beforeEach(async () => {
  pve = await simulate();
  await pve.post("/nodes/pve1/qemu", { vmid: 100, name: "web" });
  client = new Client(settingsFrom(environmentOf(pve)));
});
afterEach(async () => {
  await client.close();
  await connection?.close();
  connection = undefined;
  await pve.close();
});

const sent = (verb: string, path: RegExp) =>
  pve.requests.filter((request) => request.verb === verb && path.test(request.path)).length;

describe("a read whose answer is lost", () => {
  it.each([
    ["before it was done", { reset: "before" }],
    ["after it was done", { reset: "after" }],
    ["in a proxy that gave up", { status: 504 }],
    ["on its way to another node", { status: 596, message: "Connection timed out" }],
  ] as const)("%s is repeated", async (_, then) => {
    pve.faults.add({ when: { path: "/nodes/*/qemu/*/config", times: 2 }, then });
    expect((await client.get("/nodes/{node}/qemu/{vmid}/config", guest)).name).toBe("web");
  });

  it("again and again ends in a message that says so", async () => {
    pve.faults.add({ when: { path: "/version" }, then: { reset: "before" } });
    await expect(client.get("/version")).rejects.toThrow(
      /127\.0\.0\.1:\d+ takes requests and does not answer[\s\S]*Check pveproxy and pvedaemon/,
    );
  });
});

describe("a write whose answer is lost", () => {
  it.each([["the connection broke", { reset: "after" }]] as const)(
    "is answered by the task that it has started, and sent once: %s",
    async (_, then) => {
      pve.faults.add({ when: { verb: "POST", path: "/nodes/*/qemu/*/status/start", times: 1 }, then });
      const upid = await client.post("/nodes/{node}/qemu/{vmid}/status/start", guest);
      expect(upid).toMatch(/^UPID:pve1:.*:qmstart:100:root@pam!simulation:$/);
      await pve.world.tasks.ended(upid);
      expect((await client.get("/nodes/{node}/qemu/{vmid}/status/current", guest)).status).toBe("running");
      expect(sent("POST", /start$/)).toBe(1);
    },
  );

  it.each([
    ["reset before", { reset: "before" }],
    ["595", { status: 595, message: "No route to host" }],
    ["596", { status: 596, message: "Connection timed out" }],
  ] as const)("is never repeated where no task shows: %s", async (_, then) => {
    pve.faults.add({ when: { verb: "POST", path: "/nodes/*/qemu/*/status/start", times: 1 }, then });
    const lost = client
      .post("/nodes/{node}/qemu/{vmid}/status/start", guest)
      .catch((thrown: unknown) => thrown);
    // Looking for its task would take half a minute; who closes the connection doesn't wait for that.
    setTimeout(() => void client.close(), 300);
    const thrown = await lost;
    expect(thrown).toBeInstanceOf(AnswerLost);
    expect((thrown as Error).message).toMatch(
      /the answer to a write was lost[\s\S]*status\/start: .* shows no task of it, so it was most likely not done\. Nothing is repeated blindly: plan again/,
    );
    expect(sent("POST", /start$/)).toBe(1);
  });

  it("that starts no task is told at once, and sent once", async () => {
    pve.faults.add({ when: { verb: "POST", path: "/pools", times: 1 }, then: { reset: "after" } });
    await expect(client.post("/pools", { poolid: "one" })).rejects.toThrow(
      /POST \/pools: the connection broke .* It may have been done/,
    );
    expect(await pve.get("/pools")).toMatchObject([{ poolid: "one" }]);
    expect(sent("POST", /pools/)).toBe(1);
  });

  it("that makes a guest is not taken for done by a task like it, which may be somebody else's", async () => {
    pve.faults.add({ when: { verb: "POST", path: "/nodes/*/qemu", times: 1 }, then: { reset: "after" } });
    const thrown: unknown = await client
      .post("/nodes/{node}/qemu", { node: "pve1", vmid: 101 })
      .catch((each: unknown) => each);
    expect(thrown).toBeInstanceOf(AnswerLost);
    expect((thrown as AnswerLost).task).toMatch(/:qmcreate:101:root@pam!simulation:$/);
    expect((thrown as AnswerLost).message).toMatch(/may be its task, or somebody else's like it/);
  });
});

describe("a virtual machine whose creation was lost", () => {
  /** Makes a guest while something goes wrong, and answers its number. */
  async function made(): Promise<unknown> {
    connection = await connect(settingsFrom(environmentOf(pve)));
    const at: Stand = { pve, connection, journal: journalInMemory(), close: async () => undefined };
    const { attributes } = await applied(at, vm, { code: { node: "pve1", name: "new" } });
    return attributes["vmid"];
  }
  const guests = async () =>
    ((await pve.get("/nodes/pve1/qemu")) as { readonly vmid: number; readonly name: string }[])
      .map(({ vmid, name }) => [vmid, name])
      .sort();

  it("is found by the number that only its own request carried, and made once", async () => {
    pve.faults.add({ when: { verb: "POST", path: "/nodes/*/qemu", times: 1 }, then: { reset: "after" } });
    expect(await made()).toBe(101);
    expect(await guests()).toEqual([
      [100, "web"],
      [101, "new"],
    ]);
  });

  it("is never taken from somebody else who was faster with the same login", async () => {
    pve.faults.add({ when: { verb: "POST", path: "/nodes/*/qemu", times: 1 }, then: { reset: "before" } });
    const making = made();
    const other = new Client(settingsFrom(environmentOf(pve)));
    await expect.poll(() => sent("POST", /qemu$/) > 0 || pve.faults.list()[0]?.struck === 1).toBe(true);
    await other.post("/nodes/{node}/qemu", { node: "pve1", vmid: 101, name: "other" });
    expect(await making).toBe(102);
    await other.close();
    expect(await guests()).toEqual([
      [100, "web"],
      [101, "other"],
      [102, "new"],
    ]);
  });
});

describe("the task of a lost write", () => {
  const lost = {
    verb: "POST",
    template: "/nodes/{node}/qemu/{vmid}/status/stop",
    parameters: guest,
    login: "root@pam!ci",
    since: 1000,
    known: new Set(["UPID:pve1:0:0:0:qmstop:100:root@pam!ci:known"]),
  };
  const row = (more: object = {}) => ({
    upid: "UPID:pve1:1:1:1:qmstop:100:root@pam!ci:",
    node: "pve1",
    pid: 1,
    pstart: 1,
    starttime: 1000,
    type: "qmstop",
    id: "100",
    user: "root@pam",
    ...more,
  });

  it("is the one of its kind, its guest, its whole login and its time", () => {
    expect(taskStarted(lost, [row()])).toBe(row().upid);
    expect(taskStarted(lost, [row({ type: "hastop" })])).toBe(row().upid);
  });

  it.each([
    ["of another kind", { type: "qmstart" }],
    ["of another guest", { id: "101" }],
    ["of another login", { upid: "UPID:pve1:1:1:1:qmstop:100:root@pam:" }],
    ["from before", { starttime: 999 }],
    ["that another request started", { upid: "UPID:pve1:0:0:0:qmstop:100:root@pam!ci:known" }],
  ])("is none %s", (_, more) => {
    expect(taskStarted(lost, [row(more)])).toBeUndefined();
  });

  it("is none where two may be it", () => {
    expect(
      taskStarted(lost, [row(), row({ upid: "UPID:pve1:2:2:2:qmstop:100:root@pam!ci:" })]),
    ).toBeUndefined();
  });
});

describe("a lock that somebody else holds", () => {
  it.each([
    ["of a guest", "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout"],
    ["of the cluster", "cfs-lock 'file-user_cfg' error: got lock request timeout"],
  ])("%s is waited for: nothing was done", async (_, message) => {
    pve.faults.add({ when: { verb: "POST", path: "/pools", times: 2 }, then: { status: 500, message } });
    await client.post("/pools", { poolid: "patient" });
    expect(await pve.get("/pools")).toMatchObject([{ poolid: "patient" }]);
  });

  it("in the middle of the work is not: a part may be done", async () => {
    const message = "cfs-lock 'file-user_cfg' error: got lock timeout - aborting command";
    pve.faults.add({ when: { verb: "POST", path: "/pools", times: 1 }, then: { status: 500, message } });
    await expect(client.post("/pools", { poolid: "hasty" })).rejects.toThrow(/aborting command/);
  });
});
