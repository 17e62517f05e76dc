import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { elementOf, type GeneratedType } from "./generated-type.js";
import { hclAttributes } from "./hcl-attributes.js";
import { partedConfig } from "./parted-config.js";
import { secretsInClear } from "./secrets-in-clear.js";
import { terraformNames } from "./terraform-names.js";

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
  readonly #type: GeneratedType;

  protected constructor(
    scope: Construct,
    id: string,
    { type, config }: { readonly type: GeneratedType; readonly config: object },
  ) {
    const { meta, values } = partedConfig<TerraformMetaArguments>(config, metaArguments);
    super(scope, id, {
      ...elementOf(type),
      ...meta,
    });
    this.#values = values;
    this.#type = type;
    this.node.addValidation({
      validate: () => secretsInClear([this.synthesizeAttributes(), this.rawOverrides], type.shape),
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(this.#values, this.#type.shape);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.#values, this.#type.shape);
  }
}
