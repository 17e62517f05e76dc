import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { noteShown } from "../secrets/notes.js";

const root = join(import.meta.dirname, "../..");
const tsx = import.meta.resolve("tsx");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

/** A folder as a user has it: whatever is written there, and the programs that `npm ci` would have installed. */
export interface ProjectFolder {
  readonly path: string;
  /** Runs a line as a shell of a pipeline does. */
  run(line: string, environment?: Readonly<Record<string, string>>): Promise<Ran>;
  remove(): Promise<void>;
}

/** Makes one; `programs` are shell scripts that stand in for what isn't the project's own, by name. */
export async function projectFolder(
  environment: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): Promise<ProjectFolder> {
  const path = await mkdtemp(join(tmpdir(), "pve-cdk-project-"));
  const bin = join(path, ".bin");
  await mkdir(bin);
  await symlink(join(root, "node_modules"), join(path, "node_modules"));
  // The project's own program comes from its source, not from a package.
  const npx = `case $1 in
  pve-cdk) shift; exec node --import ${tsx} ${root}/providers/proxmox/bin/pve-cdk.ts "$@" ;;
  tsx) shift; exec node --import ${tsx} "$@" ;;
  *) echo "npx: no $1 here" >&2; exit 127 ;;
esac`;
  for (const [name, script] of Object.entries({ npx, ...programs })) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  const env = {
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    HOME: path,
    TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
    NO_COLOR: "1",
    ...environment,
  };
  return {
    path,
    run: (line, more = {}) =>
      new Promise((resolve) => {
        const options = { cwd: path, env: { ...env, ...more } };
        execFile("bash", ["-e", "-o", "pipefail", "-c", line], options, (failure, out, complaints) => {
          noteShown({ by: line, text: out + complaints });
          resolve({ code: failure === null ? 0 : Number(failure.code ?? 1), out, complaints });
        });
      }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
