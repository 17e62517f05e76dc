import { execFile } from "node:child_process";
import { mkdir, mkdtemp, open, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

import { median, timed, type Figure } from "./figure.js";
import type { Sent } from "./upload-sender.js";
import { sinkForUploads, type UploadSink } from "./upload-sink.js";

const run = promisify(execFile);
const rounds = 3;
const token = `root@pam!bench=${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`;

/**
 * What an upload of so many GiB takes, in a process of its own: time against curl, memory, and files in between. Its
 * SHA-256, which an apply works out before and curl does not, is not in the time.
 */
export async function uploadFigures(gibibytes = 1): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-upload-"));
  const path = join(folder, "large.iso");
  const bytes = gibibytes * 2 ** 30;
  await (await open(path, "w")).close();
  // It has no bytes on the disk, whose speed is not what is measured.
  await truncate(path, bytes);
  const sender = join(folder, "upload-sender.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "upload-sender.ts")],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    // What is loaded only for SSH stays out.
    splitting: true,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    external: ["ssh2", "socks"],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  const sink = await sinkForUploads();
  const between = await watched(temporary);
  try {
    const times = { ours: [] as number[], curl: [] as number[] };
    let highest: Sent | undefined;
    for (let round = 0; round < rounds; round++) {
      const earlier = await sink.received();
      const sent = await send(sink, { sender, path, temporary });
      if ((await sink.received()) - earlier < bytes) throw new Error("not all bytes arrived");
      times.ours.push(sent.milliseconds);
      if (sent.peak > (highest?.peak ?? 0)) highest = sent;
      times.curl.push(await timed(() => curl(sink, path)));
    }
    const { peak = 0, before = 0 } = highest ?? {};
    const [ours, theirs] = [median(times.ours), median(times.curl)];
    return [
      {
        name: `time of a ${gibibytes} GiB upload`,
        against: `${Math.round(ours)} ms / ${Math.round(theirs)} ms of curl -F, ${speed(bytes, ours)} / ${speed(bytes, theirs)}; SHA-256 before`,
        value: ours / theirs,
        bound: 1.25,
        unit: "x",
      },
      {
        name: "memory of the process that sends it",
        against: `resident at its peak, bundled; ${Math.round(before / 1e6)} MB before it began`,
        value: peak / 1e6,
        bound: 100,
        unit: "MB",
      },
      {
        name: "files that it keeps in between",
        against: "bytes in the temporary folder, looked at all the time",
        value: between.stop() / 1e6,
        bound: 0,
        unit: "MB",
      },
    ];
  } finally {
    between.stop();
    await sink.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function speed(bytes: number, milliseconds: number): string {
  return `${Math.round(bytes / 1e3 / milliseconds)} MB/s`;
}

async function send(
  { endpoint, fingerprint }: UploadSink,
  { sender, path, temporary }: { readonly sender: string; readonly path: string; readonly temporary: string },
): Promise<Sent> {
  const { stdout } = await run(process.execPath, [sender, path], {
    env: {
      PROXMOX_VE_ENDPOINT: endpoint,
      PROXMOX_VE_FINGERPRINT: fingerprint,
      PROXMOX_VE_API_TOKEN: token,
      TMPDIR: temporary,
    },
  });
  return JSON.parse(stdout) as Sent;
}

async function curl({ endpoint }: UploadSink, path: string): Promise<void> {
  const url = `${endpoint}/api2/json/nodes/pve1/storage/local/upload`;
  const login = `Authorization: PVEAPIToken=${token}`;
  await run("curl", [
    "-sSfk",
    "-H",
    login,
    "-F",
    "content=iso",
    "-F",
    `filename=@${path};filename=large.iso`,
    url,
  ]);
}

/** The most bytes that were seen in a folder. */
async function watched(folder: string): Promise<{ stop(): number }> {
  let most = 0;
  const look = async () => {
    for (const name of await readdir(folder)) most = Math.max(most, (await stat(join(folder, name))).size);
  };
  const timer = setInterval(() => void look().catch(() => undefined), 20);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}
