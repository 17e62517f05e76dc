import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const installed = join(import.meta.dirname, "../node_modules");

/** A bundle, as far as it tells what it was made of. */
interface Bundle {
  readonly metafile: { readonly inputs: object };
}

/** Writes the licences of the packages whose files some bundles hold into a file that goes with them, as they ask. */
export async function writeLicences(file: string, bundles: readonly Bundle[]): Promise<void> {
  const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const packages = new Set(
    inputs.flatMap((path) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const texts: string[] = [];
  for (const name of [...packages].sort()) {
    const folder = join(installed, name);
    const licence = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    if (licence === undefined) throw new Error(`${name} is bundled and has no licence file`);
    texts.push(`${name}\n\n${await readFile(join(folder, licence), "utf8")}`);
  }
  await writeFile(file, texts.join(`\n${"-".repeat(80)}\n\n`));
}
