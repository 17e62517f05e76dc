import { createHash } from "node:crypto";
import { copyFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Value, ValueObject } from "../../../../lib/value/value.js";
import { setTotal } from "../../../../providers/proxmox/simulator/storages/capacity.js";
import { directoryOf } from "../../../../providers/proxmox/simulator/storages/places.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";
import { webServer } from "./web-server.js";

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
const place = { node_name: "pve1", datastore_id: "local" };
const fromFile = (path: string, more: ValueObject = {}): ValueObject => ({
  ...place,
  source_file: [{ path, ...more }],
});
const uploads = "/nodes/*/storage/*/upload";

for (const [name, start] of executors)
  describe(`a file, under ${name}`, () => {
    let at: FileStand;
    let path: string;
    beforeEach(async () => {
      at = await fileStand("proxmox_file", start);
      path = join(at.folder, "image.iso");
      writeFileSync(path, "first bytes");
    });
    afterEach(() => at.close());

    async function applied(code: ValueObject): Promise<ValueObject> {
      const plan = await at.executor.plan(code);
      expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const { errors, instance } = await plan.apply();
      expect(errors).toEqual([]);
      return instance?.attributes ?? {};
    }

    /** Applies what must fail, and answers what is said. */
    async function failed(code: ValueObject): Promise<string> {
      const plan = await at.executor.plan(code);
      const { errors } = await plan.apply();
      expect(errors).not.toEqual([]);
      return JSON.stringify(errors);
    }

    const actionOf = async (code: ValueObject) => (await at.executor.plan(code)).action;

    describe("from here", () => {
      it("is known by its bytes, which the plan tells", async () => {
        const plan = await at.executor.plan(fromFile(path));
        expect(plan.planned).toMatchObject({
          id: "local:iso/image.iso",
          content_type: "iso",
          file_name: "image.iso",
          file_size: 11,
          file_tag: `11-${sha256("first bytes")}`,
        });
        expect((await plan.apply()).instance?.attributes).toMatchObject(plan.planned ?? {});
        expect(at.content("iso/image.iso").toString()).toBe("first bytes");
      });

      it("is sent anew when it holds something else, even of the same length", async () => {
        await applied(fromFile(path));
        writeFileSync(path, "other bytes");
        expect(await actionOf(fromFile(path))).toBe("replace");
        await applied(fromFile(path));
        expect(at.content("iso/image.iso").toString()).toBe("other bytes");
        expect(await actionOf(fromFile(path))).toBe("none");
      });

      it("is not sent anew for another time, another place or another spelling of its path", async () => {
        await applied(fromFile(path));
        utimesSync(path, 0, 0);
        expect(await actionOf(fromFile(path))).toBe("none");
        const other = join(at.folder, "copy.iso");
        copyFileSync(path, other);
        const code = fromFile(other, { file_name: "image.iso" });
        expect(await actionOf(code)).toBe("update");
        await applied(code);
        expect(await actionOf(code)).toBe("none");
        expect(at.transfers()).toHaveLength(1);
      });

      it("may come only while it is applied, and may be gone afterwards", async () => {
        rmSync(path);
        const plan = await at.executor.plan(fromFile(path));
        expect([plan.action, plan.diagnostics]).toMatchObject([
          "create",
          [{ severity: "warning", summary: `there is no file ${path} yet` }],
        ]);
        writeFileSync(path, "late");
        expect((await plan.apply()).errors).toEqual([]);
        rmSync(path);
        const later = await at.executor.plan(fromFile(path));
        expect([later.action, later.diagnostics]).toMatchObject([
          "none",
          [{ severity: "warning", summary: `there is no file ${path} here` }],
        ]);
      });

      it("that is still missing when it is applied is told by its path", async () => {
        rmSync(path);
        expect(await failed(fromFile(path))).toContain(`there is no file ${path}`);
        expect(at.transfers()).toEqual([]);
      });

      it.each(["other bytes", "longer than before"])(
        "that changes between plan and apply is not sent: %s",
        async (bytes) => {
          const plan = await at.executor.plan(fromFile(path));
          writeFileSync(path, bytes);
          const { errors } = await plan.apply();
          expect(JSON.stringify(errors)).toMatch(/changed since the plan|no longer what was planned/);
          await expect.poll(at.temporary).toEqual([]);
          expect(await at.stored()).toEqual({});
        },
      );

      it("of another checksum than the code says is refused before anything is sent", async () => {
        const plan = await at.executor.plan(fromFile(path, { checksum: sha256("something else") }));
        expect(plan.action).toBe("refused");
        expect(JSON.stringify(plan.diagnostics)).toContain("has another checksum than the code says");
        expect(at.transfers()).toEqual([]);
      });

      it.each(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])(
        "is held to its %s while it is sent",
        async (algorithm) => {
          const digest = (bytes: string) => createHash(algorithm).update(bytes).digest("hex");
          await applied(fromFile(path, { checksum: digest("first bytes") }));
          const sent = pveParameters();
          expect(sent).toMatchObject({ "checksum-algorithm": algorithm, checksum: digest("first bytes") });
          writeFileSync(path, "other bytes");
          const wrong = await at.executor.plan(fromFile(path, { checksum: digest("more bytes!") }));
          const told =
            wrong.action === "refused"
              ? JSON.stringify(wrong.diagnostics)
              : JSON.stringify((await wrong.apply()).errors);
          expect(told).toContain("has another checksum than the code says");
          expect(at.content).toBeDefined();
        },
      );

      const pveParameters = () =>
        at.pve.requests.find(({ path: asked }) => /upload$/.test(asked))?.parameters;

      it("gets the name that Proxmox VE makes of its own", async () => {
        const code = fromFile(path, { file_name: "my image (1).iso" });
        expect(await applied(code)).toMatchObject({
          id: "local:iso/my_image__1_.iso",
          file_name: "my_image__1_.iso",
        });
        expect(await actionOf(code)).toBe("none");
      });

      it("is sent anew where somebody else put something of another size in its place", async () => {
        await applied(fromFile(path));
        writeFileSync(
          join(directoryOf(at.pve.world, "local", "pve1"), "template/iso/image.iso"),
          "not what was sent",
        );
        const plan = await at.executor.plan(fromFile(path));
        expect(plan.action).toBe("replace");
        expect((await plan.apply()).errors).toEqual([]);
        expect(at.content("iso/image.iso").toString()).toBe("first bytes");
        expect(await actionOf(fromFile(path))).toBe("none");
      });

      it("takes the place of one that exists only where the code says so", async () => {
        await applied(fromFile(path));
        const other = await fileStandBeside();
        const plan = await other.plan(fromFile(path));
        expect(JSON.stringify((await plan.apply()).errors)).toContain("exists already");
        writeFileSync(path, "other bytes");
        const allowed = await other.plan({ ...fromFile(path), overwrite: true });
        expect((await allowed.apply()).errors).toEqual([]);
        expect(at.content("iso/image.iso").toString()).toBe("other bytes");
        await other.close();
      });

      const fileStandBeside = () => start("proxmox_file", at.pve);

      it("is imported without being sent, unless its size is another one", async () => {
        await applied(fromFile(path));
        const other = await fileStandBeside();
        const { errors } = await other.import(fromFile(path), "pve1/local:iso/image.iso");
        expect(errors).toEqual([]);
        const plan = await other.plan(fromFile(path));
        expect(plan.action).toBe("update");
        expect((await plan.apply()).errors).toEqual([]);
        expect((await other.plan(fromFile(path))).action).toBe("none");
        expect(at.transfers()).toHaveLength(1);
        await other.close();
        const third = await fileStandBeside();
        writeFileSync(path, "something longer than that");
        await third.import(fromFile(path), "pve1/local:iso/image.iso");
        expect((await third.plan(fromFile(path))).action).toBe("replace");
        await third.close();
      });

      it.each(["iso", "vztmpl", "import"])("is taken as %s", async (content_type) => {
        const names: Readonly<Record<string, string>> = { iso: "a.img", vztmpl: "a.tar.gz", import: "a.raw" };
        const code = { ...fromFile(path, { file_name: names[content_type] as string }), content_type };
        expect(await applied(code)).toMatchObject({ id: `local:${content_type}/${names[content_type]}` });
        expect(await actionOf(code)).toBe("none");
      });
    });

    describe("from the code", () => {
      const raw = (data: string, more: ValueObject = {}): ValueObject => ({
        ...place,
        source_raw: [{ data, file_name: "raw.iso", ...more }],
      });

      it("is cut or filled to the size that is asked for", async () => {
        expect(await applied(raw("12345", { resize: 8 }))).toMatchObject({ file_size: 8 });
        expect(at.content("iso/raw.iso")).toEqual(Buffer.from("12345\0\0\0"));
        await applied(raw("12345", { resize: 3 }));
        expect(at.content("iso/raw.iso").toString()).toBe("123");
        expect(await actionOf(raw("12345", { resize: 3 }))).toBe("none");
      });

      it("is made anew with other text", async () => {
        await applied(raw("one"));
        expect(await actionOf(raw("two"))).toBe("replace");
        await applied(raw("two"));
        expect(at.content("iso/raw.iso").toString()).toBe("two");
      });
    });

    describe("from the web", () => {
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
        expect(told).toMatch(
          /was cut after \d+ of 1000 bytes.*it takes longer than the 1 s of timeout_upload/,
        );
        await expect.poll(at.temporary).toEqual([]);
      });
    });

    describe("when things go wrong", () => {
      const size = 64 * 2 ** 20;
      beforeEach(() => writeFileSync(path, Buffer.alloc(size, "pve")));

      it.each([0, 3])(
        "and the upload is cut after %i tenths, leaves nothing, and goes on next time",
        async (tenth) => {
          at.pve.faults.add({
            when: { verb: "POST", path: uploads, times: 1 },
            then: { cut: (size * tenth) / 10 },
          });
          const plan = await at.executor.plan(fromFile(path));
          const { errors, instance } = await plan.apply();
          expect(instance).toBeUndefined();
          expect(errors).toMatchObject([
            {
              summary: expect.stringMatching(/was cut after \d+ of 67108864/) as string,
            },
          ]);
          await expect.poll(at.temporary).toEqual([]);
          expect(await at.stored()).toEqual({});
          await applied(fromFile(path));
          expect(await at.stored()).toEqual({ "local:iso/image.iso": size });
          expect(statSync(path).size).toBe(size);
        },
      );

      it("and the task fails after it put the file in place, removes it", async () => {
        at.pve.faults.add({
          when: { task: "imgcopy", times: 1 },
          then: { fail: "import failed: exit code 1", at: "end" },
        });
        expect(await failed(fromFile(path))).toContain("import failed: exit code 1");
        expect(await at.stored()).toEqual({});
        await applied(fromFile(path));
      });

      it("and the storage is full, says so before anything is sent", async () => {
        setTotal(at.pve.world, "local", 2 ** 30 + 2 ** 20);
        expect(await failed(fromFile(path))).toContain("storage local on pve1 has no room for the file");
        expect(at.transfers()).toEqual([]);
      });

      it("and the storage is full by the time it is put in place, leaves nothing", async () => {
        at.pve.faults.add({ when: { storage: "local", nth: 1 }, then: "full" });
        await failed(fromFile(path));
        at.pve.faults.clear();
        expect(at.temporary()).toEqual([]);
        expect(await at.stored()).toEqual({});
      });

      it("and the storage does not take what it is, says what it takes", async () => {
        await at.pve.put("/storage/local", { content: "backup,images" });
        expect(await failed(fromFile(path))).toContain(`storage local does not take content \\"iso\\"`);
      });
    });

    it.skipIf(name === "the plugin")(
      "that is to be sent anew stays as it is where its source changes once more, which Terraform looks at too late",
      async () => {
        await applied(fromFile(path));
        writeFileSync(path, "other bytes");
        const plan = await at.executor.plan(fromFile(path));
        writeFileSync(path, "third bytes");
        expect(JSON.stringify((await plan.apply()).errors)).toContain(
          "file_tag is no longer what was planned",
        );
        expect(at.content("iso/image.iso").toString()).toBe("first bytes");
      },
    );
  });
