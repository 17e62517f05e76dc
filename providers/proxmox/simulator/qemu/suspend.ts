import { textOf, type Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import { removeVolume } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { interfaceLines, saveState, withoutState } from "./vm-state.js";

/** Writes a running guest's memory to a volume; its pending changes wait on. */
export function suspendToDisk(call: Call, vmid: number, guest: Guest) {
  return async (task: TaskHandle): Promise<void> => {
    const { world } = call;
    const name = `suspend-${new Date(world.clock.now()).toISOString().slice(0, 10)}`;
    const storage = textOf(call, "statestorage");
    const state = saveState(world, { vmid, guest, name, storage, log: task.log });
    await task.sleep(500);
    task.log("State saved, quitting");
    guest.config = { ...guest.config, ...state };
    guest.lock = "suspended";
    guest.running = undefined;
  };
}

/** Starts a guest from the memory that it left. */
export async function awake(call: Call, guest: Guest, task: TaskHandle): Promise<void> {
  const { world } = call;
  const { vmstate } = guest.config;
  task.log("Resuming suspended VM");
  for (const line of interfaceLines(guest.config)) task.log(line);
  if (vmstate !== undefined) task.log(`activating and using '${vmstate}' as vmstate`);
  await task.sleep(300);
  guest.running = { since: world.clock.now(), isPaused: false, isRestored: true };
  guest.lock = undefined;
  guest.config = withoutState(guest.config);
  task.log("Resumed VM, removing state");
  if (vmstate !== undefined) removeVolume(world, vmstate);
}
