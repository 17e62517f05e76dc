import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Simulation } from "../../../providers/proxmox/simulator/simulation.js";

/** All that a simulation knows and the files that it keeps, as a text for each part. */
export type State = ReadonlyMap<string, string>;

export function stateOf({ world }: Pick<Simulation, "world">): State {
  const {
    clock: _clock,
    faults: _faults,
    locks: _locks,
    tasks,
    slices,
    sections,
    firewall,
    ...parts
  } = world;
  return new Map(
    [
      ...Object.entries(parts),
      ["tasks", tasks.list().length] as const,
      ["files", files(world.directory)] as const,
      ...[...sections].map(([kind, held]) => [`section ${kind}`, held] as const),
      ...[...slices, ...firewall].map(([name, slice]) => [`slice ${name}`, slice] as const),
    ].map(([name, part]) => [name, JSON.stringify(part, withCollections)]),
  );
}

/** The parts that differ; what an area made to look at it for the first time has not changed by that. */
export function changedParts(before: State, after: State): readonly string[] {
  return [...after]
    .filter(([name, part]) => before.get(name) !== part)
    .filter(([name]) => before.has(name) || !name.startsWith("slice "))
    .map(([name]) => name);
}

function withCollections(_: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
}

function files(directory: string): readonly unknown[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name): [string, number] => [
      name,
      statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
