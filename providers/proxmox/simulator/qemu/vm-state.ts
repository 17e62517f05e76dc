import { diskSlot, netSlot, type Configuration, type Guest } from "../guests/guest.js";
import { declaredPath } from "../storages/declared-path.js";
import { allocateDisk } from "../storages/disk.js";
import { formattingLine } from "../storages/formatting.js";
import { isFileType } from "../storages/layout.js";
import { isShared, storageOf } from "../storages/properties.js";
import { split } from "../storages/volume.js";
import type { World } from "../world.js";
import { isCdrom, parseDrive } from "./drive.js";
import { runningMachine } from "./machine.js";

const mebibyte = 2 ** 20;
const stateKeys = new Set(["vmstate", "runningcpu", "runningmachine", "running-nets-host-mtu"]);

export interface SavedState {
  readonly vmid: number;
  readonly guest: Guest;
  /** What the volume is called after the machine's number: `suspend-2026-11-23`. */
  readonly name: string;
  readonly storage?: string | undefined;
  readonly log: (line: string) => void;
}

/** Makes the volume that a running machine's memory goes to, and answers the keys that tell of it. */
export function saveState(world: World, state: SavedState): Configuration {
  const { vmid, guest, name, storage = stateStorage(world, guest), log } = state;
  const { config } = guest;
  const bytes = (2 * Number(/\d+/.exec(config["memory"] ?? "512")?.[0] ?? 512) + 500) * mebibyte;
  const file = `vm-${vmid}-state-${name}.raw`;
  const vmstate = allocateDisk(world, { storage, vmid, bytes, format: "raw", name: file, node: guest.node });
  if (isFileType(storageOf(world, storage).type))
    log(formattingLine({ path: declaredPath(world, vmstate), format: "raw", bytes }));
  const mtus = Object.keys(config)
    .filter((key) => netSlot.test(key) && /virtio/.test(config[key] ?? ""))
    .map((key) => `${key}=1500`);
  return {
    vmstate,
    runningcpu: "kvm64,+kvm_pv_eoi,+kvm_pv_unhalt,+lahf_lm,+sep",
    runningmachine: runningMachine(config["machine"]),
    ...(mtus.length === 0 ? {} : { "running-nets-host-mtu": mtus.join(",") }),
  };
}

/** What a start from a saved memory says of the interfaces. */
export function interfaceLines({ "running-nets-host-mtu": mtus }: Configuration): readonly string[] {
  return (mtus ?? "").split(",").flatMap((each) => {
    const [net, mtu] = each.split("=");
    return mtu === undefined ? [] : [`netdev ${net}: using 'host_mtu=${mtu}' for migration compat`];
  });
}

/** A configuration without what tells of a saved memory. */
export function withoutState(config: Configuration): Configuration {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !stateKeys.has(key)));
}

/** Where the configuration says, else beside a disk, best where all nodes can read it. */
function stateStorage(world: World, { config }: Guest): string {
  const storages = Object.keys(config)
    .filter((key) => diskSlot.test(key) && !isCdrom(parseDrive(key, config[key] as string)))
    .sort()
    .map((key) => split(parseDrive(key, config[key] as string).file).storage);
  const shared = storages.find((id) => isShared(storageOf(world, id)));
  return config["vmstatestorage"] ?? shared ?? storages[0] ?? "local";
}
