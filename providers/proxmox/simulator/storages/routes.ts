import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { requirePrivileges } from "../access/check.js";
import { privilegesAt } from "../access/permissions.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { digestOf } from "../digest.js";
import type { World } from "../world.js";
import { contentFolders, storageBytes, type Storage } from "./storage.js";
import { listVolumes, parseVolumeId, removeVolume, storageOf, volumeExists, volumePath } from "./volume.js";

const extensions: Readonly<Record<string, RegExp>> = {
  iso: /\.(?:iso|img)$/i,
  vztmpl: /\.(?:tar\.(?:gz|xz|zst|bz2)|tgz|tar)$/i,
  import: /\.(?:ova|ovf|qcow2|raw|vmdk)$/i,
};

export const storageRoutes: Routes = {
  "GET /storage": (call) =>
    [...call.world.storages]
      .filter(([id]) => maySee(call, id))
      .map(([storage, { type, config }]) => ({
        storage,
        type,
        ...config,
        digest: configDigest(call.world),
      })),
  "GET /storage/{storage}": (call) => {
    const id = textOf(call, "storage") as string;
    const { type, config } = storageOf(call.world, id);
    return { storage: id, type, ...config, digest: configDigest(call.world) };
  },
  "POST /storage": (call) => {
    const { storage, type, ...config } = call.parameters;
    const id = String(storage);
    if (type !== "dir") fail(`storage type '${type}' is not simulated; 'dir' is`);
    if (call.world.storages.has(id)) fail(`create storage failed: storage ID '${id}' already defined`);
    if (config["path"] === undefined)
      throw parameterFailure({ path: "property is missing and it is not optional" });
    call.world.storages.set(id, createStorage(call.world, id, config));
    return { storage: id, type };
  },
  "PUT /storage/{storage}": (call) => {
    const { storage: id, delete: _delete, digest, ...config } = call.parameters;
    const storage = storageOf(call.world, String(id));
    if (digest !== undefined && digest !== configDigest(call.world))
      fail("detected modified configuration - file changed by other user? Try again.");
    const removed = listOf(call, "delete");
    storage.config = Object.fromEntries(
      Object.entries({ ...storage.config, ...config }).filter(([name]) => !removed.includes(name)),
    );
    return { storage: id, type: storage.type };
  },
  "DELETE /storage/{storage}": (call) => {
    const id = textOf(call, "storage") as string;
    storageOf(call.world, id);
    call.world.storages.delete(id);
    return null;
  },
  "GET /nodes/{node}/storage": (call) => {
    const only = textOf(call, "content");
    return [...call.world.storages]
      .filter(
        ([id, storage]) =>
          maySee(call, id) &&
          (only === undefined || only.split(",").some((each) => contents(storage).includes(each))) &&
          (textOf(call, "storage") ?? id) === id,
      )
      .map(([storage, entry]) => ({ storage, ...status(entry) }));
  },
  "GET /nodes/{node}/storage/{storage}/status": (call) =>
    status(storageOf(call.world, textOf(call, "storage") as string)),
  "GET /nodes/{node}/storage/{storage}/content": (call) => {
    const id = textOf(call, "storage") as string;
    const only = textOf(call, "content");
    const vmid = call.parameters["vmid"];
    return listVolumes(call.world, id)
      .filter(
        (volume) =>
          (only === undefined || volume.content === only) &&
          (vmid === undefined || volume.vmid === Number(vmid)),
      )
      .map(({ vmid: owner, used, ...volume }) => ({
        ...volume,
        ...(owner === undefined ? {} : { used, parent: null, vmid: owner }),
      }));
  },
  "GET /nodes/{node}/storage/{storage}/content/{volume}": (call) => {
    const volid = volumeOf(call);
    const volume = listVolumes(call.world, parseVolumeId(volid).storage).find((each) => each.volid === volid);
    if (volume === undefined) fail(`volume_size_info on '${volid}' failed`);
    return {
      path: volumePath(call.world, volid),
      size: volume.size,
      used: volume.used,
      format: volume.format,
    };
  },
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}": (call) => {
    const volid = volumeOf(call);
    if (!volumeExists(call.world, volid)) fail(`volume '${volid}' does not exist`);
    return call.world.tasks.run(
      {
        node: String(call.parameters["node"]),
        type: "imgdel",
        id: `${volid.replace(/[:/]/g, "_")}`,
        user: call.user,
      },
      async (task) => {
        removeVolume(call.world, volid);
        task.log(`Removed volume '${volid}'`);
      },
    );
  },
  "POST /nodes/{node}/storage/{storage}/upload": (call) => {
    const { upload } = call;
    if (upload === undefined)
      throw parameterFailure({ filename: "property is missing and it is not optional" });
    const target = targetOf(call, upload.fileName);
    return call.world.tasks.run(
      { node: String(call.parameters["node"]), type: "imgcopy", user: call.user },
      async (task) => {
        task.log(`starting file import from: ${upload.path}`);
        await assertChecksum(call, upload.path, task.log);
        mkdirSync(join(target, ".."), { recursive: true });
        renameSync(upload.path, target);
        task.log(`target file is: ${target}`);
        task.log("finished file import successfully");
      },
    );
  },
  "POST /nodes/{node}/storage/{storage}/download-url": (call) => {
    const target = targetOf(call, textOf(call, "filename") as string);
    const url = textOf(call, "url") as string;
    if (!/^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url))
      fail("the simulator downloads from this machine only");
    return call.world.tasks.run(
      {
        node: String(call.parameters["node"]),
        type: "download",
        id: textOf(call, "filename") ?? "",
        user: call.user,
      },
      async (task) => {
        task.log(`downloading ${url} to ${target}`);
        const answer = await fetch(url);
        if (!answer.ok) throw new Error(`download failed: ${answer.status} ${answer.statusText}`);
        mkdirSync(join(target, ".."), { recursive: true });
        const partial = `${target}.tmp`;
        const { writeFile } = await import("node:fs/promises");
        await writeFile(partial, Buffer.from(await answer.arrayBuffer()));
        await assertChecksum(call, partial, task.log);
        renameSync(partial, target);
        task.log("download finished");
      },
    );
  },
};

/** A storage over a fresh directory of the simulation. */
export function createStorage(world: World, id: string, config: Storage["config"]): Storage {
  const directory = join(world.directory, id);
  for (const folder of Object.values(contentFolders)) mkdirSync(join(directory, folder), { recursive: true });
  return { type: "dir", config: { content: "images", ...config }, directory };
}

function maySee({ world, user }: Call, storage: string): boolean {
  const had = privilegesAt(world, user, `/storage/${storage}`);
  return had.has("Datastore.Audit") || had.has("Datastore.AllocateSpace");
}

function configDigest({ storages }: World): string {
  return digestOf(JSON.stringify([...storages].map(([id, { config }]) => [id, config])));
}

function contents({ config }: Storage): readonly string[] {
  return String(config["content"] ?? "").split(",");
}

function status({ type, config }: Storage) {
  const used = 2 ** 30;
  return {
    type,
    content: String(config["content"] ?? ""),
    active: 1,
    enabled: 1,
    shared: Number(config["shared"] ?? 0),
    total: storageBytes,
    used,
    avail: storageBytes - used,
    used_fraction: used / storageBytes,
  };
}

function volumeOf(call: Call): string {
  const volume = decodeURIComponent(textOf(call, "volume") as string);
  return volume.includes(":") ? volume : `${textOf(call, "storage")}:${volume}`;
}

function targetOf(call: Call, fileName: string): string {
  const id = textOf(call, "storage") as string;
  const content = textOf(call, "content") as string;
  const storage = storageOf(call.world, id);
  requirePrivileges(call, `/storage/${id}`, ["Datastore.AllocateTemplate"]);
  if (!contents(storage).includes(content))
    fail(`storage '${id}' is not configured for content-type '${content}'`);
  const name = fileName.replace(/^.*[/\\]/, "").replace(/[^-a-zA-Z0-9_.+]/g, "_");
  if (extensions[content]?.test(name) !== true) throw parameterFailure({ filename: "wrong file extension" });
  return join(storage.directory, contentFolders[content] as string, name);
}

async function assertChecksum(call: Call, path: string, log: (line: string) => void): Promise<void> {
  const wanted = textOf(call, "checksum");
  if (wanted === undefined) return;
  const algorithm = textOf(call, "checksum-algorithm") ?? fail("checksum needs an algorithm");
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const got = hash.digest("hex");
  log(
    `calculating checksum...${got === wanted.toLowerCase() ? "OK, checksum verified" : "ERROR, checksum mismatch"}`,
  );
  if (got === wanted.toLowerCase()) return;
  rmSync(path, { force: true });
  throw new Error(`checksum mismatch: got '${got}' != expect '${wanted}'`);
}
