import type { Shape } from "../constructs/terraform-names.js";
import type { Attribute, Attributes, Leaf } from "../schema/attribute.js";
import type { Resource } from "../schema/resource.js";
import { camelName, pascalName } from "./names.js";
import { getterFor, interfacesFor } from "./types.js";

export interface ProviderNames {
  /** `proxmox`. */
  readonly name: string;
  readonly source: string;
  readonly version: string;
  /** From the generated file to `lib/constructs`. */
  readonly base: string;
}

const heading = "// Generated from the definitions by `npm run generate`. Do not edit.\n";

/** The L1 construct of a resource type, as the text of a TypeScript file. */
export function constructFile(
  resource: Pick<Resource, "type" | "attributes" | "description">,
  provider: ProviderNames,
): string {
  const name = pascalName(`${provider.name}_${resource.type}`);
  const config = `${name}Config`;
  const interfaces = interfacesFor(config, resource.attributes).map((text) =>
    text.startsWith(`export interface ${config} {`)
      ? text.replace(`${config} {`, `${config} extends TerraformMetaArguments {`)
      : text,
  );
  return [
    heading,
    `import type { IResolvable, TerraformMetaArguments } from "cdktf";`,
    `import type { Construct } from "constructs";\n`,
    `import { GeneratedResource } from "${provider.base}/generated-resource.js";`,
    `import type { Shape } from "${provider.base}/terraform-names.js";\n`,
    ...interfaces.map((text) => `${text}\n`),
    `const shape: Shape = ${shapeText(resource.attributes)};\n`,
    `/** ${resource.description} */`,
    `export class ${name} extends GeneratedResource {`,
    `  static readonly tfResourceType = "${provider.name}_${resource.type}";\n`,
    `  constructor(scope: Construct, id: string, config: ${config}) {`,
    `    const provider = { name: "${provider.name}", version: "${provider.version}" };`,
    `    super(scope, id, { type: { terraformType: ${name}.tfResourceType, provider, shape }, config });`,
    `  }\n`,
    Object.entries(resource.attributes)
      .map(([each, attribute]) => getterFor(each, attribute))
      .join("\n\n"),
    `}\n`,
  ].join("\n");
}

/** The provider construct, as the text of a TypeScript file. */
export function providerFile(
  provider: ProviderNames & { readonly description: string; readonly configuration: Attributes },
): string {
  const name = `${pascalName(provider.name)}Provider`;
  const interfaces = interfacesFor(`${name}Config`, provider.configuration);
  return [
    heading,
    `import type { IResolvable } from "cdktf";`,
    `import type { Construct } from "constructs";\n`,
    `import { GeneratedProvider } from "${provider.base}/generated-provider.js";`,
    `import type { Shape } from "${provider.base}/terraform-names.js";\n`,
    ...interfaces.map(
      (text) =>
        `${text.replace(`interface ${name}Config {`, `interface ${name}Config {\n  /** Another name, for a second provider in the same stack. */\n  readonly alias?: string;`)}\n`,
    ),
    `const shape: Shape = ${shapeText(provider.configuration)};\n`,
    `/** ${provider.description} */`,
    `export class ${name} extends GeneratedProvider {`,
    `  constructor(scope: Construct, id: string, config: ${name}Config = {}) {`,
    `    super(scope, id, { name: "${provider.name}", source: "${provider.source}", version: "${provider.version}", shape, config });`,
    `  }`,
    `}\n`,
  ].join("\n");
}

function shapeText(attributes: Attributes): string {
  const structures = Object.entries(attributes).flatMap(([name, attribute]) =>
    attribute.kind === "leaf" || attribute.role === "computed"
      ? []
      : [
          `${camelName(name)}: { kind: "${shapeKind(attribute)}", inner: ${shapeText(attribute.attributes)} }`,
        ],
  );
  return structures.length === 0 ? "{}" : `{ ${structures.join(", ")} }`;
}

function shapeKind(attribute: Exclude<Attribute, Leaf>): Shape[string]["kind"] {
  return attribute.kind === "entries" && attribute.block === true ? "blocks" : attribute.kind;
}
