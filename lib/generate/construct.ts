import type { Shape } from "../constructs/terraform-names.js";
import type { Attribute, Attributes, Leaf } from "../schema/attribute.js";
import type { Resource } from "../schema/resource.js";
import { sentencesFor, sentencesForData, tellerOf, type Tell } from "./comment.js";
import { camelName, pascalName } from "./names.js";
import { gettersFor, objectClassesFor } from "./references.js";
import { isSecret } from "./is-secret.js";
import { metaArguments } from "./taken-names.js";
import { interfacesFor } from "./types.js";

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
  resource: Described & Pick<Resource, "identity">,
  provider: ProviderNames,
): string {
  return blockFile(resource, provider, {
    name: pascalName(`${provider.name}_${resource.type}`),
    base: "GeneratedResource",
    file: "generated-resource",
    tell: tellerOf(resource),
  });
}

/** The L1 construct of a data source, as the text of a TypeScript file. */
export function dataSourceFile(source: Described, provider: ProviderNames): string {
  return blockFile(source, provider, {
    name: pascalName(`data_${provider.name}_${source.type}`),
    base: "GeneratedDataSource",
    file: "generated-data-source",
    tell: sentencesForData,
  });
}

type Described = Pick<Resource, "type" | "attributes" | "description">;

interface Kind {
  readonly name: string;
  readonly base: string;
  readonly file: string;
  readonly tell: Tell;
}

function blockFile(
  { type, attributes, description }: Described,
  provider: ProviderNames,
  { name, base, file, tell }: Kind,
): string {
  const taken = Object.keys(attributes).filter((each) => metaArguments.includes(each));
  if (taken.length > 0)
    throw new Error(
      `${type} can't have attributes called ${taken.join(", ")}: every block has such an argument`,
    );
  const config = `${name}Config`;
  const interfaces = interfacesFor(config, attributes, tell).map((text) =>
    text.startsWith(`export interface ${config} {`)
      ? text.replace(`${config} {`, `${config} extends TerraformMetaArguments {`)
      : text,
  );
  const isAsked = Object.values(attributes).some(({ role }) => role === "required");
  const body = [
    ...interfaces.map((text) => `${text}\n`),
    `const shape: Shape = ${shapeText(attributes)};\n`,
    ...objectClassesFor(name, attributes, tell).map((text) => `${text}\n`),
    `/** ${description} */`,
    `export class ${name} extends ${base} {`,
    `  static readonly tfResourceType = "${provider.name}_${type}";\n`,
    `  constructor(scope: Construct, id: string, config: ${config}${isAsked ? "" : " = {}"}) {`,
    `    const provider = { name: "${provider.name}", version: "${provider.version}" };`,
    `    super(scope, id, { type: { terraformType: ${name}.tfResourceType, provider, shape }, config });`,
    `  }\n`,
    gettersFor(name, attributes, tell),
    `}\n`,
  ].join("\n");
  const imports = [
    importsFor(body, [
      {
        from: "cdktf",
        values: ["BooleanList", "ComplexObject", "StringListList"],
        types: ["IResolvable", "TerraformMetaArguments"],
      },
      { from: "constructs", values: [], types: ["Construct"] },
    ]),
    importsFor(body, [
      { from: `${provider.base}/${file}.js`, values: [base], types: [] },
      { from: `${provider.base}/object-list.js`, values: ["ObjectList"], types: [] },
      { from: `${provider.base}/object-map.js`, values: ["ObjectMap"], types: [] },
      { from: `${provider.base}/secret.js`, values: [], types: ["Secret"] },
      { from: `${provider.base}/terraform-names.js`, values: [], types: ["Shape"] },
    ]),
  ];
  return [heading, ...imports, body].join("\n");
}

interface Import {
  readonly from: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** The imports of what stands in a text. */
function importsFor(body: string, all: readonly Import[]): string {
  const code = body.replace(/\/\*\*.*?\*\//gs, "");
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  return all
    .map(({ from, values, types }) => {
      const used = { values: values.filter(isUsed), types: types.filter(isUsed) };
      if (used.values.length + used.types.length === 0) return "";
      return used.values.length === 0
        ? `import type { ${used.types.join(", ")} } from "${from}";\n`
        : `import { ${[...used.values, ...used.types.map((name) => `type ${name}`)].join(", ")} } from "${from}";\n`;
    })
    .join("");
}

/** The provider construct, as the text of a TypeScript file. */
export function providerFile(
  provider: ProviderNames & { readonly description: string; readonly configuration: Attributes },
): string {
  const name = `${pascalName(provider.name)}Provider`;
  const tell: Tell = (attribute) => sentencesFor(attribute, "optional");
  const interfaces = interfacesFor(`${name}Config`, provider.configuration, tell);
  return [
    heading,
    `import type { IResolvable } from "cdktf";`,
    `import type { Construct } from "constructs";\n`,
    `import { GeneratedProvider } from "${provider.base}/generated-provider.js";`,
    `import type { Secret } from "${provider.base}/secret.js";`,
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
  const parts = Object.entries(attributes).flatMap(([name, attribute]) => {
    if (attribute.role === "computed") return [];
    if (attribute.kind === "leaf")
      return isSecret(attribute) ? [`${camelName(name)}: { kind: "secret" }`] : [];
    return [
      `${camelName(name)}: { kind: "${shapeKind(attribute)}", inner: ${shapeText(attribute.attributes)} }`,
    ];
  });
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function shapeKind(attribute: Exclude<Attribute, Leaf>): Shape[string]["kind"] {
  return attribute.kind !== "slots" && attribute.block === true ? "blocks" : attribute.kind;
}
