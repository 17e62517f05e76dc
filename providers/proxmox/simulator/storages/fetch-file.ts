import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

import type { TaskHandle } from "../tasks.js";
import type { World } from "../world.js";
import { assertChecksum, checksumOf } from "./checksum.js";
import { unpack } from "./unpack.js";
import { wget } from "./wget.js";

export interface Fetching {
  readonly node: string;
  readonly url: string;
  /** The file on this machine, and as the node knows it. */
  readonly path: string;
  readonly declared: string;
  readonly certificates: "verified" | "any";
  readonly fits: (bytes: number) => boolean;
  readonly checksum?: { readonly expected: string; readonly algorithm: string };
  readonly unpacker?: readonly string[];
  /** What the server has, where the simulator is that server too. */
  readonly bytes?: Buffer;
  readonly check: (path: string, declared: string) => void;
}

/** Fetches a file as wget does, checks and unpacks it; one that is there already stays. */
export async function fetchFile(world: World, task: TaskHandle, fetching: Fetching): Promise<void> {
  const { url, path, declared, checksum, unpacker, check } = fetching;
  const { log, signal } = task;
  log(`downloading ${url} to ${declared}`);
  if (existsSync(path)) {
    if (checksum === undefined) throw new Error(`refusing to override existing file '${declared}'`);
    const got = await checksumOf(path, checksum.algorithm);
    const isRight = got === checksum.expected.toLowerCase();
    log(
      `calculating checksum of existing file...${isRight ? "OK, got correct file already, no need to download" : ""}`,
    );
    if (isRight) return;
    throw new Error(`checksum mismatch: got '${got}' != expect '${checksum.expected}', aborting`);
  }
  mkdirSync(dirname(path), { recursive: true });
  const worker = parseInt(task.upid.split(":")[2] as string, 16);
  const [fetched, unpacked] = [`.tmp_dwnl.${worker}`, `.tmp_dcom.${worker}`];
  try {
    await wget(world, { ...fetching, log, signal, ending: fetched }).catch((thrown: unknown): never => {
      const cause = (signal.aborted ? signal.reason : thrown) as Error;
      throw new Error(`download failed: ${cause.message}`, { cause });
    });
    if (checksum !== undefined) await assertChecksum(path + fetched, checksum, log);
    if (unpacker !== undefined) {
      log(`decompressing ${declared}${fetched} to ${declared}${unpacked}`);
      await unpack(unpacker, { from: path + fetched, to: path + unpacked, shown: declared + fetched, log });
    }
    const result = unpacker === undefined ? fetched : unpacked;
    try {
      check(path + result, declared + result);
    } catch (thrown) {
      throw new Error(`failed to verify file: ${(thrown as Error).message}`, { cause: thrown });
    }
    renameSync(path + result, path);
  } finally {
    for (const ending of [fetched, unpacked]) rmSync(path + ending, { force: true });
  }
  log(`download of '${url}' to '${declared}' finished`);
}
