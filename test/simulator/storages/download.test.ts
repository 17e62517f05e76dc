import { createHash } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createCertificate } from "../../../providers/proxmox/simulator/certificate.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { setTotal } from "../../../providers/proxmox/simulator/storages/capacity.js";
import { putFile, taskOf, volumes } from "./stand.js";

const file = Buffer.alloc(40 * 2 ** 20, 7);
const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/a.iso": (response) => void response.writeHead(200, { "Content-Type": "application/x-iso" }).end(file),
  "/a.iso.gz": (response) => void response.end(gzipSync(file)),
  "/moved": (response) => void response.writeHead(302, { Location: "/a.iso" }).end(),
  "/named": (response) =>
    void response.writeHead(200, { "Content-Disposition": 'attachment; filename="b.iso"' }).end(),
  "/slow": (response) => void response.writeHead(200, { "Content-Length": 10 }).write("1"),
};

let simulation: Simulation;
let servers: Server[];
let port: number;
let securePort: number;
beforeEach(async () => {
  simulation = await simulate();
  const { certificate, privateKey } = createCertificate();
  const plain = createServer((request, response) => {
    const respond = answers[request.url ?? ""];
    if (respond === undefined) response.writeHead(404, "Not Found").end();
    else respond(response);
  });
  const secure = createSecureServer({ cert: certificate, key: privateKey }, (_, response) => {
    response.end("secret");
  });
  servers = [plain, secure];
  [port, securePort] = (await Promise.all(servers.map(listening))) as [number, number];
});
afterEach(async () => {
  await simulation.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
}

const start = (path: string, more: Readonly<Record<string, string | number>> = {}) =>
  simulation.post("/nodes/pve1/storage/local/download-url", {
    url: path.startsWith("/") ? `http://127.0.0.1:${port}${path}` : path,
    content: "iso",
    filename: "x.iso",
    ...more,
  });
const download = async (...asked: Parameters<typeof start>) => taskOf(simulation, await start(...asked));

describe("a download", () => {
  it("tells how it went, as wget does", async () => {
    const { exit, lines } = await download("/moved");
    expect(exit).toBe("OK");
    expect((await download("/a.iso", { filename: "y.iso" })).lines[2]).toMatch(/^Connecting to /);
    const url = `http://127.0.0.1:${port}`;
    const target = "/var/lib/vz/template/iso/x.iso";
    expect(
      lines.map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, "TIME").replace(/\.\d+'/, ".PID'")),
    ).toEqual([
      `downloading ${url}/moved to ${target}`,
      `--TIME--  ${url}/moved`,
      `Connecting to 127.0.0.1:${port}... connected.`,
      "HTTP request sent, awaiting response... 302 Found",
      `Location: ${url}/a.iso [following]`,
      `--TIME--  ${url}/a.iso`,
      `Connecting to 127.0.0.1:${port}... connected.`,
      "HTTP request sent, awaiting response... 200 OK",
      "Length: unspecified [application/x-iso]",
      `Saving to: '${target}.tmp_dwnl.PID'`,
      "     0K ........ ........ ........ ........ 80%  749M 0s",
      " 32768K ........                           100%  749M=0s",
      `TIME (749 MB/s) - '${target}.tmp_dwnl.PID' saved [41943040]`,
      `download of '${url}/moved' to '${target}' finished`,
      "TASK OK",
    ]);
  });

  it("keeps a file only with the checksum that was asked for", async () => {
    const checksum = { checksum: sum(file).toUpperCase(), "checksum-algorithm": "sha256" };
    expect((await download("/a.iso", checksum)).exit).toBe("OK");
    // Once it is there, it is not fetched again.
    const again = await download("/a.iso", checksum);
    expect(again.lines[1]).toBe(
      "calculating checksum of existing file...OK, got correct file already, no need to download",
    );
    const wrong = { ...checksum, checksum: "0".repeat(64) };
    expect((await download("/a.iso", wrong)).exit).toBe(
      `checksum mismatch: got '${sum(file)}' != expect '${"0".repeat(64)}', aborting`,
    );
    expect((await download("/a.iso", { ...wrong, filename: "y.iso" })).exit).toMatch(/^checksum mismatch: /);
    expect((await download("/a.iso")).exit).toBe(
      "refusing to override existing file '/var/lib/vz/template/iso/x.iso'",
    );
    expect(await volumes(simulation, "local")).toEqual(["local:iso/x.iso"]);
  });

  it("is unpacked where that is asked for, after its checksum was looked at", async () => {
    const packed = gzipSync(file);
    const task = await download("/a.iso.gz", {
      compression: "gz",
      checksum: sum(packed),
      "checksum-algorithm": "sha256",
    });
    expect(task.exit).toBe("OK");
    expect(await simulation.get("/nodes/pve1/storage/local/content/iso/x.iso")).toMatchObject({
      size: file.length,
    });
    const bad = await download("/a.iso", { compression: "gz", filename: "y.iso" });
    expect(bad.exit).toMatch(/^command 'zcat \S+' failed: exit code 1$/);
    const template = await download("/a.iso.gz", {
      compression: "gz",
      content: "vztmpl",
      filename: "t.tar.gz",
    });
    expect(template.exit).toBe("decompression not supported for vztmpl");
  });

  const failures: readonly (readonly [string, () => string, number, RegExp])[] = [
    ["the file is not there", () => "/none", 8, /ERROR 404: Not Found\.$/],
    ["nobody listens", () => "http://127.0.0.1:1/x", 4, /failed: Connection refused\.$/],
    [
      "the name is unknown",
      () => "http://files.test/x",
      4,
      /^wget: unable to resolve host address 'files\.test'$/,
    ],
    ["the network ends before", () => "http://203.0.113.1/x", 4, /failed: Network is unreachable\.$/],
    [
      "the server can't prove who it is",
      () => `https://127.0.0.1:${securePort}/x`,
      5,
      /no-check-certificate/,
    ],
  ];
  it.each(failures.map((row) => ({ why: row[0], row })))("fails as wget does where $why", async ({ row }) => {
    const [, url, code, line] = row;
    const { exit, lines } = await download(url());
    expect(exit).toBe(`download failed: exit code ${code}`);
    expect(lines.at(-2)).toMatch(line);
    expect(await volumes(simulation, "local")).toEqual([]);
  });

  it("goes to any server where certificates shall not be verified", async () => {
    const { exit } = await download(`https://127.0.0.1:${securePort}/x`, { "verify-certificates": 0 });
    expect(exit).toBe("OK");
  });

  it("finds the names that the node's own table has", async () => {
    await simulation.post("/nodes/pve1/hosts", { data: "127.0.0.1 localhost files.test\n" });
    const { exit, lines } = await download(`http://files.test:${port}/a.iso`);
    expect(exit).toBe("OK");
    expect(lines).toContain(`Connecting to files.test (files.test)|127.0.0.1|:${port}... connected.`);
  });

  it("stops when its task is stopped, and leaves nothing behind", async () => {
    const upid = String(await start("/slow"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await simulation.delete(`/nodes/pve1/tasks/${encodeURIComponent(upid)}`);
    expect((await taskOf(simulation, upid)).exit).toBe("download failed: received interrupt");
    expect(await volumes(simulation, "local")).toEqual([]);
  });

  it("fails where it doesn't fit", async () => {
    setTotal(simulation.world, "local", 2 ** 30 + 2 ** 20);
    putFile(simulation, ["local", "snippets/a"], Buffer.alloc(2 ** 20, 1));
    const { exit } = await download("/slow");
    expect(exit).toBe("download failed: exit code 3");
  });
});

it("tells of a file at a URL what its server says", async () => {
  const query = (path: string) =>
    simulation.get("/nodes/pve1/query-url-metadata", { url: `http://127.0.0.1:${port}${path}` });
  expect(await query("/moved")).toEqual({ filename: "moved", mimetype: "application/x-iso" });
  expect(await query("/named")).toEqual({ filename: "b.iso" });
  await expect(query("/none")).rejects.toThrow("invalid server response: '404 Not Found'");
});

it("offers templates and images of containers, which can be fetched", async () => {
  const [first] = (await simulation.get("/nodes/pve1/aplinfo")) as readonly { readonly template: string }[];
  const template = first?.template ?? "";
  const fetched = await simulation.post("/nodes/pve1/aplinfo", { storage: "local", template });
  expect((await taskOf(simulation, fetched)).exit).toBe("OK");
  const pull = { reference: "docker.io/library/alpine:3.20" };
  const path = "/nodes/pve1/storage/local/oci-registry-pull";
  expect((await taskOf(simulation, await simulation.post(path, pull))).exit).toBe("OK");
  expect(await volumes(simulation, "local")).toEqual([
    "local:vztmpl/alpine_3.20.tar",
    `local:vztmpl/${template}`,
  ]);
  await expect(simulation.post(path, pull)).rejects.toThrow(
    "refusing to override existing file 'alpine_3.20.tar'",
  );
  const local = await simulation.post(path, { reference: "localhost:5000/x:1" });
  expect((await taskOf(simulation, local)).exit).toMatch(/^command 'skopeo copy .*' failed: exit code 1$/);
});
