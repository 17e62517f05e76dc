import { statSync } from "node:fs";

import type { Files } from "./files.js";

const letters = "rwxrwxrwx";

/** A file as `ls -l` shows it, which SFTP clients show too. */
export function longLine(files: Files, path: string, shown: string): string {
  const { mode, nlink, size, mtime } = statSync(files.real(path, "look"));
  const { name } = files.owner(path);
  const rights = [...letters].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : "-")).join("");
  const date = mtime.toISOString();
  const kind = (mode & 0o170000) === 0o040000 ? "d" : "-";
  return `${kind}${rights} ${nlink} ${name} ${name} ${size} ${date.slice(0, 10)} ${date.slice(11, 16)} ${shown}`;
}
