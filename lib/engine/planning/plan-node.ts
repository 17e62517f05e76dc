import { decide, type Decision } from "../../change/decide.js";
import type { Instance } from "../../change/instance.js";
import { proposeForeseen } from "../../change/perform/propose-foreseen.js";
import type { Proposal } from "../../change/propose.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { Refusal, diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Scope } from "../../expression/evaluate.js";
import type { Reference } from "../../expression/target.js";
import type { Tasks } from "../../schema/provider.js";
import type { Resource } from "../../schema/resource.js";
import { validate } from "../../schema/validate.js";
import { isWithin } from "../../value/path.js";
import type { ValueObject } from "../../value/value.js";
import { addressText, blockAddress, type Address } from "../address.js";
import type { ResourceBlock } from "../blueprint/blueprint.js";
import { evaluateBody, withoutSecrets, type Configuration } from "../evaluate-body.js";
import type { Round } from "../evaluation.js";
import { marksOf } from "../marks.js";
import { placed } from "./check-stack.js";
import { ignoring } from "./ignoring.js";
import type { Found, Node } from "./node.js";

/** What is asked for beside the code, for one object. */
export interface Request {
  readonly dataLossAllowed: boolean;
  readonly isToBeReplaced: boolean;
  readonly isTriggered: boolean;
  readonly createBeforeDestroy: boolean;
}

export interface Wanted {
  readonly block: ResourceBlock;
  readonly round: Round | undefined;
  readonly definition: Resource<Tasks>;
  readonly found: Found | undefined;
  readonly scope: Scope;
  readonly request: Request;
}

/** Plans one object of the code. Whatever is thrown on the way, a fault of a definition too, tells which object it was. */
export async function planNode(wanted: Wanted): Promise<Node> {
  try {
    return await workedOut(wanted);
  } catch (thrown) {
    throw new Refusal(diagnosticsOf(thrown).map((diagnostic) => placed(wanted.block, diagnostic)));
  }
}

async function workedOut(wanted: Wanted): Promise<Node> {
  const { block, round, definition, found, scope, request } = wanted;
  const address: Address = {
    type: block.type,
    name: block.name,
    ...(round === undefined ? {} : { key: round.key }),
  };
  const configuration = evaluateBody(definition.attributes, block.configuration, scope);
  const prior = found?.prior;
  const {
    wish,
    planned: first,
    diagnostics: proposed,
  } = await proposal(definition, { block, configuration, prior });
  const allowed = request.dataLossAllowed ? { dataLossAllowed: true as const } : {};
  const choice = decide(definition, { prior, planned: first, ...allowed });
  const reason = reasonFor(found, request);
  const decision =
    prior === undefined || reason === undefined || choice.action === "replace"
      ? choice
      : forced(choice, decide(definition, { prior, planned: undefined, ...allowed }));
  const isReplaced = decision.action === "replace";
  const again = isReplaced
    ? await proposeForeseen(definition, { prior: undefined, configuration: wish })
    : { planned: first, diagnostics: proposed };
  const text = addressText(address);
  const diagnostics: readonly Diagnostic[] = [
    ...configuration.diagnostics,
    ...withoutSecrets(
      [
        ...validate(definition, configuration.values),
        // Why the old one can't stay.
        ...(isReplaced ? proposed.filter(({ severity }) => severity === "warning") : []),
        ...again.diagnostics,
        ...decision.diagnostics,
      ],
      configuration.marks,
    ),
    ...(isReplaced && block.lifecycle.preventDestroy ? [isProtected(text)] : []),
  ];
  return {
    address,
    text,
    definition,
    ...(found === undefined ? {} : { found }),
    block,
    ...(round === undefined ? {} : { round }),
    action: decision.action,
    ...(isReplaced && reason !== undefined ? { reason } : {}),
    ...(isReplaced
      ? { order: request.createBeforeDestroy ? ("create first" as const) : ("delete first" as const) }
      : {}),
    decision,
    planned: again.planned,
    marks: marksOf(definition.attributes, again.planned, configuration.marks),
    createBeforeDestroy: request.createBeforeDestroy,
    diagnostics: [
      ...[...(found?.diagnostics ?? []), ...diagnostics].map((diagnostic) => ({
        ...placed(block, diagnostic),
        address: text,
      })),
    ],
  };
}

/** What the object should be by its code, with what is ignored taken from what stands there. */
export async function proposal(
  definition: Resource<Tasks>,
  {
    block,
    configuration,
    prior,
  }: {
    readonly block: ResourceBlock;
    readonly configuration: Configuration;
    readonly prior: Instance | undefined;
  },
): Promise<Proposal & { readonly wish: ValueObject }> {
  const wish =
    prior === undefined
      ? configuration.values
      : ignoring(block.lifecycle.ignoreChanges, {
          attributes: definition.attributes,
          values: configuration.values,
          prior: prior.attributes,
        });
  return { wish, ...(await proposeForeseen(definition, { prior, configuration: wish })) };
}

function reasonFor(found: Found | undefined, request: Request): Node["reason"] {
  if (found?.record?.tainted === true) return "tainted";
  if (request.isToBeReplaced) return "requested";
  return request.isTriggered ? "triggered" : undefined;
}

/** A replacement that no attribute forces. */
function forced(choice: Decision, deletion: Decision): Decision {
  return {
    ...choice,
    action: "replace",
    effect: deletion.loses.length > 0 ? deletion.effect : "replace",
    loses: deletion.loses,
    diagnostics: [...choice.diagnostics, ...deletion.diagnostics],
  };
}

export function isProtected(address: string): Diagnostic {
  return error("refused: this would delete an object that its code protects", {
    address,
    detail:
      "Its lifecycle says `prevent_destroy`. Take that out first, or undo what makes its replacement necessary.",
  });
}

/** Whether something that the block is triggered by changes, by what is planned for it so far. */
export function isTriggered(
  triggers: readonly Reference[],
  nodes: ReadonlyMap<string, readonly Node[]>,
): boolean {
  return triggers.some(({ target, rest }) => {
    if (target.kind !== "resource") return false;
    const instances = nodes.get(blockAddress(target)) ?? [];
    return instances.some((node) => {
      const { key } = node.address;
      if (key !== undefined && rest.length > 0 && rest[0] !== key) return false;
      const path = key === undefined ? rest : rest.slice(1);
      if (node.action !== "update" && node.action !== "replace") return false;
      return (
        path.length === 0 ||
        node.decision.changes.some((change) => isWithin(change.path, path) || isWithin(path, change.path))
      );
    });
  });
}
