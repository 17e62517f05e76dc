import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "node:https";

import { describe, expect, it, vi } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/index.js";
import { requestLog } from "../../providers/proxmox/simulator/requests/request-log.js";
import { withoutSecrets } from "../../providers/proxmox/simulator/requests/without-secrets.js";

function send(pve: Simulation, what: string, body?: object): Promise<number> {
  const [verb, path] = what.split(" ") as [string, string];
  return new Promise((resolve, reject) => {
    const headers = { authorization: `PVEAPIToken=${pve.token}`, "content-type": "application/json" };
    const sent = request(
      `${pve.endpoint}/api2/json${path}`,
      { method: verb, headers, rejectUnauthorized: false, agent: false },
      (response) => response.resume().on("end", () => resolve(response.statusCode ?? 0)),
    );
    sent.on("error", reject).end(body && JSON.stringify(body));
  });
}

describe("a simulation", () => {
  it("ends with the block that it was made for, and its files with it", async () => {
    const block = async () => {
      await using pve = await simulate();
      expect(await pve.get("/version")).toMatchObject({ release: "9.2" });
      return { endpoint: pve.endpoint, directory: pve.world.directory };
    };
    const { endpoint, directory } = await block();
    expect(existsSync(directory)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow("fetch failed");
  });

  it("is asked without the network too, refuses there as over it, and tells how a task ended", async () => {
    await using pve = await simulate();
    const upid = await pve.post("/nodes/pve1/qemu", { vmid: 100, name: "web" });
    expect(await pve.ended(upid)).toBe("OK");
    await pve.put("/nodes/pve1/qemu/100/config", { cores: 2 });
    expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({ name: "web", cores: 2 });
    await expect(pve.put("/nodes/pve1/qemu/100/config", { cores: "many" })).rejects.toMatchObject({
      status: 400,
      errors: { cores: "type check ('integer') failed - got 'many'" },
    });
    expect(await pve.ended(await pve.delete("/nodes/pve1/qemu/100"))).toBe("OK");
    expect(await pve.get("/nodes/pve1/qemu")).toEqual([]);
  });

  it("logs who asked what over the network and how that was answered, without secrets", async () => {
    await using pve = await simulate();
    await send(pve, "POST /access/users", { userid: "ann@pve", password: "annpass12", comment: "Ann" });
    await send(pve, "GET /nodes/pve1/status?colour=red");
    expect(pve.requests).toEqual([
      {
        at: expect.any(Number) as number,
        node: "pve1",
        verb: "POST",
        path: "/access/users",
        parameters: { userid: "ann@pve", password: "***", comment: "Ann" },
        user: "root@pam!simulation",
        status: 200,
      },
      expect.objectContaining({ path: "/nodes/pve1/status", parameters: { colour: "red" }, status: 400 }),
    ]);
  });

  it("begins only with what can be, and leaves nothing where it can't begin", async () => {
    const folder = mkdtempSync(join(tmpdir(), "begin-"));
    vi.stubEnv("TMPDIR", folder);
    await expect(simulate({ nodes: ["a", "b_c"] })).rejects.toThrow("'b_c' is no name of a node");
    await expect(simulate({ nodes: ["a", "a"] })).rejects.toThrow("two nodes are called 'a'");
    await expect(simulate({ nodes: [] })).rejects.toThrow("there are no nodes");
    await expect(simulate({ nodes: ["a", "b"], hosts: ["127.0.0.1"] })).rejects.toThrow(
      "1 hosts for 2 nodes",
    );
    await expect(simulate({ port: 70_000 })).rejects.toThrow("70000 is no port");
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as AddressInfo;
    const taken = `127.0.0.1:${port} is in use`;
    await expect(simulate({ port })).rejects.toThrow(taken);
    await expect(simulate({ ssh: { port } })).rejects.toThrow(taken);
    await expect(simulate({ control: { port } })).rejects.toThrow(taken);
    blocker.close();
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
});

describe("the log of requests", () => {
  it("keeps the newest, and of long texts the beginning", () => {
    const { requests, add } = requestLog(3);
    const row = { at: 0, node: "pve1", verb: "GET", parameters: {}, user: undefined, status: 200 };
    for (const path of ["/1", "/2", "/3", "/4", "/5"]) add({ ...row, path });
    expect(requests.map(({ path }) => path)).toEqual(["/3", "/4", "/5"]);
    const { description } = withoutSecrets("/nodes/pve1/qemu", { description: "x".repeat(400_000) });
    expect(description).toBe(`${"x".repeat(1000)}...`);
  });

  it("hides what is secret in one place and plain in another", () => {
    expect(withoutSecrets("/cluster/acme/plugins", { data: "QVBJ", type: "dns" })).toEqual({
      data: "***",
      type: "dns",
    });
    expect(withoutSecrets("/nodes/pve1/hosts", { data: "127.0.0.1 localhost" })).toEqual({
      data: "127.0.0.1 localhost",
    });
    expect(
      withoutSecrets("/access/tfa/ann@pve", { type: "totp", totp: "otpauth://x", value: "123456" }),
    ).toEqual({
      type: "totp",
      totp: "***",
      value: "***",
    });
  });
});
