import { spawn, spawnSync } from "node:child_process";

import { describe } from "vitest";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program beside this process, in which the simulation goes on answering. */
export function ran(
  [command = "", ...args]: readonly string[],
  {
    stdin = "",
    env = {},
  }: { readonly stdin?: string | Buffer; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { PATH: process.env["PATH"], ...env } });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => void (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => void (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    // A program may end before it has read everything.
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin);
  });
}

/** Tests with a program that may be missing on a developer's machine, yet never where CI is set. */
export function describeWith(name: string, probe: readonly string[], tests: () => void): void {
  const [command = "", ...args] = probe;
  const isThere = spawnSync(command, args, { stdio: "ignore" }).status === 0;
  if (isThere || process.env["CI"] !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: \`${probe.join(" ")}\` fails here)`, tests);
}
