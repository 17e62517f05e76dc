import { readdirSync } from "node:fs";
import { join } from "node:path";
import { request as httpsRequest } from "node:https";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readyLine } from "../../providers/proxmox/simulator/ready.js";
import { scaledClock } from "../../providers/proxmox/simulator/clock.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { nodeDirectory } from "../../providers/proxmox/simulator/storages/places.js";

interface Sent {
  readonly verb?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Heard {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
  readonly fingerprint: string;
}

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate({ rootPassword: "rootpass1" });
});
afterEach(() => simulation.close());

const form = { "content-type": "application/x-www-form-urlencoded" };

function send(path: string, { verb = "GET", headers = {}, body }: Sent = {}): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = httpsRequest(
      `${simulation.endpoint}${path}`,
      { method: verb, headers: { ...headers, ...length }, rejectUnauthorized: false, agent: false },
      (response) => {
        const { fingerprint256 } = (
          response.socket as unknown as { getPeerCertificate(): { fingerprint256: string } }
        ).getPeerCertificate();
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? "",
            text,
            fingerprint: fingerprint256,
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

async function login(): Promise<{ readonly ticket: string; readonly csrf: string }> {
  const { text } = await send("/api2/json/access/ticket", {
    verb: "POST",
    headers: form,
    body: "username=root@pam&password=rootpass1",
  });
  const { data } = JSON.parse(text) as { data: { ticket: string; CSRFPreventionToken: string } };
  return { ticket: data.ticket, csrf: data.CSRFPreventionToken };
}

const token = () => ({ authorization: `PVEAPIToken=${simulation.token}` });

describe("a ticket", () => {
  it("reads without a CSRF token, and writes only with it", async () => {
    const { ticket, csrf } = await login();
    const cookie = { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` };
    expect((await send("/api2/json/version", { headers: cookie })).status).toBe(200);
    const write = { verb: "POST", headers: { ...cookie, ...form }, body: "groupid=a" };
    const refused = await send("/api2/json/access/groups", write);
    expect([refused.status, refused.reason, refused.text]).toEqual([
      401,
      "Permission denied - invalid csrf token",
      "",
    ]);
    const headers = { ...write.headers, CSRFPreventionToken: csrf };
    expect((await send("/api2/json/access/groups", { ...write, headers })).status).toBe(200);
  });

  it("is valid for two hours, and renewed by being the password", async () => {
    const { ticket } = await login();
    const cookie = { cookie: `PVEAuthCookie=${ticket}` };
    await simulation.world.clock.sleep(7100 * 1000);
    expect((await send("/api2/json/version", { headers: cookie })).status).toBe(200);
    const renewed = await simulation.post("/access/ticket", { username: "root@pam", password: ticket });
    expect(renewed).toMatchObject({ username: "root@pam" });
    await simulation.world.clock.sleep(200 * 1000);
    expect((await send("/api2/json/version", { headers: cookie })).reason).toBe("Authentication failed!");
  });
});

describe("the web server", () => {
  it("says in the status line alone why nobody is let in", async () => {
    const { status, reason, text } = await send("/api2/json/version");
    expect([status, reason, text]).toEqual([401, "No ticket", ""]);
    const wrong = await send("/api2/json/version", {
      headers: { authorization: "PVEAPIToken=root@pam!simulation=wrong" },
    });
    expect([wrong.status, wrong.reason]).toEqual([401, "Authentication failed!"]);
  });

  it("knows no PATCH, no other formats, and no body with a GET", async () => {
    const patch = await send("/api2/json/version", { verb: "PATCH", headers: token() });
    expect([patch.status, patch.reason]).toEqual([501, "method 'PATCH' not available"]);
    const text = await send("/api2/text/version", { headers: token() });
    expect(text.text).toBe("no formatter for uri /version, text");
    const body = await send("/api2/json/version", { headers: { ...token(), ...form }, body: "a=1" });
    expect([body.status, body.text]).toEqual([501, "Unexpected content for method 'GET'"]);
  });

  it("answers /extjs with 200 even where it refuses", async () => {
    const { status, text } = await send("/api2/extjs/access/groups/none", { headers: token() });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      success: 0,
      status: 500,
      data: null,
      message: "group 'none' does not exist\n",
    });
  });

  it("refuses bodies over 512 kB", async () => {
    const { status, text } = await send("/api2/json/access/groups", {
      verb: "POST",
      headers: { ...token(), ...form },
      body: `groupid=a&comment=${"x".repeat(600_000)}`,
    });
    expect([status, text]).toEqual([501, "for data too large"]);
  });

  it("takes an upload's fields in PVE's order only", async () => {
    const part = (head: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const content = part('name="content"', "iso");
    const file = part('name="filename"; filename="a.iso"', "bytes");
    const upload = (body: string) =>
      send("/api2/json/nodes/pve1/storage/local/upload", {
        verb: "POST",
        headers: { ...token(), "content-type": "multipart/form-data; boundary=b" },
        body: `${body}--b--\r\n`,
      });
    expect((await upload(file + content)).status).toBe(400);
    const { status, text } = await upload(content + file);
    expect([status, text]).toEqual([200, expect.stringContaining(":imgcopy::root@pam!simulation:")]);
  });

  it("closes the connection on what is no upload where one is taken, and takes none elsewhere", async () => {
    const to = (path: string, type: string) =>
      send(path, { verb: "POST", headers: { ...token(), "content-type": type }, body: "--b--" });
    await expect(to("/api2/json/nodes/pve1/storage/local/upload", "text/plain")).rejects.toThrow("hang up");
    const { status, text } = await to("/api2/json/access/groups", "multipart/form-data; boundary=b");
    expect([status, text]).toEqual([506, "upload 'Content-Type 'multipart/form-data' not implemented"]);
  });

  it("leaves nothing of an upload that breaks off, or that is refused", async () => {
    const path = "/api2/json/nodes/pve1/storage/local/upload";
    const head = '--b\r\nContent-Disposition: form-data; name="filename"; filename="a.iso"\r\n\r\nbytes';
    const headers = { ...token(), "content-type": "multipart/form-data; boundary=b" };
    expect((await send(path, { verb: "POST", headers, body: head })).status).toBe(400);
    expect((await send(path, { verb: "POST", headers, body: `${head}\r\n--b--\r\n` })).status).toBe(400);
    await new Promise<void>((resolve) => {
      const request = httpsRequest(`${simulation.endpoint}${path}`, {
        method: "POST",
        headers: { ...headers, "content-length": "100000" },
        rejectUnauthorized: false,
        agent: false,
      });
      request.on("error", () => resolve());
      request.write(head, () => setTimeout(() => request.destroy(new Error("gone")), 50));
    });
    await expect.poll(() => readdirSync(join(nodeDirectory(simulation.world), "var/tmp"))).toEqual([]);
  });

  it("proves itself with the certificate whose fingerprint it tells", async () => {
    const { fingerprint } = await send("/api2/json/version", { headers: token() });
    expect(fingerprint).toBe(simulation.fingerprint);
    expect(JSON.parse(readyLine(simulation))).toEqual({
      endpoint: simulation.endpoint,
      fingerprint,
      nodes: ["pve1"],
      endpoints: { pve1: simulation.endpoint },
      username: "root@pam",
      password: "rootpass1",
      token: simulation.token,
    });
  });
});

describe("a task", () => {
  it("is running until its worker ends, and tells its log and its end", async () => {
    const { tasks, clock } = simulation.world;
    const upid = tasks.run(
      { node: "pve1", type: "download", id: "a.iso", user: "root@pam" },
      async (task) => {
        task.log("first");
        await clock.sleep(60_000);
        throw new Error("no space");
      },
    );
    const path = `/nodes/pve1/tasks/${encodeURIComponent(upid)}`;
    expect(await simulation.get(`${path}/status`)).toMatchObject({ status: "running" });
    await vi.waitFor(async () =>
      expect(await simulation.get(`${path}/status`)).toMatchObject({
        status: "stopped",
        exitstatus: "no space",
      }),
    );
    expect(await simulation.get(`${path}/log`)).toEqual([
      { n: 1, t: "first" },
      { n: 2, t: "TASK ERROR: no space" },
    ]);
  });

  it("takes the time that its clock gives it, and ends when it is stopped", async () => {
    await simulation.close();
    simulation = await simulate({ clock: scaledClock(1) });
    const { tasks, clock } = simulation.world;
    const upid = tasks.run({ node: "pve1", type: "vzdump", user: "root@pam" }, () => clock.sleep(600_000));
    const path = `/nodes/pve1/tasks/${encodeURIComponent(upid)}`;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await simulation.get(`${path}/status`)).toMatchObject({ status: "running" });
    await simulation.delete(path);
    await vi.waitFor(async () =>
      expect(await simulation.get(`${path}/status`)).toMatchObject({ exitstatus: "received interrupt" }),
    );
  });
});
