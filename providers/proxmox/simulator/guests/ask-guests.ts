import type { Call, Routes } from "../call.js";
import { parallel } from "../parallel.js";
import type { TaskHandle } from "../worker.js";
import type { Guest } from "./guest.js";

/** What is asked of one guest among many. */
export interface Asked {
  readonly says: string;
  /** Below the guest: `status/start`. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface Asking {
  /** By what the routes do for one. */
  readonly routes: Routes;
  readonly call: Call;
  readonly task: TaskHandle;
}

export type Chosen = readonly (readonly [vmid: number, Guest])[];

/** Asks the same of many guests, of so many at once as the request says; what one refuses concerns no other. */
export async function askGuests(
  { routes, call, task }: Asking,
  chosen: Chosen,
  asked: (vmid: number, guest: Guest) => Asked,
): Promise<void> {
  const { world, user, parameters: sent } = call;
  const workers = sent["max-workers"] ?? sent["maxworkers"] ?? world.options.get("max_workers") ?? 1;
  await parallel(Number(workers), chosen, async ([vmid, guest]) => {
    const { says, route, parameters } = asked(vmid, guest);
    const { kind, node } = guest;
    task.log(says);
    const handler = routes[`POST /nodes/{node}/${kind}/{vmid}/${route}`];
    try {
      const upid = await handler?.({ world, local: node, user, parameters: { node, vmid, ...parameters } });
      await world.tasks.ended(String(upid));
    } catch (thrown) {
      task.log(thrown instanceof Error ? thrown.message : String(thrown));
    }
  });
}

/** How a running guest is migrated among many: containers have to be started again. */
export function migrationParameters({ kind, running }: Guest): Readonly<Record<string, number>> {
  if (running === undefined) return {};
  return kind === "qemu" ? { online: 1 } : { restart: 1 };
}
