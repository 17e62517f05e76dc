import type { Release } from "../../api/specification/specification.js";
import type { World } from "../world.js";
import { copyOf, isAsCopied } from "./copy.js";
import { JournalFile } from "./journal-file.js";
import { fromPlain, toPlain } from "./plain.js";
import { keptSections, type Key, type KeptSection } from "./sections.js";

/** What a world begins with, and never changes. */
export interface Origin {
  readonly release: Release;
  readonly nodes: readonly string[];
  readonly secret: string;
}

/** A section's entry as it is now; without a value it is gone. */
type Change = readonly [section: string, key: Key, value?: unknown];

/** How much may be appended until the file is written anew: as much as was in it, and this many bytes. */
const leastGrowth = 8 * 2 ** 20;

/**
 * A world's state in a file: its origin, then the changes of each write as a line. What was answered is in the file,
 * and a file whose writer was killed is as after the last whole line.
 */
export class KeptState {
  readonly #file: JournalFile;
  readonly #origin: Origin;
  readonly #copies = new Map<string, Map<Key, unknown>>();
  #sizeAtFirst = 0;

  constructor(path: string, origin: Origin) {
    this.#file = new JournalFile(path);
    this.#origin = origin;
  }

  /** Writes all of a world, in place of what was in the file. */
  begin(world: World): void {
    this.#copies.clear();
    const changes = this.#changes(world);
    this.#file.replace([
      JSON.stringify({ simulator: 1, ...this.#origin }),
      ...changes.map((change) => lineOf([change])),
    ]);
    this.#remember(changes);
    this.#sizeAtFirst = this.#file.size;
  }

  /** Writes what has changed since the last time. */
  save(world: World): void {
    const changes = this.#changes(world);
    if (changes.length === 0) return;
    this.#file.append(lineOf(changes));
    this.#remember(changes);
    if (this.#file.size > 2 * this.#sizeAtFirst + leastGrowth) this.begin(world);
  }

  close(): void {
    this.#file.close();
  }

  #changes(world: World): readonly Change[] {
    const changes: Change[] = [];
    for (const [name, section] of Object.entries(keptSections)) {
      const copies = this.#copies.get(name) ?? new Map<Key, unknown>();
      let known = 0;
      for (const [key, value] of section.entries(world)) {
        const isKnown = copies.has(key);
        if (isKnown) known++;
        if (isKnown && isAsCopied(value, copies.get(key) ?? value)) continue;
        changes.push([name, key, value]);
      }
      if (known === copies.size) continue;
      const left = new Set([...section.entries(world)].map(([key]) => key));
      for (const key of copies.keys()) if (!left.has(key)) changes.push([name, key]);
    }
    return changes;
  }

  /** Of what never changes any more no copy is needed. */
  #remember(changes: readonly Change[]): void {
    for (const change of changes) {
      const [name, key, value] = change;
      const { isFinal, copy = copyOf } = keptSections[name] as KeptSection;
      const copies = this.#copies.get(name) ?? new Map<Key, unknown>();
      this.#copies.set(name, copies);
      if (change.length === 2) copies.delete(key);
      else copies.set(key, isFinal?.(value) === true ? undefined : copy(value));
    }
  }
}

/** What a state file says; undefined where none was written yet. */
export interface ReadState {
  readonly origin: Origin;
  /** Puts what is in it into a world, in place of what is there. */
  restore(world: World): void;
}

export function readState(path: string): ReadState | undefined {
  const [first, ...rest] = JournalFile.read(path);
  if (first === undefined) return undefined;
  const { simulator, ...origin } = parsed<Origin & { simulator?: number }>(first, path);
  if (simulator !== 1) throw new Error(`${path} is no state of this version of the simulator`);
  const sections = new Map<string, Map<Key, unknown>>();
  for (const line of rest)
    for (const change of parsed<readonly Change[]>(line, path)) {
      const [name, key, value] = change;
      const entries = sections.get(name) ?? new Map<Key, unknown>();
      sections.set(name, entries);
      if (change.length === 2) entries.delete(key);
      else entries.set(key, value);
    }
  return { origin, restore: (world) => restore(world, sections) };
}

function restore(world: World, sections: ReadonlyMap<string, ReadonlyMap<Key, unknown>>): void {
  for (const [name, section] of Object.entries(keptSections)) {
    for (const [key] of [...section.entries(world)]) section.remove(world, key);
    for (const [key, value] of sections.get(name) ?? []) section.put(world, key, fromPlain(value));
  }
}

function lineOf(changes: readonly Change[]): string {
  return JSON.stringify(toPlain(changes));
}

function parsed<T>(line: string, path: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw new Error(
      `${path} is damaged: it is no state that the simulator wrote; choose another directory, or remove it`,
    );
  }
}
