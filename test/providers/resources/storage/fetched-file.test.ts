import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { setTotal } from "../../../../providers/proxmox/simulator/storages/capacity.js";
import { directoryOf } from "../../../../providers/proxmox/simulator/storages/places.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
const place = { node_name: "pve1", datastore_id: "local" };

for (const [name, start] of executors) {
  let at: FileStand;

  async function applied(code: ValueObject): Promise<ValueObject> {
    const plan = await at.executor.plan(code);
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const { errors, instance } = await plan.apply();
    expect(errors).toEqual([]);
    return instance?.attributes ?? {};
  }

  /** Applies what must fail, and answers what is said. */
  async function failed(code: ValueObject): Promise<string> {
    const { errors } = await (await at.executor.plan(code)).apply();
    expect(errors).not.toEqual([]);
    return JSON.stringify(errors);
  }

  const actionOf = async (code: ValueObject) => (await at.executor.plan(code)).action;
  const inStorage = (file: string) => join(directoryOf(at.pve.world, "local", "pve1"), "template", file);

  describe(`a downloaded file, under ${name}`, () => {
    beforeEach(async () => {
      at = await fileStand("proxmox_download_file", start);
      at.web.files.set("/image.iso", Buffer.from("an image"));
      at.web.files.set("/image.iso.gz", gzipSync("an image, once it is large"));
      at.web.files.set("/get?id=7", (request, response) => {
        response.writeHead(200, {
          "content-length": 8,
          "content-disposition": 'attachment; filename="named by its server.iso"',
        });
        response.end(request.method === "HEAD" ? undefined : "an image");
      });
    });
    afterEach(() => at.close());

    const from = (file: string, more: ValueObject = {}): ValueObject => ({
      ...place,
      content_type: "iso",
      url: `${at.web.origin}${file}`,
      ...more,
    });

    it("is known by its URL, and asked for once", async () => {
      const plan = await at.executor.plan(from("/image.iso"));
      expect(plan.planned).toMatchObject({ id: "local:iso/image.iso", file_name: "image.iso" });
      expect((await plan.apply()).instance?.attributes).toMatchObject({
        size: 8,
        verify: true,
        overwrite: true,
      });
      at.web.asked.splice(0);
      expect(await actionOf(from("/image.iso"))).toBe("none");
      expect(at.web.asked).toEqual([]);
    });

    it("stays as it is whatever its server does with it", async () => {
      await applied(from("/image.iso"));
      at.web.files.set("/image.iso", Buffer.from("another image, and a longer one"));
      expect(await actionOf(from("/image.iso"))).toBe("none");
    });

    it("that is decompressed has the size that it has then, and no perpetual change", async () => {
      const code = from("/image.iso.gz", { decompression_algorithm: "gz" });
      expect(await applied(code)).toMatchObject({ id: "local:iso/image.iso", size: 26 });
      expect(at.content("iso/image.iso").toString()).toBe("an image, once it is large");
      expect(await actionOf(code)).toBe("none");
    });

    it("is named by its server where its URL names nothing", async () => {
      const code = from("/get?id=7");
      expect(await applied(code)).toMatchObject({
        id: "local:iso/named_by_its_server.iso",
        file_name: "named_by_its_server.iso",
      });
      expect(await actionOf(code)).toBe("none");
    });

    it("whose name does not tell what it is needs one, which is said", async () => {
      at.web.files.set("/image", Buffer.from("an image"));
      expect(await failed(from("/image"))).toMatch(
        /Proxmox VE takes no file with this ending as iso.*Set `file_name` to one that ends with \.iso or \.img/,
      );
      expect(await applied(from("/image", { file_name: "image.img" }))).toMatchObject({
        id: "local:iso/image.img",
      });
    });

    it("is downloaded anew where somebody else put another size in its place, and not where the code lets it", async () => {
      await applied(from("/image.iso"));
      writeFileSync(inStorage("iso/image.iso"), "something else");
      expect(await actionOf(from("/image.iso", { overwrite: false }))).toMatch(/none|update/);
      const plan = await at.executor.plan(from("/image.iso"));
      expect([plan.action, plan.diagnostics]).toMatchObject([
        "replace",
        [{ severity: "warning", summary: "local:iso/image.iso is not what was fetched" }],
      ]);
      expect((await plan.apply()).errors).toEqual([]);
      expect(at.content("iso/image.iso").toString()).toBe("an image");
      expect(await actionOf(from("/image.iso"))).toBe("none");
    });

    it("takes the place of one that exists only where the code says so", async () => {
      writeFileSync(inStorage("iso/image.iso"), "theirs");
      expect(await failed(from("/image.iso"))).toContain("exists already");
      expect(at.content("iso/image.iso").toString()).toBe("theirs");
      await applied(from("/image.iso", { overwrite_unmanaged: true }));
      expect(at.content("iso/image.iso").toString()).toBe("an image");
    });

    it("is held to its checksum by Proxmox VE", async () => {
      const checked = (checksum: string) => from("/image.iso", { checksum, checksum_algorithm: "sha256" });
      expect(await failed(checked(sha256("another")))).toContain("checksum mismatch");
      expect(await at.stored()).toEqual({});
      await applied(checked(sha256("an image")));
      expect(await actionOf(checked(sha256("another")))).toBe("replace");
      const half = await at.executor.plan(from("/image.iso", { checksum: sha256("an image") }));
      expect(JSON.stringify(half.diagnostics)).toContain("checksum and checksum_algorithm belong together");
    });

    it("is imported without being downloaded again", async () => {
      writeFileSync(inStorage("iso/image.iso"), "an image");
      const { errors, instance } = await at.executor.import(from("/image.iso"), "pve1/local:iso/image.iso");
      expect([errors, instance?.attributes["file_name"]]).toEqual([[], "image.iso"]);
      const code = from("/image.iso", { checksum: sha256("an image"), checksum_algorithm: "sha256" });
      expect(await actionOf(code)).toBe("update");
      expect(await applied(code)).toMatchObject({ size: 8 });
      expect(await actionOf(code)).toBe("none");
      expect(at.transfers()).toEqual([]);
    });

    it.each([
      ["is not there", "/missing.iso", /404 Not Found/],
      ["comes from nobody", "http://127.0.0.1:1/image.iso", /Connection refused/],
    ])("that %s is told in the node's words, and nothing is left", async (_, file, told) => {
      const url = file.startsWith("/") ? `${at.web.origin}${file}` : file;
      expect(await failed(from("", { url }))).toMatch(told);
      expect(await at.stored()).toEqual({});
    });

    it("that does not fit is not begun", async () => {
      at.web.files.set("/image.iso", Buffer.alloc(2 * 2 ** 20));
      setTotal(at.pve.world, "local", 2 ** 30 + 2 ** 20);
      expect(await failed(from("/image.iso"))).toContain("storage local on pve1 has no room for the file");
      expect(at.transfers()).toEqual([]);
    });

    it("whose answer is lost is looked for among the tasks", async () => {
      at.pve.faults.add({
        when: { verb: "POST", path: "/nodes/*/storage/*/download-url", times: 1 },
        then: { reset: "after" },
      });
      await applied(from("/image.iso"));
      expect(at.transfers()).toHaveLength(1);
    });

    it("that fails half-way leaves nothing, and comes next time", async () => {
      at.pve.faults.add({ when: { task: "download", times: 1 }, then: { fail: "got timeout", at: "end" } });
      expect(await failed(from("/image.iso"))).toContain("got timeout");
      expect(await at.stored()).toEqual({});
      await applied(from("/image.iso"));
    });
  });

  describe(`an image from a registry, under ${name}`, () => {
    beforeEach(async () => void (at = await fileStand("proxmox_oci_image", start)));
    afterEach(() => at.close());
    const image = (more: ValueObject = {}): ValueObject => ({
      ...place,
      reference: "docker.io/library/debian:13",
      ...more,
    });

    it("is named by its reference, or by the code", async () => {
      const plan = await at.executor.plan(image());
      expect(plan.planned).toMatchObject({ id: "local:vztmpl/debian_13.tar", file_name: "debian_13.tar" });
      const { errors, instance } = await plan.apply();
      expect(errors).toEqual([]);
      expect(instance?.attributes["size"]).toBe(at.content("vztmpl/debian_13.tar").length);
      expect(await actionOf(image())).toBe("none");
      expect(await actionOf(image({ file_name: "base.tar" }))).toBe("replace");
      expect(await applied(image({ file_name: "base.tar" }))).toMatchObject({ id: "local:vztmpl/base.tar" });
    });

    it.each([
      ["debian", /an image with its tag/],
      ["docker.io/library/debian", /an image with its tag/],
      ["Debian:13", /an image with its tag/],
    ])("is refused where it is none: %s", async (reference, told) => {
      const plan = await at.executor.plan(image({ reference }));
      expect(JSON.stringify(plan.diagnostics)).toMatch(told);
    });

    it("is pulled anew where somebody else changed it, and leaves one that exists alone", async () => {
      writeFileSync(inStorage("cache/debian_13.tar"), "theirs");
      expect(await failed(image())).toContain("exists already");
      await applied(image({ overwrite_unmanaged: true }));
      writeFileSync(inStorage("cache/debian_13.tar"), "theirs again");
      expect(await actionOf(image({ overwrite_unmanaged: true }))).toBe("replace");
    });

    it("that can't be pulled is told in the node's words", async () => {
      expect(await failed(image({ reference: "localhost:5000/debian:13" }))).toContain("skopeo copy");
      expect(await at.stored()).toEqual({});
    });

    it("whose answer is lost is looked for among the tasks", async () => {
      at.pve.faults.add({
        when: { verb: "POST", path: "/nodes/*/storage/*/oci-registry-pull", times: 1 },
        then: { reset: "after" },
      });
      await applied(image());
      expect(at.transfers()).toHaveLength(1);
    });
  });

  describe(`an image from a registry where Proxmox VE can't, under ${name}`, () => {
    beforeEach(
      async () => void (at = await fileStand("proxmox_oci_image", start, { options: { release: "8.4" } })),
    );
    afterEach(() => at.close());

    it("says from which release on it can", async () => {
      const told = await failed({ ...place, reference: "docker.io/library/debian:13" });
      expect(told).toMatch(/this Proxmox VE can't pull images from registries.*from 9\.1 on/);
    });
  });
}
