import type { Instance } from "../../lib/change/instance.js";
import type { Diagnostic } from "../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../lib/value/value.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { noteSecret } from "../secrets/notes.js";

/** A planned change of the one object that a case is about. */
export interface Planned {
  readonly action: "none" | "create" | "update" | "replace" | "delete" | "refused";
  readonly diagnostics: readonly Diagnostic[];
  readonly planned: ValueObject | undefined;
  apply(): Promise<Applied>;
}

export interface Applied {
  readonly errors: readonly Diagnostic[];
  readonly instance: Instance | undefined;
}

export interface CodeOptions {
  /** Attributes whose changes are ignored. */
  readonly ignore?: readonly string[];
  /** The name in the code; another one than before comes with a `moved` block. */
  readonly name?: string;
}

/** One of the two that carry out code, on one object of one type. */
export interface Executor {
  plan(code: ValueObject, options?: CodeOptions): Promise<Planned>;
  /** Plans the removal of everything. */
  planRemoval(options?: { readonly allowDataLoss?: true }): Promise<Planned>;
  import(code: ValueObject, id: string): Promise<Applied>;
  instance(): Promise<Instance | undefined>;
  /** Everything that it wrote down: state, journal, plans, messages. */
  written(): Promise<string>;
  close(): Promise<void>;
}

/** Starts an executor against a simulated Proxmox VE, with a provider block and an environment beside what it needs. */
export type StartExecutor = (typeName: string, pve: Simulation, more?: MoreSettings) => Promise<Executor>;

export interface MoreSettings {
  readonly provider?: ValueObject;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How executors reach the simulator: root itself, since some keys are refused to its tokens. */
export function environmentOf(pve: Simulation): Readonly<Record<string, string>> {
  noteSecret(pve.password);
  return {
    PROXMOX_VE_ENDPOINT: pve.endpoint,
    PROXMOX_VE_FINGERPRINT: pve.fingerprint,
    PROXMOX_VE_USERNAME: pve.username,
    PROXMOX_VE_PASSWORD: pve.password,
  };
}
