import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { hclAttributes } from "./hcl-attributes.js";
import { partedConfig } from "./parted-config.js";
import { terraformNames, type Shape } from "./terraform-names.js";

/** What the generated class knows about its type. */
export interface GeneratedType {
  /** `proxmox_vm`. */
  readonly terraformType: string;
  readonly provider: { readonly name: string; readonly version: string };
  readonly shape: Shape;
}

const metaArguments = [
  "dependsOn",
  "count",
  "provider",
  "lifecycle",
  "forEach",
  "provisioners",
  "connection",
] as const;

/** The base of every generated L1 construct: renders the attributes that were given, by Terraform's names. */
export abstract class GeneratedResource extends TerraformResource {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #shape: Shape;

  protected constructor(
    scope: Construct,
    id: string,
    { type, config }: { readonly type: GeneratedType; readonly config: object },
  ) {
    const { meta, values } = partedConfig<TerraformMetaArguments>(config, metaArguments);
    super(scope, id, {
      terraformResourceType: type.terraformType,
      terraformGeneratorMetadata: {
        providerName: type.provider.name,
        providerVersion: type.provider.version,
        providerVersionConstraint: type.provider.version,
      },
      ...meta,
    });
    this.#values = values;
    this.#shape = type.shape;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(this.#values, this.#shape);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.#values, this.#shape);
  }
}
