import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

import ts from "typescript";

import { entries } from "./package-entries.js";

/**
 * Writes the declarations that the entries reach, once for each framework, and a door to them for each entry and each
 * kind of module. They lie in a folder of CommonJS, as the bundles that they describe.
 */
export async function buildDeclarations(root: string): Promise<void> {
  const dist = join(root, "dist");
  const all = await mkdtemp(join(root, "node_modules/.declarations-"));
  try {
    await promisify(execFile)("npx", ["tsc", "-p", "tsconfig.build.json", "--outDir", all], { cwd: root });
    for (const framework of ["cdktf", "cdktn"] as const) {
      const sources = entries.filter((entry) => entry.framework === framework);
      const into = join(dist, "types", framework);
      for (const path of await reached(sources.map(({ source }) => join(all, `${source}.d.ts`)))) {
        const target = join(into, relative(all, path));
        await mkdir(dirname(target), { recursive: true });
        const text = await readFile(path, "utf8");
        await writeFile(target, framework === "cdktn" ? text.replaceAll('"cdktf"', '"cdktn"') : text);
      }
      for (const { name, source } of sources)
        for (const ending of ["d.cts", "d.mts"])
          await writeFile(
            join(dist, `${name}.${ending}`),
            `export * from "./types/${framework}/${source}.js";\n`,
          );
    }
    await writeFile(join(dist, "types/package.json"), '{"type":"commonjs"}\n');
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

/** The files that these declare with, themselves among them. */
async function reached(from: readonly string[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { fileName } of ts.preProcessFile(await readFile(path, "utf8")).importedFiles)
      if (fileName.startsWith(".")) await visit(join(dirname(path), fileName.replace(/\.js$/, ".d.ts")));
  };
  for (const path of from) await visit(path);
  return seen;
}
