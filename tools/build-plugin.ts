import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build } from "esbuild";

import { encodeSchemas, type EncodedTexts } from "../lib/terraform/schema.js";
import type { Plugin } from "../lib/vendor/plugin.js";
import { proxmox } from "../providers/proxmox/provider.js";
import { version } from "../providers/proxmox/version.js";
import { withoutNativeParts } from "./without-native-parts.js";

/** Bundles the plugin into a folder with one executable file, the same for every platform. */
export async function buildPlugin(into: string): Promise<Plugin> {
  const schemas = await encodeSchemas(proxmox);
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const textsOf = (all: Readonly<Record<string, Uint8Array>>) =>
    Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name, textOf(bytes)]));
  const texts: EncodedTexts = {
    provider: textOf(schemas.provider),
    resources: textsOf(schemas.resources),
    dataSources: textsOf(schemas.dataSources),
  };
  const result = await build({
    entryPoints: [join(import.meta.dirname, "../providers/proxmox/bin/terraform-provider-proxmox.ts")],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    target: "node20",
    // A file without an ending is CommonJS to Node.
    format: "cjs",
    define: { ENCODED_SCHEMAS: JSON.stringify(texts) },
    legalComments: "none",
    plugins: [withoutNativeParts],
  });
  const file = join(into, `terraform-provider-proxmox_v${version}`);
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  await writeFile(file, `#!/usr/bin/env node\n${result.outputFiles[0]?.text ?? ""}`);
  await chmod(file, 0o755);
  // Without it, a project of ECMAScript modules above would say what this file is.
  await writeFile(join(into, "package.json"), '{"type":"commonjs"}\n');
  return { folder: into, source: proxmox.source, version };
}
