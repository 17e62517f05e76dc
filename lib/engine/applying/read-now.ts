import { readDataSource } from "../../change/perform/read-data-source.js";
import { hasErrors } from "../../diagnostic/diagnostic.js";
import { marksOf } from "../marks.js";
import type { DataNode } from "../planning/data-node.js";
import { askedOf } from "../planning/plan-data.js";
import { scopeNow } from "./configuration-now.js";
import { keepData } from "./settle-data.js";
import type { Site, StepResult } from "./steps.js";

/** Asks a data source whose answer the plan had to leave open. */
export async function readNow(site: Site, read: DataNode): Promise<StepResult> {
  const { context, evaluation, answers, saver } = site;
  const { block, source, text, round } = read;
  const asked = askedOf({ block, source, scope: scopeNow(evaluation, round, block) });
  if (hasErrors(asked.diagnostics)) return asked.diagnostics;
  const connection = await context.connections.to(
    block.provider.alias,
    context.blueprint.providers,
    evaluation,
  );
  const { values, diagnostics } = await readDataSource(source, connection, asked.values);
  if (values !== undefined) {
    const marks = marksOf(source.attributes, values, asked.marks);
    answers.set(text, { value: values, marks });
    keepData(context, { ...read, values, marks });
    saver.changed();
  }
  return [...asked.diagnostics, ...diagnostics];
}
