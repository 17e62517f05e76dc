import { closeSync, openSync, readSync } from "node:fs";

const signatures: Readonly<Record<string, string>> = { "QFI\xfb": "qcow2", KDMV: "vmdk" };

/** A disk image's format by its first bytes: a downloaded `.img` is often qcow2. */
export function imageFormat(path: string): string {
  const file = openSync(path, "r");
  const head = Buffer.alloc(4);
  readSync(file, head, 0, 4, 0);
  closeSync(file);
  return signatures[head.toString("latin1")] ?? "raw";
}
