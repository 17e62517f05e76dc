import type { Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import { netSlot, diskSlot } from "../guests/guest.js";
import { allocateDisk } from "../storages/disk.js";
import { removeVolume, storageOf } from "../storages/volume.js";
import type { TaskHandle } from "../tasks.js";
import { runningMachine } from "./machine.js";

const kept = ["vmstate", "runningcpu", "runningmachine", "running-nets-host-mtu"];
const mebibyte = 2 ** 20;

/** Writes a running guest's memory to a volume; its pending changes wait on. */
export function suspendToDisk(call: Call, vmid: number, guest: Guest) {
  return async (task: TaskHandle): Promise<void> => {
    const { world, parameters } = call;
    const storage = String(parameters["statestorage"] ?? stateStorage(guest));
    const { config } = storageOf(world, storage);
    const bytes = (2 * Number(/\d+/.exec(guest.config["memory"] ?? "512")?.[0] ?? 512) + 500) * mebibyte;
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    const name = `vm-${vmid}-state-suspend-${day}.raw`;
    const vmstate = allocateDisk(world, { storage, vmid, bytes, format: "raw", name });
    task.log(
      `Formatting '${config["path"]}/images/${vmid}/${name}', fmt=raw size=${bytes} preallocation=off`,
    );
    await task.sleep(500);
    task.log("State saved, quitting");
    const mtus = Object.keys(guest.config)
      .filter((key) => netSlot.test(key) && /virtio/.test(guest.config[key] ?? ""))
      .map((key) => `${key}=1500`);
    guest.config = {
      ...guest.config,
      vmstate,
      runningcpu: "kvm64,+kvm_pv_eoi,+kvm_pv_unhalt,+lahf_lm,+sep",
      runningmachine: runningMachine(guest.config["machine"]),
      ...(mtus.length === 0 ? {} : { "running-nets-host-mtu": mtus.join(",") }),
    };
    guest.lock = "suspended";
    guest.running = undefined;
  };
}

/** Starts a guest from the memory that it left. */
export async function awake(call: Call, guest: Guest, task: TaskHandle): Promise<void> {
  const { world } = call;
  const { vmstate, "running-nets-host-mtu": mtus } = guest.config;
  task.log("Resuming suspended VM");
  for (const [net, mtu] of (mtus ?? "").split(",").map((each) => each.split("=")))
    if (mtu !== undefined) task.log(`netdev ${net}: using 'host_mtu=${mtu}' for migration compat`);
  if (vmstate !== undefined) task.log(`activating and using '${vmstate}' as vmstate`);
  await task.sleep(300);
  guest.running = { since: world.clock.now(), isPaused: false };
  guest.lock = undefined;
  guest.config = Object.fromEntries(Object.entries(guest.config).filter(([key]) => !kept.includes(key)));
  task.log("Resumed VM, removing state");
  if (vmstate !== undefined) removeVolume(world, vmstate);
}

function stateStorage({ config }: Guest): string {
  const disk = Object.keys(config).find((key) => diskSlot.test(key) && /^[^:,]+:\d/.test(config[key] ?? ""));
  return (
    config["vmstatestorage"] ?? (disk === undefined ? "local" : (config[disk]?.split(":")[0] ?? "local"))
  );
}
