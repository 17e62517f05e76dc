import { readFile, mkdtemp, readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { untilHandshake, withMoreTypes } from "../../tools/bench/start.js";
import { buildMirror } from "../../tools/build-mirror.js";

describe("the plugin's bundle", () => {
  let folder: string;
  let mirror: string;
  const executable = (platform: string) =>
    join(
      mirror,
      "registry.terraform.io/pve-cdk/proxmox/0.1.0",
      platform,
      "terraform-provider-proxmox_v0.1.0",
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pve-cdk-bundle-"));
    mirror = await buildMirror(join(folder, "mirror"));
  });

  it("is the same file on every platform, and in every build, so that one lock holds everywhere", async () => {
    const again = await buildMirror(join(folder, "again"));
    const first = await readFile(executable("linux_amd64"));
    for (const platform of ["linux_arm64", "darwin_amd64", "darwin_arm64"])
      expect(first.equals(await readFile(executable(platform)))).toBe(true);
    expect(first.equals(await readFile(executable("linux_amd64").replace(mirror, again)))).toBe(true);
  });

  it("is one executable script and the line that says which kind", async () => {
    expect((await readdir(join(executable("linux_amd64"), ".."))).sort()).toEqual([
      "package.json",
      "terraform-provider-proxmox_v0.1.0",
    ]);
    expect((await stat(executable("linux_amd64"))).mode & 0o111).toBe(0o111);
  });

  it("starts with 120 types more as it starts without: nothing is built before it is needed", async () => {
    const large = `${executable("linux_amd64")}-large`;
    await withMoreTypes(executable("linux_amd64"), large);
    expect(await untilHandshake(large)).toMatch(/^1\|6\|unix\|.*\|grpc\|/);
  });
});
