import { spawn, spawnSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { EncodedTexts } from "../../lib/terraform/schema.js";
import { createCertificate } from "../../lib/terraform/wire/certificate.js";
import { median, timed, type Figure } from "./figure.js";

const rounds = 15;
const environment = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

export interface Executables {
  readonly cli: string;
  readonly plugin: string;
}

/** How long the command line and the plugin take to start, against Node itself doing nothing. */
export async function startFigures({ cli, plugin }: Executables): Promise<readonly Figure[]> {
  const large = await withMoreTypes(plugin, `${dirname(plugin)}-large`);
  const times = { bare: [] as number[], cli: [] as number[], plugin: [] as number[], large: [] as number[] };
  // In turns, so that whatever else the machine does concerns all alike.
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await timed(() => spawnSync(process.execPath, ["-e", "0"])));
    times.cli.push(await timed(() => spawnSync(process.execPath, [cli, "--version"])));
    times.plugin.push(await timed(() => untilHandshake(plugin)));
    times.large.push(await timed(() => untilHandshake(large)));
  }
  const bare = median(times.bare);
  const ratio = (name: string, values: readonly number[]): Figure => ({
    name,
    against: `${Math.round(median(values))} ms / ${Math.round(bare)} ms of node -e 0`,
    value: median(values) / bare,
    bound: 2.2,
    unit: "x",
  });
  return [
    ratio("pve-cdk --version", times.cli),
    ratio("plugin start to handshake", times.plugin),
    ratio("the same with 120 more types", times.large),
  ];
}

/** Starts a plugin as Terraform does, with mutual TLS, and waits for its line. */
export async function untilHandshake(plugin: string): Promise<string> {
  const child = spawn(process.execPath, [plugin], {
    env: { ...process.env, ...environment, PLUGIN_CLIENT_CERT: createCertificate(new Date()).certificate },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (line: Buffer) => resolve(line.toString()));
      child.once("exit", (code) => reject(new Error(`the plugin ended with ${code}`)));
    });
  } finally {
    child.kill("SIGKILL");
  }
}

/** Copies a plugin's folder and adds 120 types to its schemas, each as large as the largest; tells the executable. */
export async function withMoreTypes(plugin: string, into: string): Promise<string> {
  await cp(dirname(plugin), into, { recursive: true });
  const path = join(into, "schemas.json");
  const schemas = JSON.parse(await readFile(path, "utf8")) as EncodedTexts;
  const [largest] = Object.values(schemas.resources).sort((a, b) => b.length - a.length);
  if (largest === undefined) throw new Error(`${path} holds no schemas`);
  const more = Array.from({ length: 120 }, (_, index) => [`synthetic_${index}`, largest] as const);
  await writeFile(
    path,
    JSON.stringify({ ...schemas, resources: { ...schemas.resources, ...Object.fromEntries(more) } }),
  );
  return join(into, basename(plugin));
}

export function executablesIn(dist: string, version: string): Executables {
  return {
    cli: join(dist, "command-line/pve-cdk.mjs"),
    plugin: join(dist, `plugin/terraform-provider-proxmox_v${version}`),
  };
}
