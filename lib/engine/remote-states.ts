import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal } from "../diagnostic/refusal.js";
import { evaluate } from "../expression/evaluate.js";
import { plain, type Mark, type Marked } from "../expression/marked.js";
import { unknown, type Value } from "../value/value.js";
import { isAwaited, type AwaitedOutputs } from "./awaited-outputs.js";
import { allReferences } from "./blueprint/all-references.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import { remoteOutput, type RemoteOutput } from "./blueprint/remote-output.js";
import { Evaluation, type Ground } from "./evaluation.js";
import type { Neighbours, Promised } from "./neighbours.js";
import { hasNoState, putsOutNo } from "./not-put-out.js";
import type { PlanMode } from "./plan.js";
import { parseStateFile } from "./state/format.js";

/** What other stacks put out. */
export interface Remote {
  /** By the names of the data sources that stand for them. */
  readonly remote: Readonly<Record<string, Marked>>;
  readonly awaited: readonly AwaitedOutputs[];
  /** Why an expression may have no value: what is named here and stands in no state. */
  readonly absent: readonly Diagnostic[];
}

/** The outputs of other stacks that this one refers to: from their plans if this command made some, else from their states. */
export async function remoteStates(
  blueprint: Blueprint,
  ground: Ground,
  { neighbours, mode }: { readonly neighbours: Neighbours; readonly mode: PlanMode },
): Promise<Remote> {
  const scope = new Evaluation(ground);
  const told = await Promise.all(
    Object.entries(blueprint.remoteStates).map(async ([source, { path }]): Promise<Told> => {
      const given = evaluate(path, scope).value;
      const file = resolve(ground.directory, typeof given === "string" ? given : "terraform.tfstate");
      const promised = neighbours.promisedAt(file);
      return promised === undefined
        ? { source, outputs: await fromState({ source, file, mode }) }
        : { source, outputs: fromPlan(promised), promised };
    }),
  );
  const all = allReferences(blueprint);
  const named = all.map(remoteOutput).filter((each) => each !== undefined);
  return {
    remote: Object.fromEntries(told.map(({ source, outputs }) => [source, together(outputs)])),
    awaited: told.flatMap(awaitedOf).filter((each) => isAwaited(all, [each])),
    absent: told.flatMap((each) => absentOf(each, named)),
  };
}

interface PutOut {
  readonly name: string;
  readonly value: Value;
  readonly sensitive?: boolean;
}

interface Told {
  readonly source: string;
  /** Undefined where nobody can tell. */
  readonly outputs: readonly PutOut[] | undefined;
  /** Where they are told by a plan. */
  readonly promised?: Promised;
}

async function fromState({
  source,
  file,
  mode,
}: {
  readonly source: string;
  readonly file: string;
  readonly mode: PlanMode;
}): Promise<readonly PutOut[] | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined)
    return Object.entries(parseStateFile(text, file).outputs).map(([name, output]) => ({ name, ...output }));
  // What is removed needs nothing that another stack puts out.
  if (mode === "destroy") return undefined;
  throw new Refusal([hasNoState(source, file)]);
}

function fromPlan({ outputs }: Promised): readonly PutOut[] {
  return outputs.flatMap(({ name, after, sensitive }) =>
    after === null ? [] : [{ name, value: after, sensitive }],
  );
}

function together(outputs: readonly PutOut[] | undefined): Marked {
  if (outputs === undefined) return plain(unknown);
  return {
    value: { outputs: Object.fromEntries(outputs.map(({ name, value }) => [name, value])) },
    // Terraform passes the values on without a word about their sensitivity.
    marks: outputs.flatMap(({ name, sensitive }): readonly Mark[] =>
      sensitive === true ? [{ path: ["outputs", name], secrecy: "masked" }] : [],
    ),
  };
}

function awaitedOf({ source, promised }: Told): readonly AwaitedOutputs[] {
  if (promised === undefined) return [];
  const pending = promised.outputs.filter(({ isPending }) => isPending).map(({ name }) => name);
  return [{ stack: promised.stack, source, outputs: new Set(pending) }];
}

function absentOf(
  { source, outputs, promised }: Told,
  named: readonly RemoteOutput[],
): readonly Diagnostic[] {
  if (outputs === undefined || promised !== undefined) return [];
  const there = outputs.map(({ name }) => name);
  const wanted = named.flatMap((each) => (each.source === source ? (each.output ?? []) : []));
  return [...new Set(wanted)]
    .filter((output) => !there.includes(output))
    .map((output) => putsOutNo(source, output));
}
