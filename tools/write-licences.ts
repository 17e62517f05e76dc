import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the licences of the packages whose files a bundle holds, as they ask. */
export async function writeLicences(root: string, inputs: readonly string[]): Promise<void> {
  const packages = new Set(
    inputs.flatMap((path) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const texts: string[] = [];
  for (const name of [...packages].sort()) {
    const folder = join(root, "node_modules", name);
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
    texts.push(`${name}\n\n${await readFile(join(folder, file), "utf8")}`);
  }
  await writeFile(join(root, "dist/LICENCES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
}
