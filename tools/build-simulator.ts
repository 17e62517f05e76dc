import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { build, type Plugin } from "esbuild";

/** The description of the API is read by others too, and finds its data beside itself. */
const specificationStaysApart: Plugin = {
  name: "specification-stays-apart",
  setup: ({ onResolve }) =>
    void onResolve({ filter: /\/api\/specification\/specification\.js$/ }, () => ({
      path: "../api/specification/specification.js",
      external: true,
    })),
};

/**
 * Bundles the compiled simulator into its door and a few files beside it: who starts it waits for each file that is
 * opened. The declarations stay as they are.
 */
export async function buildSimulator(root: string): Promise<void> {
  const folder = join(root, "dist/providers/proxmox/simulator");
  const { metafile } = await build({
    metafile: true,
    entryPoints: [join(root, "providers/proxmox/simulator/index.ts")],
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: "[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    external: ["ssh2", "busboy"],
    plugins: [specificationStaysApart],
    legalComments: "external",
    allowOverwrite: true,
  });
  const bundled = new Set(Object.keys(metafile.outputs).map((path) => resolve(path)));
  const compiled = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  const isLeftOver = (path: string) => path.endsWith(".js") && !bundled.has(path);
  await Promise.all(compiled.filter(isLeftOver).map((path) => rm(path)));
}
