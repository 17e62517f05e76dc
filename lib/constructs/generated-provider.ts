import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

import { terraformNames, type Shape } from "./terraform-names.js";

/** The base of the generated provider construct. */
export abstract class GeneratedProvider extends TerraformProvider {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #shape: Shape;

  protected constructor(
    scope: Construct,
    id: string,
    {
      name,
      source,
      version,
      shape,
      config,
    }: {
      readonly name: string;
      readonly source: string;
      readonly version: string;
      readonly shape: Shape;
      readonly config: object & { readonly alias?: string };
    },
  ) {
    super(scope, id, {
      terraformResourceType: name,
      terraformGeneratorMetadata: {
        providerName: name,
        providerVersion: version,
        providerVersionConstraint: version,
      },
      terraformProviderSource: source,
    });
    const { alias, ...values } = config as { readonly alias?: string } & Readonly<Record<string, unknown>>;
    if (alias !== undefined) this.alias = alias;
    this.#values = values;
    this.#shape = shape;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      ...(this.alias === undefined ? {} : { alias: this.alias }),
      ...terraformNames(this.#values, this.#shape),
    };
  }
}
