import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { Refusal, refuse } from "../diagnostic/refusal.js";
import type { Environment } from "../schema/provider.js";
import type { Value } from "../value/value.js";
import { programFailure } from "./program-failure/program-failure.js";
import { jsonObject } from "./json-object.js";
import { readManifest, type App } from "./read-manifest.js";
import { runProcess, type RunProcess } from "./run-process.js";

export interface AppOptions {
  /** Where `cdktf.json` lies. */
  readonly directory: string;
  readonly environment: Environment;
  /** Told what the program prints, line by line. */
  readonly onLine?: (line: string) => void;
  /** Starts the program; a process of the system if not said. */
  readonly run?: RunProcess;
  readonly signal?: AbortSignal;
}

/** How many lines of a program's end are kept: an error of many lines, and some before it. */
const remembered = 500;

/** Runs the program that `cdktf.json` names and finds the stacks that it synthesized. Throws a refusal where it fails. */
export async function loadApp(options: AppOptions): Promise<App> {
  const { directory, environment, onLine = () => undefined, run = runProcess, signal } = options;
  const settings = await settingsOf(directory);
  const output = resolve(directory, environment["CDKTF_OUTDIR"] ?? settings.output);
  const manifestPath = join(output, "manifest.json");
  await mkdir(output, { recursive: true });
  // What an earlier run left must not pass for this run's.
  await rm(manifestPath, { force: true });
  const last: string[] = [];
  const code = await run({
    command: settings.app,
    directory,
    environment: {
      ...environment,
      CDKTF_OUTDIR: output,
      ...(settings.context === undefined ? {} : { CDKTF_CONTEXT_JSON: JSON.stringify(settings.context) }),
    },
    onLine: (line) => {
      last.push(line);
      if (last.length > remembered) last.shift();
      onLine(line);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  if (code !== 0) throw new Refusal(programFailure({ command: settings.app, directory, code, lines: last }));
  const text = await readFile(manifestPath, "utf8").catch(() => undefined);
  if (text === undefined)
    refuse("the program synthesized nothing", {
      detail: `"${settings.app}" ended well and wrote no ${manifestPath}. Does it end with app.synth()?`,
    });
  return readManifest(jsonObject(text, manifestPath), output);
}

async function settingsOf(directory: string): Promise<{
  readonly app: string;
  readonly output: string;
  readonly context: Value | undefined;
}> {
  const path = join(directory, "cdktf.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined)
    refuse(`there is no cdktf.json in ${directory}`, {
      detail: `It names the program: { "language": "typescript", "app": "npx tsx main.ts" }`,
    });
  const { app, output, context } = jsonObject(text, path);
  if (typeof app !== "string" || app === "")
    refuse(`${path} does not say how to run the program`, { detail: `Add "app": "npx tsx main.ts".` });
  return { app, output: typeof output === "string" ? output : "cdktf.out", context };
}
