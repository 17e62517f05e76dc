import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { refuse } from "../diagnostic/refusal.js";

/** The file's content. */
interface StateLocation {
  readonly format: 1;
  /** As the stack's local backend has it: absolute, or from the folder in which Terraform works. */
  readonly state: string;
}

/** Below the folder in which Terraform works, beside a plugin that was put there. */
const place = join("terraform.d", "pve-cdk.json");

/**
 * Tells a plugin where the state of a stack lies, which Terraform doesn't: beside it are the engine's lock and the journal
 * of both. Undefined where it lies in no local file. Synchronous, as synthesis is.
 */
export function writeStateLocation(directory: string, state: string | undefined): void {
  const path = join(directory, place);
  if (state === undefined) return rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ format: 1, state } satisfies StateLocation)}\n`);
}

/** The state of the stack that Terraform works on in this folder; undefined where nobody told. */
export async function readStateLocation(directory: string): Promise<string | undefined> {
  const path = join(directory, place);
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { format, state } = JSON.parse(text) as Partial<StateLocation>;
    if (format === 1 && typeof state === "string") return resolve(directory, state);
  } catch {
    // Told below, together with JSON of another shape.
  }
  return refuse(`${path} does not say where the state lies`, { detail: "Synthesize the stack again." });
}
