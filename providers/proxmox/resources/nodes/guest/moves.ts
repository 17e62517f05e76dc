import { isObject, type Value } from "../../../../../lib/value/value.js";
import type { Configuration } from "./configuration.js";
import { isUnused } from "./volume.js";
import type { Parameters } from "./writing.js";

/** A volume that changes its slot. */
export interface Move {
  readonly slot: string;
  readonly from: string;
}

/** The volumes that are to be in other slots than they are now, by what is wished for the slots. */
export function movesIn(
  parameters: Parameters,
  { slots, configuration }: { readonly slots: Value | undefined; readonly configuration: Configuration },
): readonly Move[] {
  return Object.entries(isObject(slots) ? slots : {}).flatMap(([slot, wish]): readonly Move[] => {
    const from = isObject(wish) ? wish["moved_from"] : null;
    const isNew = parameters[slot] !== undefined && configuration[slot] === undefined;
    // An unused volume is taken out of its key by PVE itself; to delete that key would destroy the volume.
    const leaves = typeof from === "string" && !isUnused(from) && configuration[from] !== undefined;
    return isNew && leaves ? [{ slot, from }] : [];
  });
}

/**
 * What to write, in rounds: a volume leaves its old slot before it enters the new one, so that it never stands in two.
 * In between it is an unused volume of the guest; it is never lost. Keys in `late` enter with it.
 */
export function inRounds(
  parameters: Parameters,
  { moves, late }: { readonly moves: readonly Move[]; readonly late: Parameters },
): readonly Parameters[] {
  if (moves.length === 0) return [parameters];
  const entering = new Set([...Object.keys(late), ...moves.map(({ slot }) => slot)]);
  const entries = Object.entries(parameters);
  const left = Object.fromEntries(moves.map(({ from }) => [from, undefined]));
  return [
    { ...left, ...Object.fromEntries(entries.filter(([key]) => !entering.has(key))) },
    { ...late, ...Object.fromEntries(entries.filter(([key]) => entering.has(key))) },
  ];
}
