import { randomUUID } from "node:crypto";

import { textOf, type Call } from "../call.js";
import { cloneLocks } from "../guests/clone-locks.js";
import { diskSlot, netSlot, unusedSlot, type Configuration, type Guest } from "../guests/guest.js";
import { newAddress } from "../guests/hardware-address.js";
import { newGuest } from "../guests/new-guest.js";
import { sizeText } from "../guests/size.js";
import { removeVolume, virtualSize, volumePath } from "../storages/volume.js";
import type { TaskHandle } from "../worker.js";
import { isAgentRunning } from "./agent/is-running.js";
import { readCloneRequest, type CloneRequest } from "./clone-request.js";
import { copyDrive } from "./copy-drive.js";
import { driveText, isCdrom, isCloudInit, parseDrive } from "./drive.js";
import { withNewUuid } from "./identity.js";
import { linkDrive } from "./link-drive.js";
import { interfaceText, parseInterface } from "./network.js";
import { withoutState } from "./vm-state.js";

const notCopied = new Set(["template", "parent"]);

/** POST clone: a new machine from another's disks; the configuration stands when the task ends. */
export function cloneGuest(call: Call, vmid: number, source: Guest): string {
  const { world, user } = call;
  const request = readCloneRequest(call, source);
  const { newid } = request;
  const guest = newGuest({ kind: "qemu", node: source.node, pool: undefined, lock: "clone" });
  guest.config = { description: " qmclone temporary file" };
  world.guests.set(newid, guest);
  copyFirewall(call, vmid, newid);
  const start = { node: source.node, type: "qmclone", id: vmid, user };
  const locks = cloneLocks(source, { vmid, target: newid });
  return world.tasks.run({ ...start, locks }, (task) => clone({ call, vmid, source, guest, request }, task));
}

interface Cloning {
  readonly call: Call;
  readonly vmid: number;
  readonly source: Guest;
  readonly guest: Guest;
  readonly request: CloneRequest;
}

async function clone(cloning: Cloning, task: TaskHandle): Promise<void> {
  const { call, vmid, guest, request } = cloning;
  const { world } = call;
  const { newid } = request;
  const made: string[] = [];
  try {
    task.log(`creating a clone of VM ${vmid} with ID ${newid}`);
    guest.config = { ...copied(call, request), ...(await copyDrives(cloning, { task, made })) };
    guest.pool = textOf(call, "pool");
    guest.node = request.node;
    guest.lock = undefined;
  } catch (thrown) {
    for (const volume of made) removeVolume(world, volume, call.local);
    world.guests.delete(newid);
    world.firewall.delete(`guest/${newid}`);
    throw new Error(`clone failed: ${(thrown as Error).message}`, { cause: thrown });
  }
}

function copyFirewall({ world }: Call, from: number, to: number): void {
  const scope = world.firewall.get(`guest/${from}`);
  if (scope !== undefined) world.firewall.set(`guest/${to}`, structuredClone(scope));
}

/** Everything but the drives, with an identity and addresses of its own. */
function copied(call: Call, { config }: CloneRequest): Configuration {
  const { world } = call;
  const kept = Object.entries(withoutState(config)).filter(
    ([key]) => !unusedSlot.test(key) && !diskSlot.test(key) && !notCopied.has(key),
  );
  const own = kept.map(([key, value]) => [
    key,
    netSlot.test(key)
      ? interfaceText({ ...parseInterface(value), macaddr: newAddress(world.options.get("mac_prefix")) })
      : value,
  ]);
  const description = textOf(call, "description");
  return {
    ...(Object.fromEntries(own) as Configuration),
    name: textOf(call, "name") ?? `Copy-of-VM-${config["name"] ?? call.parameters["vmid"]}`,
    smbios1: withNewUuid(config["smbios1"]),
    ...(config["vmgenid"] === undefined ? {} : { vmgenid: randomUUID() }),
    ...(description === undefined || description === "" ? {} : { description }),
  };
}

/** By the names of the slots, as texts. */
async function copyDrives(
  cloning: Cloning,
  { task, made }: { readonly task: TaskHandle; readonly made: string[] },
): Promise<Configuration> {
  const { call, vmid: sourceId, source, request } = cloning;
  const { config, newid, isFull, isOfSnapshot } = request;
  const slots = Object.keys(config)
    .filter((slot) => diskSlot.test(slot))
    .sort();
  const lines: Record<string, string> = {};
  for (const slot of slots) {
    const line = config[slot] as string;
    const drive = parseDrive(slot, line);
    if (isCdrom(drive) && !isCloudInit(drive)) {
      lines[slot] = line;
      continue;
    }
    const common = { call, task, slot, drive, vmid: newid, made: (volume: string) => made.push(volume) };
    const isCopied = isFull || isCloudInit(drive) || slot === "tpmstate0";
    const file = isCopied
      ? await copyDrive({
          ...common,
          storage: textOf(call, "storage"),
          format: textOf(call, "format"),
          isInUse: source.running !== undefined && !isOfSnapshot && !isCloudInit(drive),
          completion: endOfMirror(call, { vmid: sourceId, source }, slot),
        })
      : linkDrive(common);
    const size = sizeText(virtualSize(volumePath(call.world, file, call.local)));
    lines[slot] = driveText({ file, options: { ...drive.options, size } });
  }
  return lines;
}

/** A clone shows its source at one moment, for which the source rests. */
function endOfMirror(
  { world }: Call,
  { vmid, source }: { readonly vmid: number; readonly source: Guest },
  slot: string,
): readonly string[] {
  const [rest, goOn] = isAgentRunning(world, vmid, source)
    ? [
        "issuing guest agent 'guest-fsfreeze-freeze' command",
        "issuing guest agent 'guest-fsfreeze-thaw' command",
      ]
    : ["suspend vm", "resume vm"];
  return [rest, `mirror-${slot}: Cancelling block job`, `mirror-${slot}: Done.`, goOn];
}
