import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { Environment, Provider } from "../schema/provider.js";
import type { Value, ValueObject } from "../value/value.js";
import type { Dependencies } from "./dependencies.js";
import type { EventListener, StepReference } from "./event.js";
import type { Neighbours } from "./neighbours.js";
import type { Drift, Plan, PlanMode, PlanRequest } from "./plan.js";

/** A synthesized stack, as `loadApp` finds it. */
export interface StackSource {
  readonly name: string;
  /** Where its `cdk.tf.json` lies. */
  readonly file: string;
  /** Names of the stacks that must be applied before it. */
  readonly dependsOn: readonly string[];
}

export interface StackOptions {
  readonly source: StackSource;
  readonly provider: Provider;
  readonly environment: Environment;
  /** Values of Terraform variables given by hand; they win over `TF_VAR_*` in the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Shared by the stacks of one command, so that each is planned with what those before it will put out. */
  readonly neighbours?: Neighbours;
  readonly listener?: EventListener;
  /** The tool's name as the lock shows it to whoever waits for it. */
  readonly holder?: string;
}

export interface PlanOptions extends Partial<PlanRequest> {
  /** `apply` if not said. */
  readonly mode?: PlanMode;
  readonly signal?: AbortSignal;
}

export interface ApplyOptions {
  readonly signal?: AbortSignal;
  /** How many steps run at a time; 10 if not said. */
  readonly parallelism?: number;
}

export interface ApplyResult {
  readonly outcome: "done" | "failed" | "stopped";
  readonly finished: readonly StepReference[];
  readonly failed: readonly (StepReference & { readonly diagnostics: readonly Diagnostic[] })[];
  readonly skipped: readonly StepReference[];
  readonly outputs: readonly Output[];
  /** Warnings, and errors that belong to no step. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Output {
  readonly name: string;
  /** In clear, sensitive or not: who shows it, masks it. */
  readonly value: Value;
  readonly sensitive: boolean;
}

/** What reading everything anew found. */
export interface Refreshed {
  /** What somebody else changed since the state was written; the state says it now. */
  readonly drift: readonly Drift[];
  readonly outputs: readonly Output[];
  /** What can't be read stays as it was, and is told here. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One object of the state. */
export interface StateEntry {
  readonly address: string;
  readonly type: string;
  readonly construct?: string;
  readonly tainted: boolean;
  readonly dependsOn: readonly string[];
  /** Sensitive values are replaced by a `Secret`. */
  readonly attributes: ValueObject;
  /** Paths that this code owns. */
  readonly owned: readonly string[];
}

/** One stack with its state: what can be done with it. Takes the lock with its first plan, and holds it until closed. */
export interface Stack {
  readonly name: string;
  readonly statePath: string;
  /** Throws a refusal where the code is wrong; what stands against single steps is in the plan. */
  plan(options?: PlanOptions): Promise<Plan>;
  /** All that is wrong with the code or worth a warning, found without a request and without the lock. */
  validate(): Promise<readonly Diagnostic[]>;
  /** What each resource and data source of the code refers to. */
  dependencies(): readonly Dependencies[];
  /** Throws a refusal where the plan can't be applied (errors in it, state moved, another result now). */
  apply(plan: Plan, options?: ApplyOptions): Promise<ApplyResult>;
  /** Reads everything anew, data sources too, and writes into the state what is found. Changes no object. */
  refresh(options?: Pick<PlanOptions, "signal">): Promise<Refreshed>;
  /** Takes an existing object into the state under an address of the code. Throws a refusal where it can't. */
  importResource(address: string, id: string): Promise<StateEntry>;
  /** Takes an object out of the state and leaves it as it is. */
  forget(address: string): Promise<void>;
  /** Brings an object of the state to another address, where nothing stands yet. */
  move(from: string, to: string): Promise<StateEntry>;
  outputs(): Promise<readonly Output[]>;
  entries(): Promise<readonly StateEntry[]>;
  entry(address: string): Promise<StateEntry | undefined>;
  close(): Promise<void>;
}
