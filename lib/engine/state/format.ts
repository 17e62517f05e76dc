import { refuse } from "../../diagnostic/refusal.js";
import { isObject, type Value, type ValueObject } from "../../value/value.js";

/** Terraform's state file, version 4, as far as the engine reads it; the rest passes through untouched. */
export interface StateFile {
  readonly version: 4;
  readonly terraform_version: string;
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, StateOutput>>;
  readonly resources: readonly StateResource[];
  readonly check_results: Value;
}

export interface StateOutput {
  readonly value: Value;
  /** A type in the JSON notation of Terraform: `"string"`, `["list","string"]`. */
  readonly type: Value;
  readonly sensitive?: boolean;
}

export interface StateResource {
  readonly module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  /** `provider["registry.terraform.io/pve-cdk/proxmox"].second`. */
  readonly provider: string;
  readonly instances: readonly StateInstance[];
}

export interface StateInstance {
  readonly index_key?: string | number;
  readonly status?: string;
  readonly deposed?: string;
  readonly schema_version: number;
  readonly attributes?: ValueObject;
  readonly sensitive_attributes?: readonly (readonly StatePathStep[])[];
  readonly private?: string;
  readonly dependencies?: readonly string[];
  readonly create_before_destroy?: boolean;
}

export type StatePathStep =
  | { readonly type: "get_attr"; readonly value: string }
  | {
      readonly type: "index";
      readonly value: { readonly value: string | number; readonly type: "string" | "number" };
    };

/** Reads a state file's text. Throws a refusal for what is no state that the engine understands. */
export function parseStateFile(text: string, path: string): StateFile {
  let json: Value;
  try {
    json = JSON.parse(text) as Value;
  } catch {
    return refuse(`${path} is no state file`, { detail: "It holds no JSON. Restore it from a backup." });
  }
  if (!isObject(json) || typeof json["version"] !== "number")
    return refuse(`${path} is no state file`, { detail: "It has no version. Restore it from a backup." });
  if (json["version"] !== 4)
    return refuse(`${path} has the state format ${json["version"]}, only 4 is understood`, {
      detail:
        json["version"] > 4
          ? "Something newer wrote it. Go on with that, or restore the state from before it did."
          : "Terraform 0.12 and later write format 4; run a current terraform on it once.",
    });
  return {
    terraform_version: "1.5.0",
    serial: 0,
    lineage: "",
    outputs: {},
    resources: [],
    check_results: null,
    ...json,
    version: 4,
  };
}
