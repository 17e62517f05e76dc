import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const app = `
const { mkdirSync, writeFileSync, readFileSync, readdirSync } = require("node:fs");
const out = process.env.CDKTF_OUTDIR;
const stacks = {};
for (const file of readdirSync(".")) {
  const found = /^stack(?:-(.+))?\\.json$/.exec(file);
  if (found === null) continue;
  const name = found[1] ?? "web";
  const code = readFileSync(file, "utf8").replaceAll("FOLDER", process.cwd());
  const dependencies = [...code.matchAll(/"cross-stack-reference-input-(.+?)"/g)].map(([, stack]) => stack);
  mkdirSync(out + "/stacks/" + name, { recursive: true });
  writeFileSync(out + "/stacks/" + name + "/cdk.tf.json", code);
  stacks[name] = { name, constructPath: name, workingDirectory: "stacks/" + name, synthesizedStackPath: "stacks/" + name + "/cdk.tf.json", annotations: [], dependencies };
}
writeFileSync(out + "/manifest.json", JSON.stringify({ version: "0.21.0", stacks }));
`;

/**
 * Puts an app into a folder that "synthesizes" the stack "web" by copying stack.json, and another by copying stack-<name>.json:
 * what the commands do with it is the same, without the second that cdktf takes.
 */
export async function layOutCopyingApp(folder: string): Promise<void> {
  await writeFile(join(folder, "app.cjs"), app);
  await writeFile(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "node app.cjs" }),
  );
}
