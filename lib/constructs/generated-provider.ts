import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

import { hclAttributes } from "./hcl-attributes.js";
import { secretsInClear } from "./secrets-in-clear.js";
import { terraformNames, type Shape } from "./terraform-names.js";
import { vendorAtSynthesis } from "./vendor-at-synthesis.js";

/** The base of the generated provider construct. */
export abstract class GeneratedProvider extends TerraformProvider {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #shape: Shape;
  #alias: string | undefined;

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
    this.#alias = alias;
    this.#values = values;
    this.#shape = shape;
    vendorAtSynthesis(this, { source, version });
    this.node.addValidation({
      validate: () => secretsInClear([this.synthesizeAttributes(), this.rawOverrides], shape),
    });
  }

  // The base class has accessors that keep nothing, and writes what they tell beside the attributes.
  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformNames(this.#values, this.#shape);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.#values, this.#shape);
  }
}
