import { readVmaHead, type VmaHead } from "../backup/vma-reader.js";
import { fail } from "../failure.js";
import { parseConfiguration } from "../guests/configuration-text.js";
import type { Configuration } from "../guests/guest.js";

/** A disk of a backup. */
export interface ArchivedDisk {
  /** Its number in the archive. */
  readonly device: number;
  readonly name: string;
  readonly slot: string;
  readonly bytes: number;
  /** Where it was, and in which format. */
  readonly storage: string;
  readonly format: string;
}

/** What a backup of a virtual machine holds. */
export interface MachineArchive {
  readonly head: VmaHead;
  readonly config: Configuration;
  readonly disks: readonly ArchivedDisk[];
}

const mapLine = /^#qmdump#map:(\S+):(\S+):(\S*):(\S*):$/;

/** Reads a backup's head and configuration. */
export function readMachineArchive(path: string): MachineArchive {
  const head = readVmaHead(path) ?? fail("vma archive contains no valid header");
  const text = head.texts["qemu-server.conf"] ?? fail("vma archive contains no configuration file");
  const lines = text.split("\n");
  const numbers = new Map([...head.devices].map(([device, { name }]) => [name, device]));
  const disks = lines.flatMap((line): readonly ArchivedDisk[] => {
    const [, slot = "", name = "", storage = "", format = ""] = mapLine.exec(line) ?? [];
    const device = numbers.get(name);
    if (device === undefined) return [];
    const bytes = head.devices.get(device)?.bytes ?? 0;
    const kept = { storage: storage === "" ? "local" : storage, format: format === "" ? "raw" : format };
    return [{ device, name, slot, bytes, ...kept }];
  });
  const kept = lines.filter((line) => !/^#(?:qmdump|vzdump)#/.test(line));
  return { head, config: parseConfiguration("qemu", kept.join("\n")), disks };
}
