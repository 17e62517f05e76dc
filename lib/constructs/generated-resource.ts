import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

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
    const given = config as Readonly<Record<string, unknown>>;
    const isMeta = (name: string) => (metaArguments as readonly string[]).includes(name);
    const meta = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => isMeta(name) && value !== undefined),
    ) as TerraformMetaArguments;
    super(scope, id, {
      terraformResourceType: type.terraformType,
      terraformGeneratorMetadata: {
        providerName: type.provider.name,
        providerVersion: type.provider.version,
        providerVersionConstraint: type.provider.version,
      },
      ...meta,
    });
    this.#values = Object.fromEntries(Object.entries(given).filter(([name]) => !isMeta(name)));
    this.#shape = type.shape;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(this.#values, this.#shape);
  }
}
