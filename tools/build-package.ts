import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { buildDeclarations } from "./build-declarations.js";
import { buildEntries } from "./build-entries.js";
import { buildPlugin } from "./build-plugin.js";
import { messageSchema } from "./message-list.js";

/** Builds the package into `dist`. */
const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
// Each bundle finds the description of the API beside itself.
const description = join(root, "providers/proxmox/api/specification");
for (const name of (await readdir(description)).filter((each) => each.endsWith(".json")))
  await copyFile(join(description, name), join(dist, name));
await writeFile(join(dist, "json-output.schema.json"), `${JSON.stringify(messageSchema(), undefined, 2)}\n`);
await buildEntries(root, Object.keys(dependencies));
await buildDeclarations(root);
await buildPlugin(join(dist, "plugin"));
await chmod(join(dist, "command-line/pve-cdk.mjs"), 0o755);
