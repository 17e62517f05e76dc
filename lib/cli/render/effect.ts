import type { Colors } from "picocolors/types.js";

import type { Effect } from "../../schema/effect.js";

/** What a change costs, in words. */
export const effectWords: Readonly<Record<Effect, string>> = {
  recorded: "recorded",
  live: "live",
  "hot-plug": "hot-plug",
  pending: "pending until restart",
  reboot: "needs a reboot",
  replace: "forces replacement",
  "destroys data": "destroys data",
};

/** What a change costs, in words and in the colour of its weight. */
export function effectText(effect: Effect, colors: Colors): string {
  switch (effect) {
    case "recorded":
    case "live":
    case "hot-plug":
      return colors.dim(effectWords[effect]);
    case "pending":
    case "reboot":
      return colors.yellow(effectWords[effect]);
    case "replace":
    case "destroys data":
      return colors.red(effectWords[effect]);
  }
}
