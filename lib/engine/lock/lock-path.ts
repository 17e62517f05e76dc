import { basename, dirname, join } from "node:path";

/** The engine's lock for a state: while its holder lives, nobody else may work on that state. */
export function lockPath(statePath: string): string {
  return join(dirname(statePath), `.${nameOf(statePath)}.engine-lock`);
}

/** Where Terraform says that it is at work on a state. */
export function terraformLockPath(statePath: string): string {
  return join(dirname(statePath), `.${nameOf(statePath)}.lock.info`);
}

function nameOf(statePath: string): string {
  return basename(statePath).replace(/^\./, "");
}
