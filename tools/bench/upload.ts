import { mkdtemp, open, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connectionSettings } from "../../providers/proxmox/api/settings/connection-settings.js";
import { upload } from "../../providers/proxmox/api/upload.js";
import { connect } from "../../providers/proxmox/connection.js";
import { openSource } from "../../providers/proxmox/resources/storage/file-source.js";
import type { Figure } from "./figure.js";
import { sinkForUploads } from "./upload-sink.js";

const bytes = 2 ** 30;

/** How much memory an upload of 1 GiB takes, and whether it leaves a file in between. */
export async function uploadFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-upload-"));
  const path = join(folder, "large.iso");
  await (await open(path, "w")).close();
  await truncate(path, bytes);
  const sink = await sinkForUploads();
  const environment = {
    PROXMOX_VE_ENDPOINT: sink.endpoint,
    PROXMOX_VE_FINGERPRINT: sink.fingerprint,
    PROXMOX_VE_API_TOKEN: `root@pam!bench=${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`,
  };
  const { settings } = connectionSettings({}, environment);
  if (settings === undefined) throw new Error("the settings are wrong");
  const connection = await connect(settings);
  try {
    const source = await openSource({ source_file: [{ path }] }, connection);
    const before = new Set(await readdir(tmpdir()));
    const start = process.memoryUsage().rss;
    let peak = start;
    let left: readonly string[] = [];
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    await upload(connection.api, {
      node: "pve1",
      storage: "local",
      content: "iso",
      name: "large.iso",
      ...source,
    });
    left = (await readdir(tmpdir())).filter((name) => !before.has(name));
    clearInterval(watch);
    const received = await sink.received();
    if (received < bytes) throw new Error(`only ${received} bytes arrived`);
    return [
      {
        name: "memory of a 1 GiB upload",
        against: `${Math.round(peak / 1e6)} MB at its peak, ${Math.round(start / 1e6)} MB before`,
        value: (peak - start) / 1e6,
        bound: 100,
        unit: "MB",
      },
      {
        name: "files that it left in the temporary folder",
        against: left.join(", ") || "none",
        value: left.length,
        bound: 0,
        unit: "requests",
      },
    ];
  } finally {
    await connection.close();
    await sink.close();
    await rm(folder, { recursive: true, force: true });
  }
}
