import type { Expression } from "../../expression/syntax.js";
import type { Reference } from "../../expression/target.js";
import type { Path } from "../../value/path.js";
import type { Value } from "../../value/value.js";
import type { Address } from "../address.js";

/** A synthesized stack, understood: what the code wants, with its expressions still unevaluated. */
export interface Blueprint {
  readonly stack: string;
  /** Stands for the code; equal code has equal fingerprints. */
  readonly fingerprint: string;
  readonly statePath: string;
  /** By local name: `registry.terraform.io/pve-cdk/proxmox`. */
  readonly sources: Readonly<Record<string, string>>;
  readonly providers: readonly ProviderBlock[];
  readonly variables: Readonly<Record<string, VariableBlock>>;
  readonly locals: Readonly<Record<string, Expression>>;
  readonly outputs: Readonly<Record<string, OutputBlock>>;
  /** Outputs of other stacks, by name: where their state lies. */
  readonly remoteStates: Readonly<Record<string, RemoteState>>;
  readonly resources: readonly ResourceBlock[];
  /** What is to be read, but for outputs of other stacks. */
  readonly data: readonly DataBlock[];
  readonly moves: readonly { readonly from: Address; readonly to: Address }[];
  readonly imports: readonly { readonly to: Address; readonly id: Expression }[];
  readonly removals: readonly { readonly from: Address; readonly destroys: boolean }[];
}

export interface ProviderBlock {
  readonly name: string;
  readonly alias?: string;
  readonly configuration: Body;
}

/** The arguments of a block. */
export type Body = Readonly<Record<string, Expression>>;

export interface VariableBlock {
  /** A type in Terraform's notation: `string`, `list(string)`. */
  readonly type?: string;
  readonly default?: Value;
  readonly sensitive: boolean;
  readonly nullable: boolean;
}

export interface OutputBlock {
  readonly value: Expression;
  readonly sensitive: boolean;
}

/** The type of the data source that stands for another stack's outputs. */
export const remoteState = "terraform_remote_state";

export interface RemoteState {
  readonly path: Expression;
}

export type Block = ResourceBlock | DataBlock;

export interface ResourceBlock extends BlockBody {
  readonly mode: "managed";
  readonly lifecycle: Lifecycle;
}

export interface DataBlock extends BlockBody {
  readonly mode: "data";
}

/** What blocks of resources and data sources have in common. */
export interface BlockBody {
  readonly type: string;
  readonly name: string;
  /** `web/group/db`, where the code was synthesized from constructs. */
  readonly construct?: string;
  readonly configuration: Body;
  readonly provider: { readonly name: string; readonly alias?: string };
  readonly repetition?: { readonly kind: "count" | "for_each"; readonly of: Expression };
  /** `type.name` of what it must follow, said by the author. */
  readonly dependsOn: readonly string[];
  readonly references: readonly Reference[];
}

export interface Lifecycle {
  readonly preventDestroy: boolean;
  readonly createBeforeDestroy: boolean;
  readonly ignoreChanges: "all" | readonly Path[];
  readonly replaceTriggeredBy: readonly Reference[];
}
