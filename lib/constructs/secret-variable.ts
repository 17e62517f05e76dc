import { TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";

/** The variable of a secret in the stack that a construct lies in, made where it is used first. */
export function variableOf(
  scope: IConstruct,
  { name, description }: { readonly name: string; readonly description?: string },
): TerraformVariable {
  const stack = TerraformStack.of(scope);
  const id = `secret ${name}`;
  const known = stack.node.tryFindChild(id) as TerraformVariable | undefined;
  if (known !== undefined) return known;
  const variable = new TerraformVariable(stack, id, {
    type: "string",
    sensitive: true,
    nullable: false,
    ...(description === undefined ? {} : { description }),
  });
  // The bare name: TF_VAR_<name> would be ignored without a word if cdktf chose another.
  variable.overrideLogicalId(name);
  variable.node.addValidation({ validate: () => problemsOf(name) });
  return variable;
}

const reserved = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

function problemsOf(name: string): string[] {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))
    return [
      `a secret can't be called ${JSON.stringify(name)}: letters, digits, "_" and "-", and no digit at the start`,
    ];
  return reserved.includes(name)
    ? [`a secret can't be called "${name}": Terraform keeps this word for itself`]
    : [];
}
