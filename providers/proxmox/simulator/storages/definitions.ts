import { privilegesAt } from "../access/permissions.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { assertDigest, digestOf } from "../digest.js";
import { fail } from "../failure.js";
import { assertAllowed, newSection, readBack, sectionText, without, type Section } from "../section.js";
import { prefixed } from "../section-object.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { isEnabled } from "./enabled.js";
import { addStorage, forgetStorage, updateStorage } from "./hooks.js";
import { createLocal } from "./local.js";
import { isShared, storageOf, storageType } from "./properties.js";
import type { Storage } from "./storage.js";
import { decodeValues } from "./values.js";

/** storage.cfg: which storages there are, of every type. */
export const definitionRoutes: Routes = {
  "GET /storage": (call) => {
    const type = textOf(call, "type");
    return [...call.world.storages]
      .filter(([id, storage]) => maySee(call, id) && (type ?? storage.type) === storage.type)
      .map(([id]) => shown(call.world, id));
  },
  "GET /storage/{storage}": (call) => shown(call.world, textOf(call, "storage") as string),
  "POST /storage": create,
  "PUT /storage/{storage}": update,
  "DELETE /storage/{storage}": remove,
};

/** Whether somebody may know of a storage. */
export function maySee({ world, user }: Pick<Call, "world" | "user">, storage: string): boolean {
  const had = privilegesAt(world, user, `/storage/${storage}`);
  return had.has("Datastore.Audit") || had.has("Datastore.AllocateSpace");
}

/** The text of storage.cfg, whose digest answers show. */
export function storageText({ storages }: World): string {
  return sectionText(new Map([...storages].map(([id, { type, config }]) => [id, { ...config, type }])));
}

function shown(world: World, id: string): object {
  const storage = storageOf(world, id);
  const { type, config } = storage;
  const folders = config["content-dirs"];
  return {
    storage: id,
    type,
    ...config,
    ...(isShared(storage) ? { shared: 1 } : {}),
    ...(folders === undefined ? {} : { "content-dirs": pairs(String(folders)) }),
    digest: digestOf(storageText(world)),
  };
}

function create(call: Call): unknown {
  const { world } = call;
  const { storage, type: kind, ...sent } = call.parameters;
  const [id, type] = [String(storage), String(kind)];
  const { plain, secrets } = parted(type, sent);
  const usualPath = /^(?:nfs|cifs|cephfs)$/.test(type) && plain["path"] === undefined;
  const complete = usualPath ? { ...plain, path: `/mnt/pve/${id}` } : plain;
  const section = withPlainPath(newSection("storage", type, decodeValues(type, complete)));
  return prefixed("create storage failed", () => {
    if (world.storages.has(id)) fail(`storage ID '${id}' already defined`);
    const { config, returned } = addStorage(world, id, { type, config: configOf(section), secrets });
    world.storages.set(id, { type, config });
    try {
      if (isEnabled(world, id, call.local)) activate(world, id, call.local);
    } catch (thrown) {
      world.storages.delete(id);
      forgetStorage(world, id);
      throw thrown;
    }
    return answer(id, type, returned);
  });
}

function update(call: Call): unknown {
  const { world } = call;
  const { storage: name, delete: _delete, digest: _digest, ...sent } = call.parameters;
  const id = String(name);
  return prefixed("update storage failed", () => {
    assertDigest(textOf(call, "digest"), storageText(world));
    const storage = storageOf(world, id);
    const { type } = storage;
    const removed = listOf(call, "delete");
    const { plain, secrets } = parted(type, sent);
    const fixed = storageType(type)?.fixed?.find((key) => key in plain);
    if (fixed !== undefined) fail(`can't change value of fixed parameter '${fixed}'`);
    assertAllowed("storage", { ...plain, type });
    const changed = decodeValues(type, plain);
    for (const key of removed) assertRemovable(type, { key, changed });
    const gone = Object.fromEntries(removed.map((key) => [key, undefined]));
    const { config, returned } = updateStorage(world, id, {
      storage,
      changed,
      removed,
      secrets: { ...gone, ...secrets },
    });
    storage.config = configOf(readBack({ ...without(storage.config, new Set(removed)), ...config, type }));
    return answer(id, type, returned);
  });
}

function remove(call: Call): null {
  const { world } = call;
  const id = textOf(call, "storage") as string;
  prefixed("delete storage failed", () => {
    storageOf(world, id);
    if ([...world.storages.values()].some(({ config }) => String(config["base"] ?? "").startsWith(`${id}:`)))
      fail("can't remove storage - storage is used as base of another storage");
    forgetStorage(world, id);
    world.storages.delete(id);
    if (id === "local") createLocal(world);
  });
  world.acl = world.acl.filter(({ path }) => path !== `/storage/${id}`);
  for (const { storages } of world.pools.values()) storages.delete(id);
  return null;
}

/** What is written to the file, and what is kept apart from it. */
function parted(type: string, sent: Section): { readonly plain: Section; readonly secrets: Section } {
  const sensitive = new Set(storageType(type)?.sensitive ?? []);
  const secrets = Object.fromEntries(Object.entries(sent).filter(([key]) => sensitive.has(key)));
  return { plain: without(sent, sensitive), secrets };
}

/** The path of a directory is kept in its shortest form. */
function withPlainPath(section: Section): Section {
  const path = String(section["path"]);
  if (section["type"] !== "dir" && section["type"] !== "btrfs") return section;
  if (!/^\/[-/a-zA-Z0-9_.@]+$/.test(path)) fail(`illegal path for directory storage: ${path}`);
  // Dots that lead upwards are left alone: through a link they may not mean what they look like.
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return { ...section, path: `/${parts.join("/")}` };
}

/** A storage without a say about its content has what its type has. */
function configOf({ type, ...config }: Section): Storage["config"] {
  const usual = storageType(String(type))?.content?.default.join(",");
  return usual === undefined || config["content"] !== undefined ? config : { ...config, content: usual };
}

function assertRemovable(
  type: string,
  { key, changed }: { readonly key: string; readonly changed: Section },
): void {
  const known = storageType(type);
  if (known === undefined) return;
  const { required, optional, fixed = [] } = known;
  if (!required.includes(key) && !optional.includes(key)) fail(`no such option '${key}'`);
  if (required.includes(key)) fail(`unable to delete required option '${key}'`);
  if (fixed.includes(key)) fail(`unable to delete fixed option '${key}'`);
  if (key in changed) fail(`cannot set and delete property '${key}' at the same time!`);
}

function answer(storage: string, type: string, config: object | undefined): object {
  return { storage, type, ...(config === undefined ? {} : { config }) };
}

function pairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(",").map((pair) => pair.split("=") as [string, string]));
}
