import { handlersFor } from "../../../lib/terraform/handlers.js";
import type { FileJournal } from "../../../lib/journal/journal-in-file.js";
import type { EncodedSchemas, EncodedTexts } from "../../../lib/terraform/schema.js";
import { servePlugin } from "../../../lib/terraform/wire/serve.js";
import type { Connection } from "../connection.js";

/** The schemas, encoded when the plugin was built. Put in by the bundler. */
declare const ENCODED_SCHEMAS: EncodedTexts;

const announce = process.stdout.write.bind(process.stdout);
// Terraform reads one line from stdout; whatever else is written there would break the handshake.
process.stdout.write = process.stderr.write.bind(process.stderr);
// Ctrl-C reaches the whole process group; Terraform asks us to stop in its own way.
process.on("SIGINT", () => undefined);

let journal: Promise<FileJournal> | undefined;

void servePlugin(
  handlersFor<Connection>({
    environment: process.env,
    provider: async () => (await import("../provider.js")).proxmox,
    schemas: async () => decodeSchemas(),
    journal: () => (journal ??= openJournal()),
    assertFree,
  }),
  {
    environment: process.env,
    announce: (line) => void announce(`${line}\n`),
    // A journal without entries leaves no file behind.
    exit: (code) =>
      void (journal ?? Promise.resolve(undefined))
        .then((open) => open?.end())
        .finally(() => process.exit(code)),
  },
);

async function openJournal(): Promise<FileJournal> {
  const { journalInFile, journalPath } = await import("../../../lib/journal/journal-in-file.js");
  const state = await statePath();
  return journalInFile(state === undefined ? ".terraform.pve-cdk.journal" : journalPath(state));
}

async function assertFree(): Promise<void> {
  const state = await statePath();
  if (state === undefined) return;
  const { lockPath } = await import("../../../lib/engine/lock/lock-path.js");
  const { refuseWhileHeld } = await import("../../../lib/engine/lock/refuse-while-held.js");
  await refuseWhileHeld(lockPath(state));
}

async function statePath(): Promise<string | undefined> {
  const { readStateLocation } = await import("../../../lib/terraform/state-location.js");
  return readStateLocation(process.cwd());
}

function decodeSchemas(): EncodedSchemas {
  const { provider, resources, dataSources } = ENCODED_SCHEMAS;
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  const all = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, bytes(text)]));
  return { provider: bytes(provider), resources: all(resources), dataSources: all(dataSources) };
}
