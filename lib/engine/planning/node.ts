import type { Decision } from "../../change/decide.js";
import type { Instance } from "../../change/instance.js";
import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Mark, Marked } from "../../expression/marked.js";
import type { Tasks } from "../../schema/provider.js";
import type { Resource } from "../../schema/resource.js";
import { equal } from "../../value/equal.js";
import { containsUnknown, unknown, type ValueObject } from "../../value/value.js";
import type { Address } from "../address.js";
import type { ResourceBlock } from "../blueprint/blueprint.js";
import type { Round } from "../evaluation.js";
import type { PlannedStep, StepAction } from "../plan.js";
import type { StateRecord } from "../state/record.js";

/** An object that the state knows or an import names, as it was found. */
export interface Found {
  readonly address: Address;
  readonly text: string;
  readonly definition: Resource<Tasks>;
  /** What the state says, under its old address where it moved. */
  readonly record?: StateRecord;
  readonly movedFrom?: string;
  readonly imports?: string;
  /** Undefined where it is gone. */
  readonly prior?: Instance;
  readonly diagnostics: readonly Diagnostic[];
}

/** One object with all that plan and apply know of it. Holds secrets in clear: it never leaves the process. */
export interface Node {
  readonly address: Address;
  readonly text: string;
  readonly definition: Resource<Tasks>;
  readonly found?: Found;
  /** Undefined for what is no longer in the code. */
  readonly block?: ResourceBlock;
  readonly round?: Round;
  readonly action: StepAction;
  readonly reason?: PlannedStep["reason"];
  readonly order?: PlannedStep["order"];
  readonly decision: Decision;
  /** What is to stand there; undefined where it is to go. */
  readonly planned?: ValueObject;
  /** Where secrets lie in prior and planned. */
  readonly marks: readonly Mark[];
  readonly createBeforeDestroy: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether an object is planned to be replaced for nothing but what the plan does not know. */
export function mayStay({ action, reason, decision }: Node): boolean {
  return (
    action === "replace" &&
    reason === undefined &&
    decision.replacedBy.every((path) =>
      decision.changes.some((change) => equal(change.path, path) && containsUnknown(change.after)),
    )
  );
}

/** Whether the code says which object it means, by values that the plan does not know. */
export function isToldLater({ definition, planned, block }: Node): boolean {
  return definition.identity.some(
    (name) => containsUnknown(planned?.[name] ?? null) && block?.configuration[name] !== undefined,
  );
}

/** What others see of an object that is planned. */
export function plannedValue({ planned, marks }: Pick<Node, "planned" | "marks">): Marked {
  return { value: planned ?? unknown, marks };
}
