import { readDataSource } from "../../change/perform/read-data-source.js";
import { hasErrors, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Scope } from "../../expression/evaluate.js";
import type { DataAttributes, DataSource } from "../../schema/data-source.js";
import type { Tasks } from "../../schema/provider.js";
import { validate } from "../../schema/validate.js";
import { containsUnknown, unknown, type ValueObject } from "../../value/value.js";
import { addressText, instanceAddress } from "../address.js";
import type { DataBlock } from "../blueprint/blueprint.js";
import { evaluateBody, withoutSecrets } from "../evaluate-body.js";
import type { Round } from "../evaluation.js";
import { marksOf } from "../marks.js";
import { placed } from "./check-stack.js";
import type { DataNode } from "./data-node.js";

export interface WantedData {
  readonly block: DataBlock;
  readonly round: Round | undefined;
  readonly source: DataSource<Tasks>;
  readonly scope: Scope;
  /** Whether something that it must follow is to be changed by apply. */
  readonly isBehindChanges: boolean;
  readonly connection: () => Promise<Tasks>;
}

/** Asks a data source, or says why apply must. Never throws. */
export async function planData(wanted: WantedData): Promise<DataNode> {
  const { block, round, source } = wanted;
  const asked = askedOf(wanted);
  const address = instanceAddress(block, round?.key);
  const text = addressText(address);
  const node = { address, text, source, block, ...(round === undefined ? {} : { round }) };
  const deferred = containsUnknown(asked.values)
    ? "unknown arguments"
    : wanted.isBehindChanges
      ? "pending changes"
      : undefined;
  const answer =
    hasErrors(asked.diagnostics) || deferred !== undefined ? {} : await ask(wanted, asked.values);
  const values = answer.values ?? unanswered(source.attributes, asked.values);
  const diagnostics = [...asked.diagnostics, ...withoutSecrets(answer.diagnostics ?? [], asked.marks)];
  return {
    ...node,
    values,
    marks: marksOf(source.attributes, values, asked.marks),
    ...(deferred === undefined ? {} : { deferred }),
    diagnostics: diagnostics.map((diagnostic) => ({ ...placed(block, diagnostic), address: text })),
  };
}

/** What a data source is to be asked, as far as it is known, and what is wrong with it. */
export function askedOf({ block, source, scope }: Pick<WantedData, "block" | "source" | "scope">) {
  const { values, marks, diagnostics } = evaluateBody(source.attributes, block.configuration, scope);
  const wrong = hasErrors(diagnostics) ? [] : withoutSecrets(validate(source, values), marks);
  return { values, marks, diagnostics: [...diagnostics, ...wrong] };
}

async function ask(
  { source, connection }: Pick<WantedData, "source" | "connection">,
  asked: ValueObject,
): Promise<{ readonly values?: ValueObject; readonly diagnostics?: readonly Diagnostic[] }> {
  try {
    const { values, diagnostics } = await readDataSource(source, await connection(), asked);
    return { ...(values === undefined ? {} : { values }), diagnostics };
  } catch (thrown) {
    return { diagnostics: diagnosticsOf(thrown) };
  }
}

function unanswered(attributes: DataAttributes, asked: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { role }]) => [
      name,
      role === "computed" ? unknown : (asked[name] ?? null),
    ]),
  );
}
