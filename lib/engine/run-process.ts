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

/** The shell of the system and all that it starts are one group, so that nothing of it outlives a stop. */
const isGroup = process.platform !== "win32";

export const runProcess: RunProcess = ({ command, directory, environment, onLine, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: directory,
      env: environment,
      shell: true,
      detached: isGroup,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(isGroup ? -child.pid : child.pid, "SIGKILL");
      } catch {
        // It has ended by itself meanwhile.
      }
    };
    if (signal?.aborted === true) end();
    signal?.addEventListener("abort", end, { once: true });
    process.once("exit", end);
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);
    const settled = (settle: () => void) => {
      signal?.removeEventListener("abort", end);
      process.removeListener("exit", end);
      settle();
    };
    child.once("error", ({ message }) =>
      settled(() =>
        reject(new Refusal([error(`the program can't be run: ${command}`, { detail: message })])),
      ),
    );
    child.once("close", (code) =>
      settled(() => {
        if (signal?.aborted === true)
          reject(
            new Refusal([
              error(`stopped while the program ran: ${command}`, {
                detail: "Nothing was planned or changed.",
              }),
            ]),
          );
        else resolve(code ?? 1);
      }),
    );
  });
