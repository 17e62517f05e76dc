import type { Diagnostic } from "../diagnostic/diagnostic.js";
import type { ValueObject } from "../value/value.js";
import type { Attributes } from "./attribute.js";
import type { DataSource } from "./data-source.js";
import type { Checks, PlacedNeed } from "./need.js";
import type { Resource } from "./resource.js";

/** Loads one definition; called when its type is first used, since building all of them costs more than a plan. */
export type Loader<T> = () => Promise<T>;

/** What a provider's connection does for the framework. */
export interface Tasks {
  /** Waits for a task of the other side; throws a refusal with its log's end if it failed. */
  waitForTask(id: string, listener: TaskListener): Promise<void>;
  /**
   * The same connection for work that ends with this signal: what is on its way is waited for, nothing is sent again.
   */
  until(signal: AbortSignal): this;
  /** Forgets what was read in bulk, so that the next read asks again. */
  forget(): void;
  close(): Promise<void>;
}

export interface TaskListener {
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(fraction: number): void;
  warn(diagnostic: Diagnostic): void;
}

/** A product that resources live in: its configuration, how to reach it, its resource types and what can be asked. */
export interface Provider<C extends Tasks = Tasks> {
  /** Prefix of type names: `proxmox`. */
  readonly name: string;
  /** `pve-cdk/proxmox`. */
  readonly source: string;
  readonly version: string;
  readonly description: string;
  readonly configuration: Attributes;
  /** All that is wrong with the configuration, environment included, without a request. */
  checkConfiguration(configuration: ValueObject, environment: Environment): readonly Diagnostic[];
  connect(configuration: ValueObject, environment: Environment): Promise<C>;
  /**
   * Finds out whether what changes need holds, before anything is written. Keeps what held for the next time. `among`
   * is what all changes of a plan need, over whichever connection; undefined where not all of them are known.
   */
  check?(connection: C, needs: readonly PlacedNeed[], among?: readonly PlacedNeed[]): Promise<Checks>;
  /** By full type name, aliases included. */
  readonly catalog: Readonly<Record<string, Loader<Resource<C>>>>;
  /** The same for what is only read. */
  readonly dataSources: Readonly<Record<string, Loader<DataSource<C>>>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;
