import { execFile } from "node:child_process";
import { lstat, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { lockedWith } from "../../../lib/vendor/lock-file.js";
import type { Plugin } from "../../../lib/vendor/plugin.js";
import { vendor } from "../../../lib/vendor/vendor.js";
import { buildPlugin } from "../../../tools/build-plugin.js";

const other = `provider "registry.terraform.io/hashicorp/random" {\n  version = "3.6.0"\n  hashes = [\n    "h1:x=",\n  ]\n}\n`;

describe("a plugin that is laid beside a synthesized stack", () => {
  let top: string;
  let plugin: Plugin;
  let folder: string;
  const init = () =>
    promisify(execFile)("terraform", ["init", "-lockfile=readonly", "-no-color"], {
      cwd: folder,
      // No configuration of Terraform, so that nothing but the folder tells where the plugin is.
      env: { PATH: process.env["PATH"], HOME: top, CHECKPOINT_DISABLE: "1" },
    });

  beforeAll(async () => {
    top = await mkdtemp(join(tmpdir(), "pve-cdk-vendor-"));
    plugin = await buildPlugin(join(top, "plugin"));
    folder = await mkdtemp(join(top, "stack-"));
    await writeFile(
      join(folder, "main.tf"),
      `terraform {\n  required_providers {\n    proxmox = {\n      source  = "pve-cdk/proxmox"\n      version = "${plugin.version}"\n    }\n  }\n}\n`,
    );
  });
  afterAll(() => rm(top, { recursive: true, force: true }));

  it("is found and its lock held to by terraform, without a network or a word of configuration", async () => {
    vendor(plugin, folder);
    expect((await init()).stdout).toContain("Terraform has been successfully initialized!");
  });

  it("is a link, so that a newer package brings its own", async () => {
    vendor(plugin, folder);
    const place = join(folder, "terraform.d/plugins/registry.terraform.io/pve-cdk/proxmox", plugin.version);
    for (const platform of ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"])
      expect((await lstat(join(place, platform))).isSymbolicLink()).toBe(true);
  });

  it("leaves a lock that holds already as it is", async () => {
    const path = join(folder, ".terraform.lock.hcl");
    vendor(plugin, folder);
    await init();
    const before = await readFile(path, "utf8");
    vendor(plugin, folder);
    expect(await readFile(path, "utf8")).toBe(before);
  });

  it("is found after a newer version came, whatever the lock said", async () => {
    const path = join(folder, ".terraform.lock.hcl");
    await writeFile(path, lockedWith("", { ...plugin, version: "0.0.9" }, "h1:old="));
    vendor(plugin, folder);
    expect(await readFile(path, "utf8")).not.toContain("0.0.9");
    expect((await init()).stdout).toContain("Terraform has been successfully initialized!");
  });
});

describe("the lock file", () => {
  const plugin: Plugin = { folder: "/p", source: "pve-cdk/proxmox", version: "1.2.3" };

  it("keeps the blocks of other providers, wherever they stand", () => {
    const ours = lockedWith("", { ...plugin, version: "1.0.0" }, "h1:old=");
    for (const text of [other + ours, `${ours}\n${other}`]) {
      const locked = lockedWith(text, plugin, "h1:new=");
      expect(locked).toContain(other);
      expect(locked.match(/pve-cdk\/proxmox/g)).toHaveLength(1);
      expect(locked).toContain('version     = "1.2.3"');
      expect(locked).not.toContain("h1:old=");
    }
  });

  it("is the same however often it is written", () => {
    const once = lockedWith(other, plugin, "h1:a=");
    expect(lockedWith(once, plugin, "h1:a=")).toBe(once);
  });

  it("takes another registry by its own name", () => {
    expect(lockedWith("", { ...plugin, source: "example.com/a/b" }, "h1:a=")).toContain(
      'provider "example.com/a/b"',
    );
  });
});
