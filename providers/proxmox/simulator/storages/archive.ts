import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { backupExtension } from "./volume-name.js";

/** What a backup's file name tells. */
export interface Archive {
  /** `qemu`, `lxc`, `openvz` */
  readonly type: string;
  /** `tar`, `vma` */
  readonly format: string;
  readonly compression: string | undefined;
  /** Only where the name is the one that a backup is given. */
  readonly vmid: number | undefined;
  /** When it was made, in seconds since 1970; only with the usual name. */
  readonly ctime: number | undefined;
}

const usualName = /^vzdump-\w+-([1-9]\d{2,8})-(\d{4})_(\d\d)_(\d\d)-(\d\d)_(\d\d)_(\d\d)$/;

/** Takes a backup's file name apart; undefined for what is none. */
export function archiveOf(name: string): Archive | undefined {
  const [, extension = "", compression] = backupExtension.exec(name) ?? [];
  const type = /^vzdump-(lxc|openvz|qemu)-./.exec(name)?.[1];
  if (extension === "" || type === undefined) return undefined;
  const stem = name.slice(0, -extension.length - 1);
  const [, vmid, ...time] = usualName.exec(stem) ?? [];
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = time.map(Number);
  return {
    type,
    format: extension === "tgz" ? "tar" : (extension.split(".")[0] as string),
    compression: extension === "tgz" ? "gz" : compression,
    vmid: vmid === undefined ? undefined : Number(vmid),
    ctime: vmid === undefined ? undefined : Date.UTC(year, month - 1, day, hour, minute, second) / 1000,
  };
}

const notesFile = (path: string) => `${path}.notes`;
const protectionFile = (path: string) => `${path}.protected`;

export function notesOf(path: string): string | undefined {
  const file = notesFile(path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** An empty text takes the notes away. */
export function setNotes(path: string, notes: string): void {
  if (notes === "") rmSync(notesFile(path), { force: true });
  else writeFileSync(notesFile(path), notes);
}

/** Whether a backup may not be removed, neither by hand nor by pruning. */
export function isProtected(path: string): boolean {
  return existsSync(protectionFile(path));
}

export function protect(path: string, protection: "on" | "off"): void {
  if (protection === "on") writeFileSync(protectionFile(path), "");
  else rmSync(protectionFile(path), { force: true });
}

/** Removes what is kept beside a backup: its log and its notes. */
export function removeAuxiliaries(path: string): void {
  const name = path.slice(dirname(path).length + 1);
  const plain = name.replace(backupExtension, "");
  rmSync(join(dirname(path), `${plain}.log`), { force: true });
  rmSync(notesFile(path), { force: true });
}
