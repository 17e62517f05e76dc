import type { Diagnostic } from "../diagnostic/diagnostic.js";
import { hasErrors } from "../diagnostic/diagnostic.js";
import type { Decision } from "../change/decide.js";
import type { Effect } from "../schema/effect.js";
import type { Change } from "../schema/resource.js";
import type { Path } from "../value/path.js";
import type { Value, ValueObject } from "../value/value.js";

/**
 * What an apply would do, as frozen data: it survives JSON, and holds no secret in clear. A sensitive value stands in it
 * as `{ $secret: "<fingerprint>" }` (see `isSecret`), one that only apply can tell as `{ $unknown: true }`.
 */
export interface Plan {
  readonly format: 1;
  readonly stack: string;
  readonly mode: PlanMode;
  /** What was asked for; an apply from a file asks for the same. */
  readonly request: PlanRequest;
  /** Goes into the fingerprints of secrets. */
  readonly salt: string;
  /** Milliseconds since 1970. */
  readonly made: number;
  /** Stands for the synthesized code that was planned. */
  readonly blueprint: string;
  /** The state that it is based on; it can be applied to no other. */
  readonly state: { readonly lineage: string | null; readonly serial: number };
  /** Stacks that were planned before it in the same command, and will put out something else than now: it stands on that. */
  readonly awaits: readonly string[];
  /** Every object, those with nothing to do included, each after what it depends on. */
  readonly steps: readonly PlannedStep[];
  /** Data sources that are asked during apply: what they answer may change before. All others were asked for the plan. */
  readonly reads: readonly PlannedRead[];
  /** What somebody else changed since the state was written. */
  readonly drift: readonly Drift[];
  readonly outputs: readonly PlannedOutput[];
  /** What was found to hold of all that its changes need, for a person: `SSH to pve1 as root`. */
  readonly checks: readonly string[];
  /** What concerns no single step. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Each by addresses or construct paths. */
export interface PlanRequest {
  /** Objects whose data may be lost; `*` stands for all. */
  readonly allowDataLoss: readonly string[];
  /** Objects to plan, with what they depend on; undefined: everything. */
  readonly targets?: readonly string[];
  /** Objects to be made anew. */
  readonly replace: readonly string[];
}

export type PlanMode = "apply" | "destroy";

/** `forget` takes an object out of the state and leaves it as it is. */
export type StepAction = Decision["action"] | "forget";

/** What is to be done with one object. */
export interface PlannedStep {
  /** `proxmox_vm.web`, `proxmox_vm.web["a"]`. */
  readonly address: string;
  /** Set for what an interrupted create-before-destroy left behind. */
  readonly deposed?: string;
  /** Full type name: `proxmox_vm`. */
  readonly type: string;
  /** Where the code makes it (`web/group/db`); absent for what is no longer in the code. */
  readonly construct?: string;
  readonly action: StepAction;
  /** Why it is replaced although no attribute forces it. */
  readonly reason?: "tainted" | "triggered" | "requested";
  /** For a replacement: which comes first. */
  readonly order?: "delete first" | "create first";
  readonly movedFrom?: string;
  /** The import id, where the object is taken into the state by this plan. */
  readonly imports?: string;
  /** What stands there now; absent where it is to be made. */
  readonly prior?: ValueObject;
  /** What is to stand there; absent where it is to go. */
  readonly planned?: ValueObject;
  readonly changes: readonly Change[];
  readonly effect: Effect;
  readonly replacedBy: readonly Path[];
  /** Data that would be lost, by name. */
  readonly loses: readonly string[];
  /** Addresses of the objects that it refers to. */
  readonly dependsOn: readonly string[];
  /** Errors here forbid the apply of the whole plan. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A data source that apply is to ask. */
export interface PlannedRead {
  /** `data.proxmox_nodes.all`. */
  readonly address: string;
  readonly type: string;
  readonly construct?: string;
  /** Its arguments hang on what is not made yet, or something that it must follow is to be changed. */
  readonly because: "unknown arguments" | "pending changes";
  /** What is asked, as far as it is known; the answer is unknown. */
  readonly values: ValueObject;
  /** Addresses of what it refers to. */
  readonly dependsOn: readonly string[];
}

/** A difference between the state and what was found. */
export interface Drift {
  readonly address: string;
  readonly construct?: string;
  readonly kind: "changed" | "gone";
  /** From what the state says to what was found. */
  readonly changes: readonly Change[];
}

export interface PlannedOutput {
  readonly name: string;
  readonly action: "none" | "create" | "update" | "delete";
  readonly sensitive: boolean;
  readonly before: Value;
  readonly after: Value;
}

/** How many objects each action concerns. */
export type ActionCounts = Readonly<Record<StepAction, number>>;

export function countActions(plan: Pick<Plan, "steps">): ActionCounts {
  const counts = { none: 0, create: 0, update: 0, replace: 0, delete: 0, forget: 0 };
  for (const { action } of plan.steps) counts[action]++;
  return counts;
}

/** True if applying would do anything: to an object, to an output, or to what the state knows. */
export function hasChanges(plan: Plan): boolean {
  return (
    plan.outputs.some(({ action }) => action !== "none") ||
    plan.steps.some(
      ({ action, imports, movedFrom }) =>
        action !== "none" || imports !== undefined || movedFrom !== undefined,
    )
  );
}

/** Everything that the plan has to tell, its steps' diagnostics included. */
export function planDiagnostics(plan: Plan): readonly Diagnostic[] {
  return [...plan.diagnostics, ...plan.steps.flatMap(({ diagnostics }) => diagnostics)];
}

export function isApplicable(plan: Plan): boolean {
  return !hasErrors(planDiagnostics(plan));
}
