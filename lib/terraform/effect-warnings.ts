import type { Decision } from "../change/decide.js";
import { warning, type Diagnostic } from "../diagnostic/diagnostic.js";
import type { Effect } from "../schema/effect.js";
import { pathText } from "../value/path.js";

const told: Readonly<Partial<Record<Effect, string>>> = {
  pending: "takes effect only after a restart",
  reboot: "restarts the guest",
};

/** What Terraform's own plan can't show: that a change restarts, waits for a restart, or destroys data. */
export function effectWarnings(type: string, { changes, loses }: Decision): readonly Diagnostic[] {
  const byEffect = Object.entries(told).flatMap(([effect, words]) => {
    const paths = changes.filter((change) => change.effect === effect).map(({ path }) => pathText(path));
    return paths.length === 0
      ? []
      : [warning(`this change of a ${type} ${words}`, { detail: `Because of: ${paths.join(", ")}.` })];
  });
  return loses.length === 0
    ? byEffect
    : [...byEffect, warning("this destroys data", { detail: `Lost will be: ${loses.join(", ")}.` })];
}
