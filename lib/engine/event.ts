import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { Plan, StepAction } from "./plan.js";

/**
 * Which step an event belongs to. A replacement is told as one deletion and one creation; a data source that is asked
 * during apply as a step too.
 */
export interface StepReference {
  readonly address: string;
  readonly construct?: string;
  readonly type: string;
  readonly action: Exclude<StepAction, "none" | "replace"> | "read";
}

/** What happens during plan and apply, for whoever shows it. */
export type EngineEvent =
  | { readonly kind: "reading"; readonly done: number; readonly total: number }
  | { readonly kind: "planned"; readonly plan: Plan }
  | { readonly kind: "started"; readonly step: StepReference }
  | {
      readonly kind: "progress";
      readonly step: StepReference;
      readonly what: string;
      readonly fraction?: number;
    }
  | { readonly kind: "task"; readonly step: StepReference; readonly task: string }
  | { readonly kind: "log"; readonly step: StepReference; readonly line: string }
  | {
      readonly kind: "finished";
      readonly step: StepReference;
      readonly milliseconds: number;
      /** Warnings. */
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly kind: "failed";
      readonly step: StepReference;
      readonly milliseconds: number;
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly kind: "skipped";
      readonly step: StepReference;
      /** The address of the step that failed, or that the apply was stopped. */
      readonly because: { readonly failed: string } | "stopped";
    }
  | { readonly kind: "saved"; readonly path: string; readonly serial: number };

export type EventListener = (event: EngineEvent) => void;
