import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build, type Plugin } from "esbuild";

import { encodeSchemas, type EncodedTexts } from "../lib/terraform/schema.js";
import { proxmox } from "../providers/proxmox/provider.js";
import { version } from "../providers/proxmox/version.js";

/** The platforms that run a script by its first line. The file is the same everywhere, so one lock hash holds everywhere. */
const platforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"] as const;

/**
 * The SSH library tries native parts first, where they were built on this machine, and does without them where they are
 * missing: in the bundle they always are, so that its bytes are the same wherever it is built.
 */
const withoutNativeParts: Plugin = {
  name: "without-native-parts",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\.node$|^cpu-features$/ }, ({ path }) => ({ path, namespace: "native" }));
    onLoad({ filter: /.*/, namespace: "native" }, () => ({
      contents: 'throw new Error("not in the bundle");',
    }));
  },
};

/** Bundles the plugin into one executable file per platform, in the layout of a filesystem mirror. */
export async function buildPlugin(into: string): Promise<string> {
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
  const script = `#!/usr/bin/env node\n${result.outputFiles[0]?.text ?? ""}`;
  const base = join(into, "registry.terraform.io/pve-cdk/proxmox", version);
  await rm(into, { recursive: true, force: true });
  for (const platform of platforms) {
    await mkdir(join(base, platform), { recursive: true });
    const file = join(base, platform, `terraform-provider-proxmox_v${version}`);
    await writeFile(file, script);
    await chmod(file, 0o755);
    // Without it, a project of ECMAScript modules above would say what this file is.
    await writeFile(join(base, platform, "package.json"), '{"type":"commonjs"}\n');
  }
  return into;
}

if (process.argv[1] === import.meta.filename)
  console.log(await buildPlugin(process.argv[2] ?? "dist/mirror"));
