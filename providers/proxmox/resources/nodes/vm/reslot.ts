import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { inRounds, movesIn, type Move } from "../guest/moves.js";
import { stored } from "../guest/notation.js";
import type { Parameters } from "../guest/writing.js";
import { bootOrder, orderOf } from "./boot.js";

/** What to write, in rounds: disks leave their old slots before they enter the new ones, and with them the boot order. */
export function rounds(
  parameters: Parameters,
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly Parameters[] {
  const moves = movesIn(parameters, { slots: planned["disks"], configuration });
  const { boot } = parameters;
  const late = "boot" in parameters ? { boot } : bootAfter(configuration, moves);
  return inRounds(parameters, { moves, late });
}

/** PVE takes a slot that empties out of the boot order; the disk must not lose its place there. */
function bootAfter(configuration: Configuration, moves: readonly Move[]): Parameters {
  const order = orderOf(configuration["boot"] ?? "") ?? [];
  if (!moves.some(({ from }) => order.includes(from))) return {};
  const renamed = order.map((slot) => moves.find(({ from }) => from === slot)?.slot ?? slot);
  return { boot: stored(bootOrder, renamed) };
}
