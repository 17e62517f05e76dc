import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Configuration } from "../guest/configuration.js";
import { inRounds, movesIn } from "../guest/moves.js";
import type { Parameters } from "../guest/writing.js";

/**
 * What to write, in rounds: volumes leave their old slots before they enter the new ones, and nothing is done to them
 * under protection, which goes first and comes last.
 */
export function rounds(
  parameters: Parameters,
  { planned, configuration }: { readonly planned: ValueObject; readonly configuration: Configuration },
): readonly Parameters[] {
  const moves = movesIn(parameters, { slots: planned["mount_points"], configuration });
  const { protection, ...others } = parameters;
  if (!("protection" in parameters)) return inRounds(others, { moves, late: {} });
  if (protection === "1") return inRounds(parameters, { moves, late: { protection } });
  const isAlone = configuration["protection"] !== "1" || Object.keys(others).length === 0;
  return isAlone
    ? inRounds(parameters, { moves, late: {} })
    : [{ protection }, ...inRounds(others, { moves, late: {} })];
}
