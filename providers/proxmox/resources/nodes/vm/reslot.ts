import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import { bootOrder, orderOf } from "./boot.js";
import type { Configuration } from "./configuration.js";
import { stored } from "./notation.js";
import { isUnused } from "./disks.js";
import type { Parameters } from "./writing.js";

interface Move {
  readonly slot: string;
  readonly from: string;
}

/**
 * What to write, in rounds: a volume leaves its old slot before it enters the new one, so that it never stands in two.
 * In between it is an unused disk of the guest; it is never lost.
 */
export function rounds(
  parameters: Parameters,
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly Parameters[] {
  const moves = movesIn(parameters, { planned, configuration });
  if (moves.length === 0) return [parameters];
  const entering = new Set(["boot", ...moves.map(({ slot }) => slot)]);
  const [late, early] = [true, false].map((isEntering) =>
    Object.fromEntries(Object.entries(parameters).filter(([key]) => entering.has(key) === isEntering)),
  );
  const left = Object.fromEntries(moves.map(({ from }) => [from, undefined]));
  return [
    { ...left, ...early },
    { ...bootAfter(configuration, moves), ...late },
  ];
}

function movesIn(
  parameters: Parameters,
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly Move[] {
  const disks = isObject(planned["disks"]) ? planned["disks"] : {};
  return Object.entries(disks).flatMap(([slot, disk]): readonly Move[] => {
    const from = isObject(disk) ? disk["moved_from"] : null;
    const isNew = parameters[slot] !== undefined && configuration[slot] === undefined;
    // An unused volume is taken out of its key by PVE itself; to delete that key would destroy the volume.
    const leaves = typeof from === "string" && !isUnused(from) && configuration[from] !== undefined;
    return isNew && leaves ? [{ slot, from }] : [];
  });
}

/** PVE takes a slot that empties out of the boot order; the disk must not lose its place there. */
function bootAfter(configuration: Configuration, moves: readonly Move[]): Parameters {
  const order = orderOf(configuration["boot"] ?? "") ?? [];
  if (!moves.some(({ from }) => order.includes(from))) return {};
  const renamed = order.map((slot) => moves.find(({ from }) => from === slot)?.slot ?? slot);
  return { boot: stored(bootOrder, renamed) };
}
