import { copyFile, mkdir, mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { directoryHash } from "../../lib/vendor/directory-hash.js";
import { untilHandshake } from "../../tools/bench/start.js";
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

  it("is the same on every platform, and in every build, so that one lock holds everywhere", async () => {
    const again = await buildMirror(join(folder, "again"));
    const first = directoryHash(dirname(executable("linux_amd64")));
    for (const platform of ["linux_arm64", "darwin_amd64", "darwin_arm64"])
      expect(directoryHash(dirname(executable(platform)))).toBe(first);
    expect(directoryHash(dirname(executable("linux_amd64")).replace(mirror, again))).toBe(first);
  });

  it("is one folder with one executable, without folders in it, which Terraform's hash of it would miss", async () => {
    const files = await readdir(dirname(executable("linux_amd64")), { withFileTypes: true });
    expect(files.filter((file) => !file.isFile())).toEqual([]);
    const modes = files.map(
      async ({ name, parentPath }) => [name, (await stat(join(parentPath, name))).mode] as const,
    );
    const executables = (await Promise.all(modes)).filter(([, mode]) => (mode & 0o111) === 0o111);
    expect(executables.map(([name]) => name)).toEqual(["terraform-provider-proxmox_v0.1.0"]);
  });

  it("brings the licences of the packages in it, for it is copied without ours", async () => {
    const licences = await readFile(join(executable("linux_amd64"), "../LICENCES.txt"), "utf8");
    for (const name of ["socks", "ssh2", "undici", "zod"])
      expect(licences).toMatch(new RegExp(`^${name}\n\n.*(?:licen[cs]e|copyright)`, "ims"));
  });

  it("opens nothing but its executable for the handshake, however many types there are", async () => {
    const alone = join(folder, "alone");
    await mkdir(alone);
    await copyFile(executable("linux_amd64"), join(alone, "plugin"));
    expect(await untilHandshake(join(alone, "plugin"))).toMatch(/^1\|6\|unix\|.*\|grpc\|/);
    expect((await stat(join(alone, "plugin"))).size).toBeLessThan(30_000);
  });
});
