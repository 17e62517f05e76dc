import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { writeDisk } from "../../providers/proxmox/simulator/storages/disk.js";
import type { World } from "../../providers/proxmox/simulator/world.js";
import { asked, type Question } from "./asked.js";
import type { Answer } from "./likeness.js";
import { directoryOf } from "../../providers/proxmox/simulator/storages/places.js";

export type Values = Readonly<Record<string, unknown>>;

/** The rows of a measured table, one a line. */
export function table<Row>(name: string): readonly Row[] {
  return readFileSync(new URL(`./recordings/${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

const mebibytes = 15 * 2 ** 20;
const template = "fake-12-standard_12.0-1_amd64.tar.gz";

/** A node as the tables were measured on: storages, two bridges, an image, a template, scripts, mappings. */
export async function measuringNode(): Promise<Simulation> {
  const simulation = await simulate();
  const { world } = simulation;
  await asked(world, {
    verb: "POST",
    path: "/storage",
    parameters: {
      storage: "other",
      type: "dir",
      path: "/var/lib/vz-other",
      content: "images,rootdir,snippets,import",
    },
  });
  await asked(world, {
    verb: "POST",
    path: "/storage",
    parameters: { storage: "effiso", type: "dir", path: "/var/lib/effiso", content: "iso" },
  });
  const directory = directoryOf(world, "local");
  const file = (folder: string, name: string) => {
    mkdirSync(join(directory, folder), { recursive: true });
    return join(directory, folder, name);
  };
  writeDisk(file("template/iso", "tiny.iso"), "raw", mebibytes);
  writeDisk(file("import", "tiny.qcow2"), "qcow2", mebibytes);
  writeFileSync(file("template/cache", template), "");
  for (const name of ["effhook.sh", "effhook2.sh", "effci.yml"]) writeFileSync(file("snippets", name), "");
  const node = world.nodes.get("pve1");
  node?.interfaces.set("effbr9", { ...node.interfaces.get("vmbr0") });
  return simulation;
}

const path = (world: World, vmid: number) => `/nodes/pve1/${world.guests.get(vmid)?.kind ?? "qemu"}/${vmid}`;

/** Makes a guest and waits for it. */
export async function makeGuest(world: World, vmid: number, parameters: Values): Promise<Answer> {
  const answer = await asked(world, {
    verb: "POST",
    path: "/nodes/pve1/qemu",
    parameters: { vmid, ...parameters },
  });
  return answer.status === 200 ? ended(world, answer) : answer;
}

/** Makes a container and waits for it. */
export async function makeContainer(world: World, vmid: number, parameters: Values): Promise<Answer> {
  const answer = await asked(world, {
    verb: "POST",
    path: "/nodes/pve1/lxc",
    parameters: { vmid, ostemplate: `local:vztmpl/${template}`, ...parameters },
  });
  return answer.status === 200 ? ended(world, answer) : answer;
}

/** How a task went, as an answer. */
export async function ended(world: World, answer: Answer): Promise<Answer> {
  const upid = String(answer.data);
  if (!upid.startsWith("UPID:")) return answer;
  await world.tasks.ended(upid);
  return { status: 200, data: world.tasks.find(upid).exit };
}

export async function startGuest(world: World, vmid: number): Promise<Answer> {
  return ended(world, await asked(world, { verb: "POST", path: `${path(world, vmid)}/status/start` }));
}

export async function stopGuest(world: World, vmid: number): Promise<Answer> {
  return ended(world, await asked(world, { verb: "POST", path: `${path(world, vmid)}/status/stop` }));
}

export async function changeGuest(world: World, vmid: number, parameters: Values): Promise<Answer> {
  return asked(world, { verb: "PUT", path: `${path(world, vmid)}/config`, parameters });
}

/** The configuration as it is now, without what waits. */
export async function currentConfiguration(world: World, vmid: number): Promise<Values> {
  const answer = await asked(world, {
    verb: "GET",
    path: `${path(world, vmid)}/config`,
    parameters: { current: 1 },
  });
  return (answer.data ?? {}) as Values;
}

export interface PendingRow {
  readonly key: string;
  readonly value?: string | number;
  readonly pending?: string | number;
  readonly delete?: number;
}

export async function pendingRows(world: World, vmid: number): Promise<readonly PendingRow[]> {
  const answer = await asked(world, { verb: "GET", path: `${path(world, vmid)}/pending` });
  return answer.data as readonly PendingRow[];
}

/** A text without what no two servers share: numbers of guests and of their volumes, addresses and identities made by chance. */
export function impersonal(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return (typeof value === "string" ? value : JSON.stringify(value))
    .replace(/\d+\/(vm|base)-\d+-disk-\d+/g, "VMID/$1-VMID-disk-N")
    .replace(/\d+\/vm-\d+-cloudinit/g, "VMID/vm-VMID-cloudinit")
    .replace(/\b(?:VM|tap|CT) ?\d{3,}/g, "VM VMID");
}

/** The errors of an answer by name, without the ends of their lines. */
export function trimmedErrors(
  errors: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const names = Object.keys(errors).sort();
  return Object.fromEntries(
    names.map((name) => [name, impersonal((errors[name] as string).trim()) as string]),
  );
}

/** Makes an administrator who is not root, and answers the name of a token of theirs. */
export async function makeAdministrator(world: World): Promise<string> {
  const questions: readonly Question[] = [
    { verb: "POST", path: "/access/users", parameters: { userid: "admin@pve" } },
    {
      verb: "PUT",
      path: "/access/acl",
      parameters: { path: "/", users: "admin@pve", roles: "Administrator" },
    },
    { verb: "POST", path: "/access/users/admin@pve/token/measuring", parameters: { privsep: 0 } },
  ];
  for (const question of questions) {
    const { status } = await asked(world, question);
    if (status !== 200) throw new Error(`${question.path}: ${status}`);
  }
  return "admin@pve!measuring";
}
