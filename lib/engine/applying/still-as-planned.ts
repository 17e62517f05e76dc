import { conform } from "../../change/conform.js";
import { proposeForeseen } from "../../change/perform/propose-foreseen.js";
import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import { isUnknown, type ValueObject } from "../../value/value.js";
import type { Evaluation } from "../evaluation.js";
import type { Node } from "../planning/node.js";
import { configurationNow } from "./configuration-now.js";

/**
 * What stands against the object that is to take the place of another, looked for while the other still stands: a file
 * that is to be sent and is not the one that was planned with.
 */
export async function stillAsPlanned(evaluation: Evaluation, node: Node): Promise<readonly Diagnostic[]> {
  const { definition, block, planned, order } = node;
  if (order !== "delete first" || block === undefined || planned === undefined) return [];
  const { values } = configurationNow(evaluation, node, block);
  const now = await proposeForeseen(definition, { prior: undefined, configuration: values });
  // What it refers to need not be made yet, so nothing else can be told.
  const foreseen = Object.entries(definition.attributes).filter(
    ([name, attribute]) =>
      attribute.kind === "leaf" && attribute.foreseen === true && !isUnknown(now.planned[name] ?? null),
  );
  const only = (all: ValueObject): ValueObject =>
    Object.fromEntries(foreseen.map(([name]) => [name, all[name] ?? null]));
  return [...now.diagnostics, ...conform(only(planned), only(now.planned))];
}
