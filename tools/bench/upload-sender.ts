import { stat } from "node:fs/promises";
import { performance } from "node:perf_hooks";

import { connectionSettings } from "../../providers/proxmox/api/settings/connection-settings.js";
import { upload } from "../../providers/proxmox/api/upload.js";
import { Connection } from "../../providers/proxmox/connection.js";
import { openSource } from "../../providers/proxmox/resources/storage/file-source.js";
import { tagOfFile } from "../../providers/proxmox/resources/storage/file-tag.js";
import { verified } from "../../providers/proxmox/resources/storage/verified.js";

/** What one upload cost the process that sent it. */
export interface Sent {
  readonly milliseconds: number;
  /** Bytes of memory before it began. */
  readonly before: number;
  /** Bytes of memory at its peak, those before included. */
  readonly peak: number;
}

const [path = ""] = process.argv.slice(2);
const { settings } = connectionSettings({}, process.env);
if (settings === undefined) throw new Error("the settings are wrong");
const connection = new Connection(settings);
// As in an apply, which reads a file before it sends it, to see whether it is the one that was planned.
const tag = await tagOfFile(path, await stat(path));
const source = verified(await openSource({ source_file: [{ path }] }, connection), {
  name: "large.iso",
  checksum: undefined,
  tag,
  seen: () => undefined,
});
const before = process.memoryUsage.rss();
const start = performance.now();
await upload(connection.api, {
  node: "pve1",
  storage: "local",
  content: "iso",
  name: "large.iso",
  ...source,
});
const milliseconds = performance.now() - start;
await connection.close();
const sent: Sent = { milliseconds, before, peak: process.resourceUsage().maxRSS * 1024 };
console.log(JSON.stringify(sent));
