import { createHash, randomBytes } from "node:crypto";

import { fail } from "../failure.js";
import type { Section } from "../section.js";
import { slice, type World } from "../world.js";
import { activate } from "./activate.js";
import { listVolumes } from "./list.js";
import { mediaOf } from "./media.js";
import { storageOf } from "./properties.js";
import type { Storage } from "./storage.js";
import { volumeOf } from "./volume.js";

/** Passwords and keys of storages: what no answer shows. */
const secretsOf = slice("storage secrets", () => new Map<string, Record<string, string>>());

/** Secrets that came with a request; undefined for one that is to be forgotten. */
type Secrets = Readonly<Record<string, string | number | undefined>>;

interface Outcome {
  readonly config: Section;
  /** What the answer tells beside; undefined for types that tell nothing. */
  readonly returned: Section | undefined;
}

/** What a type does with a storage that is added: checks, values of its own, secrets put away. */
export function addStorage(
  world: World,
  id: string,
  { type, config, secrets }: { readonly type: string; readonly config: Section; readonly secrets: Secrets },
): Outcome {
  if (type === "esxi" && secrets["password"] === undefined) fail("missing password");
  if (type === "lvm" && config["base"] !== undefined) checkBase(world, String(config["base"]));
  const keys = type === "pbs" ? backupKeys({ config, secrets }) : { config: {}, returned: undefined };
  keep(world, id, secrets);
  return {
    config: { ...config, ...ownValues(world, type, config), ...keys.config },
    returned: keys.returned,
  };
}

/** What a type does with a change of a storage. */
export function updateStorage(
  world: World,
  id: string,
  {
    storage,
    changed,
    removed,
    secrets,
  }: {
    readonly storage: Storage;
    readonly changed: Section;
    readonly removed: readonly string[];
    readonly secrets: Secrets;
  },
): Outcome {
  const { type, config } = storage;
  const chain = "snapshot-as-volume-chain";
  const isUnchained = changed[chain] === 0 || removed.includes(chain);
  if (type === "lvm" && config[chain] === 1 && isUnchained)
    if (listVolumes(world, id).some(({ format }) => format === "qcow2"))
      fail(`${id} - cannot disable '${chain}' while a qcow2 image exists`);
  const keys =
    type === "pbs"
      ? backupKeys({ config: { ...config, ...changed }, secrets })
      : { config: {}, returned: undefined };
  keep(world, id, secrets);
  return { config: { ...changed, ...keys.config }, returned: keys.returned };
}

export function forgetStorage(world: World, id: string): void {
  secretsOf(world).delete(id);
}

function keep(world: World, id: string, secrets: Secrets): void {
  const kept = { ...secretsOf(world).get(id) };
  for (const [name, secret] of Object.entries(secrets))
    if (secret === undefined) delete kept[name];
    else kept[name] = String(secret);
  secretsOf(world).set(id, kept);
}

/** Where servers of ZFS volumes have their devices, by what makes them targets there. */
const basePaths: Readonly<Record<string, string>> = {
  comstar: "/dev/zvol/rdsk",
  istgt: "/dev/zvol",
  iet: "/dev/zvol",
  LIO: "/dev/zvol",
};

/** Values that a type finds out by itself. */
function ownValues(world: World, type: string, config: Section): Section {
  if (type === "zfspool" && config["mountpoint"] === undefined) {
    const pool = String(config["pool"]);
    return mediaOf(world).zfsPools.has(pool.split("/")[0] as string) ? { mountpoint: `/${pool}` } : {};
  }
  if (type !== "zfs" || config["zfs-base-path"] !== undefined) return {};
  const provider = String(config["iscsiprovider"]);
  const path = basePaths[provider];
  if (path === undefined) fail(`${provider}: unknown iscsi provider. Available [comstar, istgt, iet, LIO]`);
  return { "zfs-base-path": path };
}

function checkBase(world: World, base: string): void {
  const id = base.split(":")[0] as string;
  const storage = world.storages.get(id);
  if (storage === undefined) fail(`base storage ID '${id}' does not exist`);
  if (storage.type !== "iscsi") fail(`unsupported base type '${storage.type}'`);
  volumeOf(world, base);
  activate(world, id);
  storageOf(world, id);
}

/** The file shows of a key only that there is one, by its fingerprint; a key that is made here is told once. */
function backupKeys({ config, secrets }: { readonly config: Section; readonly secrets: Secrets }): Outcome {
  const wanted = secrets["encryption-key"];
  const kept: Record<string, string | number> = {};
  const returned: Record<string, string> = {};
  if (wanted !== undefined) {
    const key = wanted === "autogen" ? newKey() : String(wanted);
    const { data, fingerprint } = parsedKey(key);
    if (data === undefined) fail("Value does not seems like a valid, JSON formatted encryption key!");
    returned["encryption-key"] = key;
    kept["encryption-key"] = fingerprint ?? 1;
  }
  if (secrets["master-pubkey"] !== undefined) {
    if (kept["encryption-key"] === undefined && config["encryption-key"] === undefined)
      fail("'master-pubkey' can only be used together with 'encryption-key'");
    kept["master-pubkey"] = 1;
  }
  return { config: kept, returned };
}

function parsedKey(text: string): { readonly data?: string; readonly fingerprint?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { readonly data?: string; readonly fingerprint?: string };
  } catch {
    return {};
  }
}

function newKey(): string {
  const data = randomBytes(32);
  const hash = createHash("sha256").update(data).digest("hex");
  const now = new Date().toISOString().replace(/\.\d+Z$/, "+00:00");
  return JSON.stringify({
    kdf: null,
    created: now,
    modified: now,
    data: data.toString("base64"),
    fingerprint: (hash.match(/../g) ?? []).slice(0, 8).join(":"),
  });
}
