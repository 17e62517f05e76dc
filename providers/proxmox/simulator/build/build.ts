import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { dispatch } from "../dispatch.js";
import { ApiFailure } from "../failure.js";
import { isShared, storageOf } from "../storages/properties.js";
import { split, volumePath } from "../storages/volume.js";
import type { World } from "../world.js";
import type { Building, NewGuests } from "./building.js";

type Parameters = Readonly<Record<string, string | number>>;

/** What containers are made of where nothing is said. */
const usualTemplate = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";

/** Makes what a simulation begins with; what Proxmox VE would refuse is refused. */
export async function build(world: World, building: Building): Promise<void> {
  const { storages = {}, files = {}, guests = [] } = building;
  for (const [storage, parameters] of Object.entries(storages))
    await post(world, "/storage", { storage, ...parameters });
  for (const [volume, content] of Object.entries(files)) addFile(world, volume, content);
  for (const group of guests) await addGuests(world, group);
}

async function addGuests(world: World, { kind = "qemu", count = 1, ...group }: NewGuests): Promise<void> {
  const { running = false, config = {} } = group;
  const parameters = kind === "lxc" ? { ostemplate: templateIn(world, config), ...config } : config;
  const nodes = group.node === undefined ? [...world.nodes.keys()] : [group.node];
  const first = group.vmid ?? nextId(world);
  for (let index = 0; index < count; index++) {
    const vmid = first + index;
    const node = nodes[index % nodes.length] as string;
    await post(world, `/nodes/${node}/${kind}`, { vmid, ...parameters });
    if (running) await post(world, `/nodes/${node}/${kind}/${vmid}/status/start`, {});
  }
}

/** After the last number that is taken, so that others can follow. */
function nextId({ guests }: World): number {
  return [...guests.keys()].reduce((last, vmid) => Math.max(last, vmid), 99) + 1;
}

function templateIn(world: World, { ostemplate }: NonNullable<NewGuests["config"]>): string {
  if (ostemplate !== undefined) return String(ostemplate);
  addFile(world, usualTemplate, 0);
  return usualTemplate;
}

function addFile(world: World, volume: string, content: string | number): void {
  const nodes = isShared(storageOf(world, split(volume).storage)) ? [undefined] : [...world.nodes.keys()];
  for (const node of nodes) {
    const path = volumePath(world, volume, node);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : "");
    if (typeof content === "number") truncateSync(path, content);
  }
}

/** Asks the API, and waits for the task that it may have started. */
async function post(world: World, path: string, parameters: Parameters): Promise<void> {
  const name = String(parameters["vmid"] ?? parameters["storage"]);
  const problem = (reason: string) => new Error(`${path} ${name}: ${reason}`);
  const answer = await dispatch(world, { verb: "POST", path, parameters }, () => "root@pam").catch(
    (thrown: unknown): never => {
      throw thrown instanceof ApiFailure ? problem(textOf(thrown)) : thrown;
    },
  );
  if (typeof answer !== "string" || !world.tasks.has(answer)) return;
  await world.tasks.ended(answer);
  const { exit = "" } = world.tasks.find(answer);
  if (exit !== "OK" && !exit.startsWith("WARNINGS")) throw problem(exit);
}

function textOf({ message, errors = {} }: ApiFailure): string {
  return [message.trim(), ...Object.entries(errors).map(([name, text]) => `${name}: ${text}`)].join(" ");
}
