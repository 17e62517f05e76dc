import { textOf, type Call } from "../../call.js";
import { fail } from "../../failure.js";
import type { Configuration, Guest } from "../../guests/guest.js";
import type { GuestWorker } from "../../guests/on.js";
import { isFileType } from "../../storages/layout.js";
import { storageOf } from "../../storages/properties.js";
import { removeVolume, split } from "../../storages/volume.js";
import type { TaskHandle } from "../../worker.js";
import type { World } from "../../world.js";
import { isAgentConfigured, isAgentRunning } from "../agent/is-running.js";
import { isCdrom, parseDrive } from "../drive.js";
import { diskSlot } from "../../guests/guest.js";
import { hasFeature } from "../features.js";
import { byteText } from "../../guests/byte-text.js";
import { saveState } from "../vm-state.js";
import { isKeptOutside, keysOf } from "../../guests/snapshots/kept-outside.js";

/** Keeps what a machine is, and with `vmstate` also what it has in its memory. */
export const takeSnapshot: GuestWorker = (call, vmid, guest) => async (task) => {
  const { world, parameters } = call;
  const name = textOf(call, "snapname") as string;
  const { config } = guest;
  if (config["template"] === "1") fail("you can't take a snapshot if it's a template");
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  if (guest.snapshots.has(name)) fail(`snapshot name '${name}' already used`);
  if (!hasFeature(world, "snapshot", { config, isSnapshot: false }))
    fail("snapshot feature is not available");
  guest.lock = "snapshot";
  let state: Configuration = {};
  try {
    const isWithMemory = Number(parameters["vmstate"] ?? 0) === 1 && guest.running !== undefined;
    if (isWithMemory) state = saveState(world, { vmid, guest, name, log: task.log });
    if (isWithMemory) await saveMemory(state, guest, task);
    else freeze(call, vmid, { guest, task });
    for (const [slot, volume] of snapshotDisks(config)) {
      task.log(`snapshotting 'drive-${slot}' (${volume})`);
      if (guest.running !== undefined && isInImage(world, volume)) task.log("internal qemu snapshot");
    }
    await task.sleep(100);
    const kept = keysOf(guest.config, (key) => !isKeptOutside(key));
    const time = Math.floor(world.clock.now() / 1000);
    const description = textOf(call, "description") ?? "";
    guest.snapshots.set(name, { config: { ...kept, ...state }, time, description });
    guest.config = { ...guest.config, parent: name };
  } catch (thrown) {
    task.say("snapshot create failed: starting cleanup");
    if (state["vmstate"] !== undefined) removeVolume(world, state["vmstate"]);
    throw thrown;
  } finally {
    guest.lock = undefined;
  }
};

async function saveMemory(state: Configuration, { config }: Guest, task: TaskHandle): Promise<void> {
  task.log(`saving VM state and RAM using storage '${split(state["vmstate"] as string).storage}'`);
  await task.sleep(500);
  const saved = (Number(/\d+/.exec(config["memory"] ?? "512")?.[0] ?? 512) * 2 ** 20) / 4;
  task.log(`completed saving the VM state in 0s, saved ${byteText(saved, 2)}`);
}

/** Without its memory a running machine's file systems are to be at rest, which takes an agent. */
function freeze(
  { world }: Call,
  vmid: number,
  { guest, task }: { readonly guest: Guest; readonly task: TaskHandle },
): void {
  if (guest.running === undefined || !isAgentConfigured(guest)) return;
  if (!isAgentRunning(world, vmid, guest))
    task.log("skipping guest filesystem freeze - agent configured but not running?");
}

function snapshotDisks(config: Configuration): readonly (readonly [slot: string, volume: string])[] {
  return Object.keys(config)
    .filter((slot) => diskSlot.test(slot))
    .sort()
    .map((slot) => [slot, parseDrive(slot, config[slot] as string)] as const)
    .filter(([, drive]) => !isCdrom(drive))
    .map(([slot, { file }]) => [slot, file]);
}

/** Storages that are file systems leave snapshots to the images themselves, which a running machine has open. */
function isInImage(world: World, volume: string): boolean {
  return isFileType(storageOf(world, split(volume).storage).type);
}
