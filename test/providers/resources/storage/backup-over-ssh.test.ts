import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { simulate } from "../../../../providers/proxmox/simulator/simulate.js";
import { executors } from "./file-stand.js";

const name = "vzdump-qemu-100-2026_01_02-03_04_05.vma.zst";

describe.each(executors)("a backup, under %s", (_executor, start) => {
  it("goes over SSH under vzdump's name, is listed as a backup, and then there is nothing to do", async () => {
    const home = mkdtempSync(join(tmpdir(), "pve-cdk-backup-"));
    const pve = await simulate({ ssh: true });
    const { host, port } = pve.ssh!;
    const node: readonly ValueObject[] = [{ name: "pve1", address: host, port }];
    const executor = await start("proxmox_file", pve, {
      provider: { ssh: [{ node }] },
      environment: { HOME: home },
    });
    const code: ValueObject = {
      node_name: "pve1",
      datastore_id: "local",
      content_type: "backup",
      source_raw: [{ data: "what vzdump wrote", file_name: name }],
    };
    try {
      expect((await (await executor.plan(code)).apply()).errors).toEqual([]);
      expect(await pve.get("/nodes/pve1/storage/local/content", { content: "backup" })).toMatchObject([
        { volid: `local:backup/${name}`, size: 17 },
      ]);
      expect((await executor.plan(code)).action).toBe("none");
    } finally {
      await executor.close();
      await pve.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
