import { createHash } from "node:crypto";

import { textOf, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { activate } from "./activate.js";
import { hasSpace } from "./capacity.js";
import { fetchFile } from "./fetch-file.js";
import { enabledStorage } from "./enabled.js";
import { placeOf } from "./target.js";
import { contentsOf } from "./properties.js";

interface Template {
  readonly package: string;
  readonly version: string;
  readonly os: string;
  readonly headline: string;
}

const server = "http://download.proxmox.com/images/system";

/** Of the templates that Proxmox offers, some; what is in them is made up here. */
const offered: readonly Template[] = [
  {
    package: "debian-13-standard",
    version: "13.1-2",
    os: "debian-13",
    headline: "Debian 13 Trixie (standard)",
  },
  {
    package: "debian-12-standard",
    version: "12.12-1",
    os: "debian-12",
    headline: "Debian 12 Bookworm (standard)",
  },
  {
    package: "ubuntu-24.04-standard",
    version: "24.04-2",
    os: "ubuntu-24.04",
    headline: "Ubuntu 24.04 Noble (standard)",
  },
  {
    package: "alpine-3.22-default",
    version: "20250617",
    os: "alpine",
    headline: "LXC default image for alpine 3.22 (20250617)",
  },
];

export const templateRoutes: Routes = {
  "GET /nodes/{node}/aplinfo": () => offered.map(described),
  "POST /nodes/{node}/aplinfo": (call) => {
    const { world, user } = call;
    const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
    const fileName = textOf(call, "template") as string;
    const template = offered.find((each) => nameOf(each) === fileName);
    if (template === undefined) throw parameterFailure({ template: "no such template" });
    const storage = enabledStorage(world, id, node);
    if (!contentsOf(storage).includes("vztmpl")) fail(`storage '${id}' does not support templates`);
    activate(world, id, node);
    const { location, sha512sum } = described(template);
    return world.tasks.run({ node, type: "download", id: fileName, user }, (task) =>
      fetchFile(world, task, {
        node,
        url: location,
        ...placeOf(call, { storage, content: "vztmpl", fileName }),
        certificates: "verified",
        bytes: contentOf(template),
        fits: (bytes) => hasSpace(world, id, { bytes, node }),
        checksum: { expected: sha512sum, algorithm: "sha512" },
        check: () => undefined,
      }),
    );
  },
};

function nameOf({ package: name, version }: Template): string {
  return `${name}_${version}_amd64.tar.zst`;
}

function described(template: Template) {
  const { package: name, version, os, headline } = template;
  const bytes = contentOf(template);
  const sum = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return {
    template: nameOf(template),
    package: name,
    version,
    os,
    headline,
    type: "lxc",
    section: "system",
    architecture: "amd64",
    source: server,
    location: `${server}/${nameOf(template)}`,
    infopage: "https://pve.proxmox.com/wiki/Linux_Container",
    maintainer: "Proxmox Support Team <support@proxmox.com>",
    description: `${headline}, as simulated`,
    md5sum: sum("md5"),
    sha512sum: sum("sha512"),
  };
}

/** A zstd frame with one block that is not compressed: an archive without files. */
function contentOf({ package: name }: Template): Buffer {
  const content = Buffer.alloc(1024);
  const frame = Buffer.from([
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0x60,
    (content.length - 256) & 0xff,
    (content.length - 256) >> 8,
  ]);
  const header = (content.length << 3) | 1;
  const block = Buffer.from([header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff]);
  // What readers skip makes each template's bytes its own.
  const label = Buffer.from(name);
  const skipped = Buffer.alloc(8);
  skipped.writeUInt32LE(0x184d2a50, 0);
  skipped.writeUInt32LE(label.length, 4);
  return Buffer.concat([frame, block, content, skipped, label]);
}
