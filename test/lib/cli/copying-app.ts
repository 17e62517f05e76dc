import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const app = `
const { mkdirSync, writeFileSync, readFileSync } = require("node:fs");
const out = process.env.CDKTF_OUTDIR;
mkdirSync(out + "/stacks/web", { recursive: true });
writeFileSync(out + "/stacks/web/cdk.tf.json", readFileSync("stack.json", "utf8").replaceAll("FOLDER", process.cwd()));
writeFileSync(out + "/manifest.json", JSON.stringify({ version: "0.21.0", stacks: { web: { name: "web", constructPath: "web", workingDirectory: "stacks/web", synthesizedStackPath: "stacks/web/cdk.tf.json", annotations: [], dependencies: [] } } }));
`;

/**
 * Puts an app into a folder that "synthesizes" the stack "web" by copying stack.json:
 * what the commands do with it is the same, without the second that cdktf takes.
 */
export async function layOutCopyingApp(folder: string): Promise<void> {
  await writeFile(join(folder, "app.cjs"), app);
  await writeFile(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app: "node app.cjs" }),
  );
}
