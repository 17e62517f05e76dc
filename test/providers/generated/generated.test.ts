import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { catalog, currentNames } from "../../../providers/proxmox/catalog.js";
import { version } from "../../../providers/proxmox/version.js";
import { pagesWithParts, withParts } from "../../../tools/generated-parts.js";
import { generatedFiles } from "../../../tools/generate.js";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "providers/proxmox/generated");

describe("what is generated", () => {
  it("is what the definitions make today", async () => {
    const wanted = await generatedFiles();
    const present = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(present.sort()).toEqual(Object.keys(wanted).sort());
    for (const [path, text] of Object.entries(wanted))
      expect({ path, text: await readFile(join(folder, path), "utf8") }).toEqual({ path, text });
  });

  it.each(pagesWithParts)("is what %s says today", async (path) => {
    const page = await readFile(join(root, path), "utf8");
    expect(page).toBe(await withParts(path, page));
  });

  it("tells of every attribute what it is for, and of every resource where its facts come from", async () => {
    for (const [name, load] of Object.entries(catalog)) {
      const { description, source, attributes } = await load();
      expect({ name, description, source }).toMatchObject({
        description: expect.stringMatching(/\.$/) as string,
        source: expect.stringContaining("/") as string,
      });
      for (const [attribute, { description: text }] of Object.entries(attributes))
        expect({ name, attribute, text }).toMatchObject({ text: expect.stringMatching(/\S{2}/) as string });
    }
  });

  it("has names that go from TypeScript to Terraform and back", async () => {
    const { snakeCase } = await import("../../../lib/constructs/terraform-names.js");
    const { camelName } = await import("../../../lib/generate/names.js");
    for (const load of Object.values(catalog))
      for (const name of Object.keys((await load()).attributes))
        expect(snakeCase(camelName(name))).toBe(name);
  });

  it("knows regular resources by their legacy name too, with the same definition", async () => {
    for (const name of currentNames) {
      const definition = await catalog[name]?.();
      for (const alias of definition?.aliases ?? []) expect(await catalog[alias]?.()).toBe(definition);
    }
  });
});

describe("the package", () => {
  it("has one version", async () => {
    expect(
      (JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { readonly version: string })
        .version,
    ).toBe(version);
  });

  it.skipIf(!existsSync("/usr/bin/qemu-img"))(
    "shows the quickstart an image that QEMU itself reads",
    async () => {
      const { stdout } = await promisify(execFile)("qemu-img", [
        "info",
        "--output=json",
        join(root, "examples/quickstart/images/debian-13.qcow2"),
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ format: "qcow2", "virtual-size": 64 * 2 ** 20 });
    },
  );
});
