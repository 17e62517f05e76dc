import { existsSync } from "node:fs";
import { basename } from "node:path";

import type { Configuration } from "../guests/guest.js";
import { parseVolumeId, volumePath } from "../storages/volume.js";
import type { Call } from "../call.js";
import { imageConfiguration } from "./oci-image.js";

/** What a container is made of. */
export interface OsTemplate {
  /** The file, here. */
  readonly path: string;
  /** What the container's configuration takes from it. */
  readonly config: Configuration;
}

/** Names of distributions in those of templates, and what PVE calls them. */
const distributions: Readonly<Record<string, string>> = {
  debian: "debian",
  devuan: "devuan",
  ubuntu: "ubuntu",
  centos: "centos",
  almalinux: "centos",
  rockylinux: "centos",
  fedora: "fedora",
  opensuse: "opensuse",
  archlinux: "archlinux",
  alpine: "alpine",
  gentoo: "gentoo",
  nixos: "nixos",
};
const architectures: Readonly<Record<string, string>> = {
  amd64: "amd64",
  x86_64: "amd64",
  i386: "i386",
  arm64: "arm64",
  aarch64: "arm64",
  armhf: "armhf",
  riscv64: "riscv64",
};

type Place = Pick<Call, "world" | "local">;

/** Finds a template; what is asked for keeps its place, but for a system that is another one. */
export function openTemplate(on: Place, template: string, asked: Configuration): OsTemplate {
  const path = pathOf(on, template);
  const name = basename(path);
  const found = Object.keys(distributions).find((each) => name.startsWith(each));
  const ostype = asked["ostype"] === "unmanaged" ? "unmanaged" : distributions[found ?? "debian"];
  const architecture = Object.keys(architectures).find((each) => name.includes(`_${each}`));
  return {
    path,
    config: {
      ...imageConfiguration(path),
      ostype: ostype as string,
      arch: asked["arch"] ?? architectures[architecture ?? "amd64"] ?? "amd64",
    },
  };
}

function pathOf({ world, local }: Place, template: string): string {
  if (!template.includes(":")) throw new Error(`can't find file '${template}'`);
  parseVolumeId(template);
  const path = volumePath(world, template, local);
  if (!existsSync(path)) throw new Error(`volume '${template}' does not exist`);
  return path;
}

/** Whether a template's name tells a distribution: its system sets up the interfaces when it starts. */
export function setsUpInterfaces(name: string): boolean {
  return Object.keys(distributions).some((each) => name.startsWith(each));
}
