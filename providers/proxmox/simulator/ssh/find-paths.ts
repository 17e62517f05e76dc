import { readdirSync, existsSync } from "node:fs";
import { posix } from "node:path";

import type { Files } from "./files.js";

/** The paths that fit a pattern with `*` and `?`, sorted; hidden ones only if the pattern says so. */
export function findPaths(
  { files, cwd }: { readonly files: Files; readonly cwd: string },
  pattern: string,
): readonly string[] {
  let found = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((each) => each !== "")) {
    const fits = new RegExp(
      `^${part
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".")}$`,
    );
    found = found.flatMap((folder) => {
      const names = /[*?]/.test(part)
        ? namesIn(files, posix.resolve(cwd, folder)).filter((name) => fits.test(name))
        : [part];
      return names
        .filter((name) => !name.startsWith(".") || part.startsWith("."))
        .map((name) => posix.join(folder, name));
    });
  }
  return found.filter((path) => exists(files, posix.resolve(cwd, path))).sort();
}

function namesIn(files: Files, folder: string): readonly string[] {
  try {
    return readdirSync(files.real(folder, "read"));
  } catch {
    return [];
  }
}

function exists(files: Files, path: string): boolean {
  try {
    return existsSync(files.real(path, "read"));
  } catch {
    return false;
  }
}
