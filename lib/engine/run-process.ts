import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { error } from "../diagnostic/diagnostic.js";
import { Refusal } from "../diagnostic/refusal.js";
import type { Environment } from "../schema/provider.js";

export interface ProcessOptions {
  /** A line for the system's shell. */
  readonly command: string;
  readonly directory: string;
  readonly environment: Environment;
  /** Told each line of both outputs. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs a program to its end and returns its exit code. */
export type RunProcess = (options: ProcessOptions) => Promise<number>;

export const runProcess: RunProcess = ({ command, directory, environment, onLine, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: directory,
      env: environment,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal === undefined ? {} : { signal }),
    });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
    child.once("error", ({ message }) =>
      reject(new Refusal([error(`the program can't be run: ${command}`, { detail: message })])),
    );
    child.once("close", (code) => resolve(code ?? 1));
  });
