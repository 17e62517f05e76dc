import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";

import { Gate } from "../api/gate.js";
import type { PublicKey } from "./public-key.js";
import { parseKnownHosts, type KnownHost } from "./known-hosts.js";

/** Nodes are met at the same time: each looks before it writes, and none while another does. */
const gate = new Gate(1);

/** Does something with a file of known hosts that nobody else in this process does at the same time. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  return gate.run(work);
}

/** The lines of a file; none where there is no file. */
export async function readKnownHosts(path: string): Promise<readonly KnownHost[]> {
  return parseKnownHosts(await textOf(path));
}

/** Adds a host's key, as OpenSSH does; the folder and the file are made if need be. */
export async function addKnownHost(path: string, name: string, { type, base64 }: PublicKey): Promise<void> {
  const text = await textOf(path);
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await appendFile(path, `${start}${name} ${type} ${base64}\n`, { mode: 0o600 });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw thrown;
  }
}
