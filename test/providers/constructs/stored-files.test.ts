import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import {
  CloudImage,
  ContainerTemplate,
  IsoImage,
  Snippet,
  type ProxmoxStack,
} from "../../../providers/proxmox/index.js";
import { all, problems, synthesized } from "./synthesized.js";

const place = { node: "pve1", storage: "local" } as const;

describe("files in storages", () => {
  it("say by their kind which content they are", () => {
    const stack = synthesized((it) => {
      new CloudImage(it, "a", { ...place, url: "https://example.com/debian.qcow2" });
      new IsoImage(it, "b", { ...place, url: "https://example.com/debian.iso", fileName: "d.img" });
      new ContainerTemplate(it, "c", {
        ...place,
        url: "https://example.com/debian.tar.zst",
        checksum: `sha256:${"0".repeat(64)}`,
      });
      new Snippet(it, "d", { ...place, content: "echo ${HOME} %{x}", fileMode: "0755" });
    });
    expect(all(stack, "proxmox_file")).toMatchObject([
      { content_type: "import", source_file: [{ path: "https://example.com/debian.qcow2" }] },
      { content_type: "iso", source_file: [{ file_name: "d.img" }] },
      { content_type: "vztmpl", source_file: [{ checksum: "0".repeat(64) }] },
      {
        content_type: "snippets",
        file_mode: "0755",
        source_raw: [{ data: "echo $${HOME} %%{x}", file_name: "web.d" }],
      },
    ]);
  });

  it("from here are not read at synthesis, however large: whether they changed is found out by the plan", () => {
    const path = join(mkdtempSync(join(tmpdir(), "pve-cdk-files-")), "big.raw");
    writeFileSync(path, "");
    truncateSync(path, 2 ** 42);
    const stack = synthesized((it) => void new CloudImage(it, "image", { ...place, path }));
    expect(all(stack, "proxmox_file")).toMatchObject([{ source_file: [{ path }] }]);
  });

  it.each<[string, (stack: ProxmoxStack) => void, string]>([
    ["no source", (it) => new CloudImage(it, "f", place), "set url or path"],
    [
      "two sources",
      (it) => new IsoImage(it, "f", { ...place, url: "https://a/b.iso", path: "b.iso" }),
      "keep one of url and path",
    ],
    [
      "a file that is not there",
      (it) => new IsoImage(it, "f", { ...place, path: "none.iso" }),
      "there is no file none.iso",
    ],
    [
      "a URL that is none",
      (it) => new IsoImage(it, "f", { ...place, url: "ftp://a/b.iso" }),
      "it begins with http",
    ],
    [
      "an ending that Proxmox VE refuses",
      (it) => new CloudImage(it, "f", { ...place, url: "https://a/b.img" }),
      'takes no file called "b.img" as import',
    ],
    [
      "a checksum of another length",
      (it) =>
        new CloudImage(it, "f", { ...place, url: "https://a/b.qcow2", checksum: `sha512:${"0".repeat(64)}` }),
      "it says sha512, but has as many digits as sha256",
    ],
    [
      "a snippet in another folder",
      (it) => new Snippet(it, "f", { ...place, content: "", fileName: "../x.yaml" }),
      "it leads to another folder",
    ],
  ])("are refused at synthesis with %s", (_, build, message) => {
    expect(problems((stack) => void build(stack))).toMatch(new RegExp(`\\[web/f\\] .*${message}`));
  });
});
