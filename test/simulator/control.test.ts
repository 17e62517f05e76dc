import { request } from "node:http";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { heldClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { Wire } from "./wire.js";

let simulation: Simulation;
let wire: Wire;
beforeEach(async () => {
  simulation = await simulate({ nodes: ["pve1", "pve2", "pve3"], control: true, clock: heldClock() });
  wire = new Wire(simulation);
});
afterEach(async () => {
  await wire.close();
  await simulation.close();
});

async function control(
  verb: string,
  path: string,
  body?: object,
): Promise<[status: number, answer: unknown]> {
  const answer = await fetch(`${simulation.control}${path}`, {
    method: verb,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [answer.status, await answer.json()];
}

describe("the control endpoint", () => {
  it("tells what a guest's agent answers and how much fits on a storage, as the object does", async () => {
    await simulation.post("/nodes/pve1/qemu", { vmid: 100, agent: "1" }).then(simulation.ended);
    const started = simulation.ended(await simulation.post("/nodes/pve1/qemu/100/status/start"));
    await simulation.clock.advance(10_000);
    expect(await started).toBe("OK");
    expect(await control("PUT", "/agents/100", { answers: true, hostName: "db" })).toEqual([200, null]);
    expect(await simulation.get("/nodes/pve1/qemu/100/agent/get-host-name")).toEqual({
      result: { "host-name": "db" },
    });
    simulation.agent(100, { answers: true, hostName: "web" });
    expect(await simulation.get("/nodes/pve1/qemu/100/agent/get-host-name")).toEqual({
      result: { "host-name": "web" },
    });
    expect(await control("PUT", "/storages/local/capacity", { bytes: 5 * 2 ** 30 })).toEqual([200, null]);
    expect(await simulation.get("/nodes/pve1/storage/local/status")).toMatchObject({ total: 5 * 2 ** 30 });
    expect(await control("PUT", "/agents/7", {})).toEqual([400, { error: "there is no virtual machine 7" }]);
    expect((await control("PUT", "/storages/nowhere/capacity", { bytes: 1 }))[0]).toBe(400);
  });

  it("lists its methods", async () => {
    const [status, methods] = await control("GET", "/");
    expect(status).toBe(200);
    expect(methods).toContainEqual({
      method: "GET /nodes",
      does: "lists the nodes: where they answer, how they fare",
    });
  });

  it("adds, lists and removes faults", async () => {
    const fault = { when: { path: "/version" }, then: { status: 502, message: "bad gateway" } };
    const [, added] = await control("POST", "/faults", fault);
    const { id } = added as { readonly id: string };
    expect((await wire.ask("/version")).status).toBe(502);
    expect(await control("GET", "/faults")).toEqual([200, [{ id, fault, struck: 1 }]]);
    expect(await control("DELETE", `/faults/${id}`)).toEqual([200, null]);
    expect(await control("DELETE", `/faults/${id}`)).toEqual([404, { error: `there is no fault '${id}'` }]);
    expect((await wire.ask("/version")).status).toBe(200);
  });

  it("lets time pass", async () => {
    const { data } = await wire.ask("/nodes/pve1/qemu", {
      verb: "POST",
      parameters: { vmid: 100, start: 1 },
    });
    await simulation.world.tasks.ended(String(data));
    const status = async () =>
      ((await simulation.get("/nodes/pve1/qemu/100/status/current")) as { readonly status: string }).status;
    expect(await status()).toBe("stopped");
    const before = simulation.clock.now();
    expect(await control("POST", "/clock/advance", { milliseconds: 5000 })).toEqual([
      200,
      { now: new Date(before + 5000).toISOString() },
    ]);
    expect(await status()).toBe("running");
    expect(await control("POST", "/clock/advance", { milliseconds: "5" })).toMatchObject([400, {}]);
  });

  it("takes nodes down and up, and lets them fare otherwise", async () => {
    await control("POST", "/nodes/pve2/down");
    expect((await wire.ask("/nodes/pve2/status")).reason).toBe("No route to host");
    await control("POST", "/nodes/pve2/up");
    expect((await wire.ask("/nodes/pve2/status")).status).toBe(200);
    expect(await control("PUT", "/nodes/pve2", { condition: "refusing" })).toMatchObject([
      200,
      { name: "pve2", condition: "refusing" },
    ]);
    expect((await wire.ask("/nodes/pve2/status")).reason).toBe("Connection refused");
    expect(await control("PUT", "/nodes/pve2", { condition: "tired" })).toMatchObject([400, {}]);
    expect(await control("POST", "/nodes/pve9/down")).toEqual([
      404,
      { error: "there is no node 'pve9'; there are: pve1, pve2, pve3" },
    ]);
  });

  it("tells which requests came, and forgets them", async () => {
    await wire.ask("/version", { node: "pve3" });
    expect(await control("GET", "/requests")).toMatchObject([
      200,
      [{ node: "pve3", verb: "GET", path: "/version", status: 200 }],
    ]);
    await control("DELETE", "/requests");
    expect(await control("GET", "/requests")).toEqual([200, []]);
  });

  it("holds a guest's lock for a time", async () => {
    const { data } = await wire.ask("/nodes/pve1/qemu", { verb: "POST", parameters: { vmid: 100 } });
    await simulation.world.tasks.ended(String(data));
    await control("POST", "/locks", { vmid: 100, milliseconds: 4000 });
    const change = simulation.put("/nodes/pve1/qemu/100/config", { name: "a" });
    let isAnswered = false;
    void change.then(() => (isAnswered = true));
    await control("POST", "/clock/advance", { milliseconds: 3900 });
    expect(isAnswered).toBe(false);
    await control("POST", "/clock/advance", { milliseconds: 200 });
    await change;
    expect(await simulation.get("/nodes/pve1/qemu/100/config")).toMatchObject({ name: "a" });
  });

  it("is not for web pages", async () => {
    const headers = { origin: "https://somewhere.example" };
    expect((await fetch(`${simulation.control}/nodes`, { headers })).status).toBe(403);
    const port = new URL(simulation.control ?? "").port;
    const status = await new Promise((resolve) =>
      request({ port, path: "/nodes", headers: { host: "somewhere.example" } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
    expect(status).toBe(403);
  });

  it.each([
    ["POST", "/faults", "[1]"],
    ["POST", "/faults", "{"],
    ["POST", "/nowhere", "{}"],
  ])("refuses %s %s %s in words", async (verb, path, body) => {
    const answer = await fetch(`${simulation.control}${path}`, { method: verb, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(((await answer.json()) as { readonly error: string }).error).not.toBe("");
  });
});
