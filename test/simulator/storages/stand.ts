import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { directoryOf, nodeDirectory } from "../../../providers/proxmox/simulator/storages/places.js";

/** Puts a file below a storage's directory, as if it had always been there. */
export function putFile(
  { world }: Simulation,
  [storage, path]: readonly [storage: string, path: string],
  content: Buffer | string = "content",
): void {
  const file = join(directoryOf(world, storage), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Sends a file as a client's upload, and gives how the task went. */
export async function upload(
  simulation: Simulation,
  { storage = "local", ...parameters }: Readonly<Record<string, string>>,
  content: Buffer,
): Promise<{ readonly exit: string | undefined; readonly lines: readonly string[] }> {
  const { dispatch } = await import("../../../providers/proxmox/simulator/dispatch.js");
  const { world } = simulation;
  const path = join(nodeDirectory(world), "var/tmp/pveupload-1");
  writeFileSync(path, content);
  const upid = await dispatch(
    world,
    {
      verb: "POST",
      path: `/nodes/pve1/storage/${storage}/upload`,
      parameters,
      upload: { fileName: parameters["filename"] ?? "", path, size: content.length },
    },
    () => "root@pam",
  );
  return taskOf(simulation, upid);
}

/** How a task ended, and what it told. */
export async function taskOf(
  { world }: Simulation,
  upid: unknown,
): Promise<{ readonly exit: string | undefined; readonly lines: readonly string[] }> {
  await world.tasks.ended(String(upid));
  const { exit, lines } = world.tasks.find(String(upid));
  return { exit, lines };
}

/** The volumes of a storage, by id. */
export async function volumes(
  simulation: Simulation,
  storage: string,
  { node = "pve1", ...parameters }: Readonly<Record<string, string | number>> = {},
): Promise<readonly string[]> {
  const rows = await simulation.get(`/nodes/${node}/storage/${storage}/content`, parameters);
  return (rows as readonly { readonly volid: string }[]).map(({ volid }) => volid);
}
