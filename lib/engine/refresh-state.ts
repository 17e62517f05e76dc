import { randomBytes } from "node:crypto";

import { settleData } from "./applying/settle-data.js";
import { settleFound } from "./applying/settle-found.js";
import { settleOutputs } from "./applying/outputs.js";
import type { Context } from "./context.js";
import { maskWith } from "./mask.js";
import { parseAddress } from "./address.js";
import { describeDrift } from "./planning/describe.js";
import type { Chooser } from "./planning/chooser.js";
import { planWanted } from "./planning/plan-wanted.js";
import { survey } from "./planning/survey.js";
import type { Refreshed } from "./stack.js";

/** Data sources see the objects as they are, and none waits for a change. */
const nothingChanges: Chooser = {
  isTarget: (text) => parseAddress(text)?.mode === "data",
  isToBeReplaced: () => false,
  mayLoseData: () => false,
};

/** Reads everything anew, and writes into the state what is found and no more. */
export async function refreshState(context: Context, signal?: AbortSignal): Promise<Refreshed> {
  const { state } = context;
  const { found, diagnostics } = await survey(context, {
    mode: "apply",
    ...(signal === undefined ? {} : { signal }),
  });
  const { reads, evaluation, marks } = await planWanted(context, found, nothingChanges);
  const mask = maskWith(randomBytes(12).toString("hex"));
  const drift = found.flatMap((each) => describeDrift(context, each, { marks: marks.get(each) ?? [], mask }));
  settleFound(
    context,
    found.map((each) => ({ found: each })),
  );
  settleData(context, reads, false);
  settleOutputs(context, evaluation, "apply");
  if (state.changes > 0) await state.save();
  return {
    drift,
    outputs: Object.entries(state.outputs).map(([name, { value, sensitive }]) => ({
      name,
      value,
      sensitive: sensitive === true,
    })),
    diagnostics: [...diagnostics, ...[...found, ...reads].flatMap((each) => each.diagnostics)],
  };
}
