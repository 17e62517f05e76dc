import { readFile } from "node:fs/promises";

import type { FileJournal } from "../../lib/journal/journal-in-file.js";
import { handlersFor } from "../../lib/terraform/handlers.js";
import type { EncodedSchemas, EncodedTexts } from "../../lib/terraform/schema.js";
import type { Connection } from "./connection.js";

let journal: Promise<FileJournal> | undefined;

/** How the plugin answers Terraform's calls, each with what it needs and no more. */
export const handlers = handlersFor<Connection>({
  environment: process.env,
  provider: async () => (await import("./provider.js")).proxmox,
  schemas: readSchemas,
  journal: () => (journal ??= openJournal()),
  assertFree,
});

/** To be called before the process ends: a journal without entries leaves no file behind. */
export async function end(): Promise<void> {
  await (await journal)?.end();
}

async function openJournal(): Promise<FileJournal> {
  const { journalInFile, journalPath } = await import("../../lib/journal/journal-in-file.js");
  const state = await statePath();
  return journalInFile(state === undefined ? ".terraform.pve-cdk.journal" : journalPath(state));
}

async function assertFree(): Promise<void> {
  const state = await statePath();
  if (state === undefined) return;
  const { lockPath } = await import("../../lib/engine/lock/lock-path.js");
  const { refuseWhileHeld } = await import("../../lib/engine/lock/refuse-while-held.js");
  await refuseWhileHeld(lockPath(state));
}

async function statePath(): Promise<string | undefined> {
  const { readStateLocation } = await import("../../lib/terraform/state-location.js");
  return readStateLocation(process.cwd());
}

/** The schemas lie beside the bundle, encoded when it was built. */
async function readSchemas(): Promise<EncodedSchemas> {
  const text = await readFile(new URL("./schemas.json", import.meta.url), "utf8");
  const { provider, resources, dataSources } = JSON.parse(text) as EncodedTexts;
  const bytes = (encoded: string) => new Uint8Array(Buffer.from(encoded, "base64"));
  const all = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, encoded]) => [name, bytes(encoded)]));
  return { provider: bytes(provider), resources: all(resources), dataSources: all(dataSources) };
}
