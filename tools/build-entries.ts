import { createRequire } from "node:module";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";

import { build, type BuildOptions, type Plugin } from "esbuild";

import { entries, type Entry } from "./package-entries.js";
import { writeLicences } from "./write-licences.js";
import { splitModules } from "./split-modules.js";
import { withoutNativeParts } from "./without-native-parts.js";

/**
 * Bundled, unlike the other dependencies: as a dependency it would have every user's machine compile native parts that
 * the SSH room does without.
 */
const bundled = "ssh2";

const common = {
  bundle: true,
  metafile: true,
  platform: "node",
  target: "node20",
  plugins: [withoutNativeParts],
  legalComments: "none",
} as const satisfies BuildOptions;

/** The simulator is an entry of its own: the tests' entry, which hands it on, opens that one. */
const simulatorStaysApart: Plugin = {
  name: "simulator-stays-apart",
  setup: ({ onResolve }) =>
    void onResolve({ filter: /\/simulator\/index\.js$/ }, () => ({
      path: "./simulator.cjs",
      external: true,
    })),
};

/**
 * Bundles what users import, as CommonJS and with a thin module around each, so that both worlds of Node share one
 * instance of every class; and the command line, as modules that are opened when a command needs them.
 */
export async function buildEntries(root: string, dependencies: readonly string[]): Promise<void> {
  const dist = join(root, "dist");
  const external = [...dependencies.filter((name) => name !== bundled), "cdktf", "cdktn", "constructs"];
  const bundles = [];
  for (const entry of entries) {
    bundles.push(
      await build({
        ...common,
        entryPoints: [join(root, `${entry.source}.ts`)],
        outfile: join(dist, `${entry.name}.cjs`),
        format: "cjs",
        external,
        plugins: [withoutNativeParts, simulatorStaysApart],
        ...(entry.framework === "cdktn" ? { alias: { cdktf: "cdktn" } } : {}),
        define: { "import.meta.url": "bundleUrl" },
        banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
      }),
    );
    await writeFile(join(dist, `${entry.name}.mjs`), wrapperOf(entry, dist));
  }
  bundles.push(
    await build({
      ...common,
      ...splitModules('const bundleUrl = new URL("../bundle.mjs", import.meta.url).href;'),
      entryPoints: [join(root, "providers/proxmox/bin/pve-cdk.ts")],
      outdir: join(dist, "command-line"),
      external,
      define: { "import.meta.url": "bundleUrl" },
    }),
  );
  await writeLicences(join(dist, "LICENCES.txt"), bundles);
}

/** A module that hands on what the bundle exports, by name. */
function wrapperOf({ name }: Entry, dist: string): string {
  const names = Object.keys(createRequire(join(dist, "x.cjs"))(`./${name}.cjs`) as object);
  return `import bundle from "./${name}.cjs";\nexport const {\n${names.map((each) => `  ${each},\n`).join("")}} = bundle;\n`;
}
