import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Client } from "../../../providers/proxmox/api/client.js";
import { otherEndpoints } from "../../../providers/proxmox/api/other-endpoints.js";
import { connect } from "../../../providers/proxmox/connection.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";
import { forwarder, type Listener } from "./listener.js";

let pve: Simulation;
const nodes = ["pve1", "pve2", "pve3"];
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  pve = await simulate({ nodes });
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await pve.close();
});

const at = (name: string) => pve.nodes.get(name) ?? expect.fail(`there is no ${name}`);

/** A client that knows some nodes' endpoints, and all their certificates. */
function clientOf(...names: readonly string[]): Client {
  const client = new Client(
    settingsFrom({
      ...environmentOf(pve),
      PROXMOX_VE_ENDPOINT: "",
      PROXMOX_VE_ENDPOINTS: names.map((name) => at(name).endpoint).join(","),
      PROXMOX_VE_FINGERPRINT: nodes.map((name) => at(name).fingerprint).join(","),
    }),
  );
  open.push(client);
  return client;
}

const askedOf = (node: string) => pve.requests.filter((request) => request.node === node).length;

describe("several endpoints", () => {
  it("are asked in their order, and only where the one before is out of reach", async () => {
    const client = clientOf("pve1", "pve2");
    await client.get("/version");
    expect([askedOf("pve1"), askedOf("pve2")]).toEqual([1, 0]);
    await at("pve1").down();
    await client.get("/version");
    expect([client.endpoint, askedOf("pve2")]).toEqual([at("pve2").endpoint, 1]);
    // What works stays, though the first is there again.
    await at("pve1").up();
    await client.get("/version");
    expect(askedOf("pve2")).toBe(2);
  });

  it("take writes too where the first was surely not reached, each once", async () => {
    const client = clientOf("pve1", "pve2");
    await client.get("/version");
    await at("pve1").down();
    await client.post("/pools", { poolid: "one" });
    expect(pve.requests.filter(({ verb }) => verb === "POST")).toMatchObject([
      { node: "pve2", path: "/pools" },
    ]);
  });

  it("take over many requests at once", async () => {
    const client = clientOf("pve1", "pve2", "pve3");
    await client.get("/version");
    await Promise.all([at("pve1").down(), at("pve3").down()]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.get("/version")));
    expect(answers.map(({ release }) => release)).toEqual(Array.from({ length: 40 }, () => "9.2"));
  });

  it("keep a read's endpoint where only its answer was lost: that says nothing of the node", async () => {
    const client = clientOf("pve1", "pve2");
    await client.get("/version");
    pve.faults.add({ when: { node: "pve1", path: "/version", times: 1 }, then: { reset: "after" } });
    await client.get("/version");
    expect([client.endpoint, askedOf("pve2")]).toEqual([at("pve1").endpoint, 0]);
  });

  it("log in with a ticket that is good for all of them", async () => {
    const client = new Client(
      settingsFrom({
        PROXMOX_VE_ENDPOINTS: `${at("pve1").endpoint},${at("pve2").endpoint}`,
        PROXMOX_VE_FINGERPRINT: `${at("pve1").fingerprint},${at("pve2").fingerprint}`,
        PROXMOX_VE_USERNAME: "root@pam",
        PROXMOX_VE_PASSWORD: pve.password,
      }),
    );
    open.push(client);
    await client.post("/pools", { poolid: "one" });
    await at("pve1").down();
    await client.post("/pools", { poolid: "two" });
    expect(pve.requests.filter(({ path }) => path === "/access/ticket")).toHaveLength(1);
  });
});

describe("an endpoint that restarts its services", () => {
  it("is waited for where it has worked before, for reads and for writes", async () => {
    const client = clientOf("pve1");
    await client.get("/version");
    await at("pve1").become("refusing");
    setTimeout(() => void at("pve1").up(), 700);
    await Promise.all([client.get("/version"), client.post("/pools", { poolid: "later" })]);
    expect(await pve.get("/pools")).toMatchObject([{ poolid: "later" }]);
  });

  it("is not waited for where nothing has ever worked", async () => {
    await at("pve1").become("refusing");
    const started = Date.now();
    await expect(clientOf("pve1").get("/version")).rejects.toThrow(/nothing listens there/);
    expect(Date.now() - started).toBeLessThan(500);
  });
});

describe("the cluster's other nodes", () => {
  it("are named by their addresses and the port that is known", () => {
    const members = [
      { type: "cluster", id: "cluster", name: "c" },
      { type: "node", id: "node/pve1", name: "pve1", ip: "192.0.2.1", local: 1 },
      { type: "node", id: "node/pve2", name: "pve2", ip: "192.0.2.2", local: 0 },
      { type: "node", id: "node/pve3", name: "pve3", ip: "fd00::3", local: 0 },
    ] as const;
    expect(otherEndpoints("https://pve.example.com:8006", members)).toEqual([
      "https://192.0.2.2:8006",
      "https://[fd00::3]:8006",
    ]);
    expect(otherEndpoints("https://pve.example.com", members)[0]).toBe("https://192.0.2.2");
  });

  /** The cluster behind loopback addresses that all have one port, as real nodes do. */
  async function asRealNodes(): Promise<readonly Listener[]> {
    const first = await forwarder(at("pve1").endpoint, "127.0.0.1");
    const second = await forwarder(at("pve2").endpoint, "127.0.0.2", first.port);
    open.push(first, second);
    for (const [index, name] of nodes.entries()) {
      const node = pve.world.nodes.get(name);
      if (node !== undefined) Object.assign(node, { address: `127.0.0.${index + 1}` });
    }
    return [first, second];
  }

  async function connected(port: number, fingerprint: string) {
    const connection = await connect(
      settingsFrom({
        ...environmentOf(pve),
        PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${port}`,
        PROXMOX_VE_FINGERPRINT: fingerprint,
      }),
    );
    open.push(connection);
    await connection.once("/cluster/status");
    return connection;
  }

  it("are found after the first connection, and read where it is out of reach, yet nothing is written there", async () => {
    const [first] = await asRealNodes();
    const { api } = await connected(first!.port, `${at("pve1").fingerprint},${at("pve2").fingerprint}`);
    await first!.close();
    expect((await api.get("/version")).release).toBe("9.2");
    expect(askedOf("pve2")).toBe(1);
    await expect(api.post("/pools", { poolid: "no" })).rejects.toThrow(/nothing listens there/);
  });

  it("are not trusted where the pinned certificate is not theirs", async () => {
    const [first, second] = await asRealNodes();
    const { api } = await connected(first!.port, at("pve1").fingerprint);
    await first!.close();
    await expect(api.get("/version")).rejects.toThrow(/another certificate/);
    expect([second!.count() > 0, askedOf("pve2")]).toEqual([true, 0]);
  });
});

describe("a node that its neighbours can't reach", () => {
  it("fails the reads that concern it at once after the first has tried, and tells so", async () => {
    const client = clientOf("pve1");
    await at("pve2").down();
    const read = () =>
      client.get("/nodes/{node}/status", { node: "pve2" }).catch((thrown: unknown) => thrown);
    const first = await read();
    expect(first).toMatchObject({ refused: { status: 595 } });
    const before = askedOf("pve1");
    const others = await Promise.all(Array.from({ length: 20 }, read));
    expect(others.every((each) => each instanceof Error && each.message === (first as Error).message)).toBe(
      true,
    );
    expect(askedOf("pve1")).toBe(before);
    expect((await client.get("/nodes/{node}/status", { node: "pve1" })).uptime).toBeDefined();
  });

  it("is read again once it answers a write", async () => {
    const client = clientOf("pve1");
    await at("pve2").down();
    await client.get("/nodes/{node}/status", { node: "pve2" }).catch(() => undefined);
    await at("pve2").up();
    await client.post("/nodes/{node}/services/{service}/reload", { node: "pve2", service: "cron" });
    expect((await client.get("/nodes/{node}/status", { node: "pve2" })).uptime).toBeDefined();
  });
});
