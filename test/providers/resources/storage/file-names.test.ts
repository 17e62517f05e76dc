import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";

const allowed = {
  iso: ".iso or .img",
  vztmpl: ".tar, .tar.gz, .tar.xz, .tar.zst or .tar.bz2",
  import: ".qcow2, .raw, .vmdk or .ova",
  backup: ".tgz, .tar or .vma; the latter two also with .gz, .lzo, .zst or .bz2 behind them",
} as const;

describe.each(executors)("the name of a file, at validation, under %s", (_executor, start) => {
  let at: FileStand;
  beforeEach(async () => {
    at = await fileStand("proxmox_file", start);
  });
  afterEach(() => at.close());

  const named = (content_type: string | null, file_name: string): ValueObject => ({
    node_name: "pve1",
    datastore_id: "local",
    content_type,
    source_raw: [{ data: "x", file_name }],
  });

  /** What is said of a name, or of the name of a path. */
  async function refusalOf(code: ValueObject): Promise<unknown> {
    const before = at.pve.requests.length;
    const plan = await at.executor.plan(code);
    expect(plan.action).toBe("refused");
    expect(at.pve.requests.slice(before).filter(({ verb }) => verb !== "GET")).toEqual([]);
    return plan.diagnostics;
  }

  it.each([
    ["iso", "x.zip"],
    ["iso", "x.iso.gz"],
    ["vztmpl", "x.tgz"],
    ["import", "x.img"],
    ["backup", "x.zip"],
    ["backup", "vzdump-qemu-100-2026_01_02-03_04_05.vma.xz"],
    ["backup", "vzdump-qemu-100-2026_01_02-03_04_05.vma.zst.notes"],
  ] as const)(
    "must end as Proxmox VE takes it as %s, and the refusal says how: %s",
    async (content, name) => {
      expect(await refusalOf(named(content, name))).toMatchObject([
        {
          severity: "error",
          summary: `${name}: Proxmox VE takes no file with this ending as ${content}`,
          detail: `Set \`file_name\` to one that ends with ${allowed[content]}; or \`content_type\` to what it is.`,
          path: ["source_raw", 0, "file_name"],
        },
      ]);
    },
  );

  it("is that of the path where the code gives no other, and is refused as such", async () => {
    const { source_raw: _, ...place } = named("backup", "");
    const code = { ...place, source_file: [{ path: "/tmp/x.zip" }] };
    expect(await refusalOf(code)).toMatchObject([
      {
        summary: "x.zip: Proxmox VE takes no file with this ending as backup",
        path: ["source_file", 0, "file_name"],
      },
    ]);
  });

  it("that tells no content type needs one", async () => {
    expect(await refusalOf(named(null, "x.zip"))).toMatchObject([
      { summary: "x.zip: the ending does not tell what it is", path: ["content_type"] },
    ]);
  });

  it.each([
    ["snippets", "../../etc/cron.d/x", "it leads to another folder"],
    ["backup", "-rf.tar", "it would be read as an option"],
    ["snippets", "two\nlines.yaml", "it holds a control character"],
    ["snippets", "..", "it is no name"],
    ["snippets", `${"x".repeat(256)}.yaml`, "it is longer than 255 bytes"],
  ])("leads nowhere else, since root writes it: %s, %j", async (content, name, why) => {
    expect(await refusalOf(named(content, name))).toMatchObject([
      {
        summary: `a file can't have the name ${JSON.stringify(name)}`,
        detail: expect.stringContaining(why) as string,
      },
    ]);
  });
});
