import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { buildMirror } from "../../tools/build-mirror.js";
import { noteFiles } from "../secrets/note-files.js";
import { noteShown } from "../secrets/notes.js";

const execute = promisify(execFile);

export interface TerraformResult {
  readonly code: number;
  readonly text: string;
}

/** A folder in which the real terraform runs with our plugin, and nothing else. */
export interface TerraformFolder {
  readonly path: string;
  /** What a process must know to run terraform here. */
  readonly environment: NodeJS.ProcessEnv;
  write(name: string, content: unknown): Promise<void>;
  /** Runs a command; a failure is a result, not a throw. */
  run(...words: readonly string[]): Promise<TerraformResult>;
  /** Runs what must succeed, and answers its text; throws with all that it told otherwise. */
  succeed(...words: readonly string[]): Promise<string>;
  /** Throws where a plan has anything to do. */
  expectNoChanges(): Promise<void>;
  remove(): Promise<void>;
}

type Build = (into: string) => Promise<string>;

const mirrors = new Map<Build, Promise<string>>();

/** A new folder; the mirror that it installs from is built once for each way of building it. */
export async function terraformFolder(
  environment: Readonly<Record<string, string>>,
  build: Build = buildMirror,
): Promise<TerraformFolder> {
  const mirror =
    mirrors.get(build) ??
    mkdtemp(join(tmpdir(), "pve-cdk-mirror-")).then((folder) => build(join(folder, "mirror")));
  mirrors.set(build, mirror);
  const path = await mkdtemp(join(tmpdir(), "pve-cdk-terraform-"));
  const configuration = join(path, "terraform.rc");
  await writeFile(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(await mirror)}\n  }\n}\n`,
  );
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: path,
    TF_CLI_CONFIG_FILE: configuration,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    ...environment,
  };
  const run: TerraformFolder["run"] = async (...words) => {
    const [command = "", ...rest] = words;
    const told = (code: number, text: string) => {
      noteShown({ by: `terraform ${words.join(" ")}`, text });
      return { code, text };
    };
    try {
      const { stdout, stderr } = await execute("terraform", [command, ...rest], {
        cwd: path,
        env,
        maxBuffer: 1 << 26,
      });
      return told(0, stdout + stderr);
    } catch (thrown) {
      const { code, stdout, stderr } = thrown as {
        readonly code: number;
        readonly stdout: string;
        readonly stderr: string;
      };
      return told(Number(code), `${stdout}${stderr}`);
    }
  };
  const succeed: TerraformFolder["succeed"] = async (...words) => {
    const { code, text } = await run(...words);
    if (code !== 0) throw new Error(`terraform ${words.join(" ")} ended with ${code}:\n${text}`);
    return text;
  };
  return {
    path,
    environment: env,
    run,
    succeed,
    expectNoChanges: async () => void (await succeed("plan", "-detailed-exitcode", "-no-color")),
    write: (name, content) =>
      writeFile(
        join(path, name),
        typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
      ),
    remove: async () => {
      noteFiles(path, "terraform");
      await rm(path, { recursive: true, force: true });
    },
  };
}
