import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Value, ValueObject } from "../../../../lib/value/value.js";
import * as applying from "./file-applying.js";
import { fromFile, sha256 } from "./file-applying.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";
import { webServer } from "./web-server.js";

describe.each(executors)("a file from the web, under %s", (_name, start) => {
  let at: FileStand;
  beforeEach(async () => {
    at = await fileStand("proxmox_file", start);
  });
  afterEach(() => at.close());

  const applied = (code: ValueObject) => applying.applied(at.executor, code);
  const failed = (code: ValueObject) => applying.failed(at.executor, code);
  const actionOf = async (code: ValueObject) => (await at.executor.plan(code)).action;
  const url = (file = "/image.iso") => `${at.web.origin}${file}`;
  beforeEach(() => void at.web.files.set("/image.iso", Buffer.from("from the web")));

  it("is streamed through once, and not looked at again", async () => {
    const made = await applied(fromFile(url()));
    expect(made).toMatchObject({ id: "local:iso/image.iso", file_tag: `12-${sha256("from the web")}` });
    expect(at.content("iso/image.iso").toString()).toBe("from the web");
    expect(await actionOf(fromFile(url()))).toBe("none");
    expect(at.web.asked).toEqual(["GET /image.iso"]);
  });

  it.each([
    ["its URL", { path: "other" }],
    ["its checksum", { checksum: sha256("from the web") }],
    ["`changed`", { changed: true }],
  ])("is sent anew when %s changes", async (_, change) => {
    await applied(fromFile(url(), { file_name: "image.iso" }));
    at.web.files.set("/other.iso", Buffer.from("another"));
    const wish: ValueObject =
      "path" in change
        ? fromFile(url("/other.iso"), { file_name: "image.iso" })
        : fromFile(url(), { file_name: "image.iso", ...(change as Readonly<Record<string, Value>>) });
    expect(await actionOf(wish)).toBe("replace");
    await applied(wish);
    expect(await actionOf(wish)).toBe("none");
    expect(at.transfers()).toHaveLength(2);
  });

  it("follows where the server sends us", async () => {
    at.web.files.set("/latest.iso", (_, response) =>
      response.writeHead(302, { location: "/image.iso" }).end(),
    );
    await applied(fromFile(url("/latest.iso")));
    expect(at.content("iso/latest.iso").toString()).toBe("from the web");
  });

  it.each<readonly [string, { file: string; told: RegExp; checksum?: string }]>([
    ["is not there", { file: "/missing.iso", told: /missing\.iso answers 404 Not Found/ }],
    ["does not tell its length", { file: "/chunked.iso", told: /does not tell its length/ }],
    ["breaks off", { file: "/broken.iso", told: /terminated|other side closed|aborted/ }],
    [
      "has another checksum",
      { file: "/image.iso", checksum: "0".repeat(64), told: /has another checksum than the code says/ },
    ],
  ])("that %s is told, and nothing is left", async (_, { file, told, checksum = "" }) => {
    at.web.files.set(
      "/chunked.iso",
      (_request, response) => void response.write("a", () => response.end("b")),
    );
    at.web.files.set("/broken.iso", (_request, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("some", () => setTimeout(() => response.destroy(), 20));
    });
    expect(await failed(fromFile(url(file), { checksum }))).toMatch(told);
    await expect.poll(at.temporary).toEqual([]);
    expect(await at.stored()).toEqual({});
  });

  it("comes from a server that proves nothing, or speaks old TLS, only where the code says so", async () => {
    const secure = await webServer({ maxVersion: "TLSv1.2" });
    secure.files.set("/a.iso", Buffer.from("by TLS"));
    const file = `${secure.origin}/a.iso`;
    expect(await failed(fromFile(file))).toMatch(/can't be fetched.*certificate/);
    expect(await failed(fromFile(file, { insecure: true, min_tls: "1.3" }))).toMatch(/can't be fetched/);
    await applied(fromFile(file, { insecure: true, min_tls: "1.2" }));
    expect(at.content("iso/a.iso").toString()).toBe("by TLS");
    await secure.close();
  });

  it("is given up after the time that the code says", async () => {
    at.web.files.set("/slow.iso", (_request, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("some");
    });
    const told = await failed({ ...fromFile(url("/slow.iso")), timeout_upload: 1 });
    expect(told).toMatch(/was cut after \d+ of 1000 bytes.*it takes longer than the 1 s of timeout_upload/);
    await expect.poll(at.temporary).toEqual([]);
  });
});
