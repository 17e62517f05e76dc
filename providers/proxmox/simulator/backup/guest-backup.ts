import type { Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import type { TaskHandle } from "../worker.js";

/** How a running guest is backed up: while it is stopped, while it pauses, or as it was at one moment. */
export type Mode = "stop" | "suspend" | "snapshot";

/** A guest that is being backed up. */
export interface Backup {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
  readonly task: TaskHandle;
  /** Says something in the task's log. */
  readonly info: (line: string) => void;
  readonly error: (line: string) => void;
  /** The archive as its node calls it, without an ending: `/var/lib/vz/dump/vzdump-qemu-100-2026_11_23-01_37_07`. */
  readonly stem: string;
  /** KiB each second; 0 for no limit. */
  readonly bandwidth: number;
}

/** What a kind of guests does when it is backed up; everything that is the same for all kinds is the job's. */
export interface GuestBackup {
  /** How an archive's name ends before it is compressed: `vma`, `tar`. */
  readonly extension: string;
  readonly nameOf: (backup: Pick<Backup, "vmid" | "guest">) => string;
  /** `VM is locked (backup)` */
  readonly lockedText: (lock: string) => string;
  /** Says what will be in the archive; fails with `mode failure - ...` where the mode can't be had. */
  readonly prepare: (backup: Backup, mode: Mode) => void;
  readonly stop: (backup: Backup) => Promise<void>;
  readonly start: (backup: Backup) => Promise<void>;
  readonly pause: (backup: Backup) => void;
  readonly resume: (backup: Backup) => void;
  /** For guests that pause only for as long as it takes to copy what has changed since a first copy. */
  readonly copying?: { readonly first: (backup: Backup) => void; readonly rest: (backup: Backup) => void };
  readonly write: (backup: Backup, writing: Writing) => Promise<void>;
}

/** How an archive is written. */
export interface Writing {
  readonly mode: Mode;
  /** The file on this machine. */
  readonly path: string;
  /** As the node will call it. */
  readonly shown: string;
  /** When the guest was taken out of action; undefined where it was not. */
  readonly left: number | undefined;
}
