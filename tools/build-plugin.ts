import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build, type BuildOptions, type Plugin as BundlerPlugin } from "esbuild";

import { encodeSchemas, type EncodedTexts } from "../lib/terraform/schema.js";
import type { Plugin } from "../lib/vendor/plugin.js";
import { proxmox } from "../providers/proxmox/provider.js";
import { version } from "../providers/proxmox/version.js";
import { splitModules } from "./split-modules.js";
import { writeLicences } from "./write-licences.js";
import { withoutNativeParts } from "./without-native-parts.js";

const source = join(import.meta.dirname, "../providers/proxmox");

const common = {
  bundle: true,
  metafile: true,
  minify: true,
  platform: "node",
  target: "node20",
  legalComments: "none",
} as const satisfies BuildOptions;

/** The executable opens what answers Terraform's calls as a module beside it. */
const callsStayApart: BundlerPlugin = {
  name: "calls-stay-apart",
  setup: ({ onResolve }) =>
    void onResolve({ filter: /\/plugin\.js$/ }, () => ({ path: "./plugin.mjs", external: true })),
};

/**
 * Builds the plugin's folder, the same for every platform: the executable, which speaks the handshake and no more, so
 * that it starts at once; the modules that it opens when Terraform asks; and the schemas.
 */
export async function buildPlugin(into: string): Promise<Plugin> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const executable = join(into, `terraform-provider-proxmox_v${version}`);
  const handshake = await build({
    ...common,
    entryPoints: [join(source, "bin/terraform-provider-proxmox.ts")],
    outfile: executable,
    // A file without an ending is CommonJS to Node.
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [callsStayApart],
  });
  await chmod(executable, 0o755);
  // Without it, a project of ECMAScript modules above would say what this file is.
  await writeFile(join(into, "package.json"), '{"type":"commonjs"}\n');
  const calls = await build({
    ...common,
    ...splitModules(),
    entryPoints: [join(source, "plugin.ts")],
    outdir: into,
    plugins: [withoutNativeParts],
  });
  await writeLicences(join(into, "LICENCES.txt"), [handshake, calls]);
  await writeFile(join(into, "schemas.json"), JSON.stringify(await schemaTexts()));
  return { folder: into, source: proxmox.source, version };
}

async function schemaTexts(): Promise<EncodedTexts> {
  const { provider, resources, dataSources } = await encodeSchemas(proxmox);
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const textsOf = (all: Readonly<Record<string, Uint8Array>>) =>
    Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name, textOf(bytes)]));
  return { provider: textOf(provider), resources: textsOf(resources), dataSources: textsOf(dataSources) };
}
