import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Simulation } from "../../../providers/proxmox/simulator/simulation.js";

/** Tells one state of a simulation from another: all that it knows, and the files that it keeps. */
export function digestOf({ world }: Pick<Simulation, "world">): string {
  const { clock: _clock, faults: _faults, locks: _locks, tasks, ...known } = world;
  const plain = JSON.stringify([known, tasks.list().length, files(world.directory)], (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  return createHash("sha256").update(plain).digest("hex");
}

function files(directory: string): readonly unknown[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => [name, statSync(join(directory, name)).size])
    .sort();
}
