import { afterEach, beforeEach, expect, it } from "vitest";

import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import { changeGuest, ended, makeGuest, measuringNode, table, type Values } from "./tables.js";
import { unlike } from "./unlike.js";

/** A request about a storage that one would expect to be refused. */
interface Request {
  readonly about: string;
  readonly verb: string;
  readonly path: string;
  readonly parameters: Values;
  readonly status?: number;
  readonly message?: string;
  /** How the task ended that the request started. */
  readonly exit?: string;
}

const requests = table<Request>("errors-storage");

let simulation: Simulation;
beforeEach(async () => {
  simulation = await measuringNode();
});
afterEach(() => simulation.close());

it(`answers each of ${requests.length} doubtful requests as measured`, async () => {
  await borrowVolume();
  const named = ({ about }: Request) => about;
  expect(await unlike(requests, { named, expectation, observation })).toBe("");
});

it("keeps the volume that a guest had borrowed when that guest goes", async () => {
  await borrowVolume();
  expect(await content()).toEqual(["other:7203/vm-7203-disk-0.qcow2"]);
});

const expectation = ({ status = 200, message, exit }: Request) => ({ status, message, exit });

async function observation({ verb, path, parameters, exit }: Request): Promise<object> {
  const { world } = simulation;
  const answer = await asked(world, { verb, path, parameters });
  const end = exit === undefined ? undefined : (await ended(world, answer)).data;
  return { status: answer.status, message: answer.message?.trim(), exit: end };
}

/** 7203 has a volume, and 7207, which names it too, is gone again. */
async function borrowVolume(): Promise<void> {
  const { world } = simulation;
  await makeGuest(world, 7203, { scsi0: "other:1,format=qcow2" });
  await makeGuest(world, 7207, {});
  await changeGuest(world, 7207, { scsi1: "other:7203/vm-7203-disk-0.qcow2" });
  await ended(world, await asked(world, { verb: "DELETE", path: "/nodes/pve1/qemu/7207" }));
}

async function content(): Promise<readonly string[]> {
  const rows = (await simulation.get("/nodes/pve1/storage/other/content")) as readonly {
    readonly volid: string;
  }[];
  return rows.map(({ volid }) => volid);
}
