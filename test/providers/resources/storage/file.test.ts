import { createHash } from "node:crypto";
import { copyFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { directoryOf } from "../../../../providers/proxmox/simulator/storages/places.js";
import * as applying from "./file-applying.js";
import { fromFile, fromText, sha256 } from "./file-applying.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";

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

    const applied = (code: ValueObject) => applying.applied(at.executor, code);
    const failed = (code: ValueObject) => applying.failed(at.executor, code);
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
      it("is cut or filled to the size that is asked for", async () => {
        expect(await applied(fromText("12345", { resize: 8 }))).toMatchObject({ file_size: 8 });
        expect(at.content("iso/raw.iso")).toEqual(Buffer.from("12345\0\0\0"));
        await applied(fromText("12345", { resize: 3 }));
        expect(at.content("iso/raw.iso").toString()).toBe("123");
        expect(await actionOf(fromText("12345", { resize: 3 }))).toBe("none");
      });

      it("is made anew with other text", async () => {
        await applied(fromText("one"));
        expect(await actionOf(fromText("two"))).toBe("replace");
        await applied(fromText("two"));
        expect(at.content("iso/raw.iso").toString()).toBe("two");
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
