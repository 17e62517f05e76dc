import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of a user who has nothing but npm, and what its commands printed. */
export interface Folder {
  readonly path: string;
  write(name: string, content: unknown): Promise<void>;
  /** Runs a command and answers what it printed; one that fails ends the walk with all that it printed. */
  run(command: string, environment?: Readonly<Record<string, string>>): Promise<string>;
  remove(): Promise<void>;
}

export async function emptyFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "pve-cdk-newcomer-"));
  return {
    path,
    write: (name, content) =>
      writeFile(
        join(path, name),
        typeof content === "string" ? content : `${JSON.stringify(content, undefined, 2)}\n`,
      ),
    run: (command, environment = {}) => run(command, path, environment),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

function run(
  command: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  console.log(`$ ${command}`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: folder,
      shell: true,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => void (text += chunk));
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${code}:\n${text}`));
    });
  });
}
