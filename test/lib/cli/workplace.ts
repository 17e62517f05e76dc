import { spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

import { noteFiles } from "../../secrets/note-files.js";
import { layOutCopyingApp } from "./copying-app.js";
import { run, type Shown } from "./stage.js";

const program = join(import.meta.dirname, "../../../providers/proxmox/bin/pve-cdk.ts");

/** A folder with an app whose stack "web" is what a test writes, and its command line. */
export class Workplace {
  readonly folder: string;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(folder: string, environment: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#environment = { PATH: process.env["PATH"] ?? "", ...environment };
  }

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<Workplace> {
    const folder = await mkdtemp(join(tmpdir(), "pve-cdk-cli-"));
    await layOutCopyingApp(folder);
    return new Workplace(folder, environment);
  }

  get statePath(): string {
    return this.path("terraform.web.tfstate");
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), "utf8");
  }

  write(name: string, content: string | object): Promise<void> {
    return writeFile(this.path(name), typeof content === "string" ? content : JSON.stringify(content));
  }

  remove(name: string): Promise<void> {
    return rm(this.path(name));
  }

  /** Makes these the resources of the stack "web"; other blocks may stand beside. */
  code(resource: object, more: object = {}): Promise<void> {
    return this.#write("stack.json", "web", { resource, ...more });
  }

  /** The same for a stack that stands beside it. */
  codeOf(stack: string, resource: object, more: object = {}): Promise<void> {
    return this.#write(`stack-${stack}.json`, stack, { resource, ...more });
  }

  #write(file: string, stack: string, blocks: object): Promise<void> {
    return this.write(file, {
      terraform: {
        backend: { local: { path: `FOLDER/terraform.${stack}.tfstate` } },
        required_providers: { proxmox: { source: "pve-cdk/proxmox" } },
      },
      provider: { proxmox: [{}] },
      ...blocks,
    });
  }

  command(...words: readonly string[]): Promise<Shown> {
    return run(words, { environment: this.#environment, folder: this.folder });
  }

  /** The same, for somebody who stops it. */
  stoppable(signal: AbortSignal, ...words: readonly string[]): Promise<Shown> {
    return run(words, { environment: this.#environment, folder: this.folder, signal });
  }

  /** The same in a process of its own, for what only a process does. */
  start(...words: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
    return spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program, ...words], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    noteFiles(this.folder, "the command line");
    await rm(this.folder, { recursive: true, force: true });
  }
}
