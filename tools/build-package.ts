import { chmod, copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

import { buildPlugin } from "./build-plugin.js";
import { buildSimulator } from "./build-simulator.js";

/** What the compiler leaves out of the package: data files, the plugin, and the right to execute. */
const root = join(import.meta.dirname, "..");
const data = "providers/proxmox/api/specification";
await mkdir(join(root, "dist", data), { recursive: true });
for (const name of (await readdir(join(root, data))).filter((each) => each.endsWith(".json")))
  await copyFile(join(root, data, name), join(root, "dist", data, name));
await buildSimulator(root);
await buildPlugin(join(root, "dist/mirror"));
await chmod(join(root, "dist/providers/proxmox/bin/pve-cdk.js"), 0o755);
