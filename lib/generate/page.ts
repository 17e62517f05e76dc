import type { Attribute, Attributes, Role } from "../schema/attribute.js";
import { valueTypeOf, wordsOf } from "../schema/inspect.js";
import type { Resource } from "../schema/resource.js";
import { sentencesFor, sentencesForData, type Tell } from "./comment.js";

/** The reference page of a resource type, in the layout of Terraform's registry. */
export function resourcePage(resource: Described & Pick<Resource, "importId">, provider: string): string {
  const name = `${provider}_${resource.type}`;
  return [
    ...described(resource, name, { kind: "Resource", tell: sentencesFor }),
    "## Import\n",
    `The id has the form \`${resource.importId.form}\`. Names after \`?own=\` are taken over by the code; without them everything is shown and nothing owned.\n`,
    "```shell",
    `terraform import ${name}.example '${resource.importId.example}'`,
    `pve-cdk import ${name}.example '${resource.importId.example}'`,
    "```\n",
  ].join("\n");
}

/** The reference page of a data source. */
export function dataSourcePage(source: Described, provider: string): string {
  return described(source, `${provider}_${source.type}`, {
    kind: "Data Source",
    tell: sentencesForData,
  }).join("\n");
}

type Described = Pick<Resource, "type" | "aliases" | "description" | "source" | "attributes">;

function described(
  { description, source, aliases, attributes }: Described,
  name: string,
  { kind, tell }: { readonly kind: string; readonly tell: Tell },
): readonly string[] {
  const all = Object.entries(attributes);
  const section = (title: string, ...roles: readonly Role[]) => {
    const rows = all.filter(([, { role }]) => roles.includes(role));
    return rows.length === 0
      ? []
      : [
          `### ${title}\n`,
          ...rows.flatMap(([each, attribute]) => lines(each, attribute, { indent: "", tell })),
          "",
        ];
  };
  return [
    `---\npage_title: "${name} ${kind}"\ndescription: |-\n  ${description}\n---\n`,
    `# ${name} (${kind})\n`,
    `${description}\n`,
    `API: \`${source}\`.${aliases === undefined ? "" : ` Also known as ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`}\n`,
    "## Schema\n",
    ...section("Required", "required"),
    ...section("Optional", "optional", "managed", "assigned"),
    ...section("Read-Only", "computed"),
  ];
}

interface Manner {
  readonly indent: string;
  readonly tell: Tell;
}

function lines(name: string, attribute: Attribute, { indent, tell }: Manner): readonly string[] {
  const own = `${indent}- \`${name}\` (${typeText(attribute)}) ${tell(attribute).join(" ")}`;
  return attribute.kind === "leaf"
    ? [own]
    : [own, ...innerLines(attribute.attributes, { indent: `${indent}  `, tell })];
}

function innerLines(attributes: Attributes, manner: Manner): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => lines(name, attribute, manner));
}

function typeText(attribute: Attribute): string {
  if (attribute.kind === "nested") return attribute.block === true ? "Block" : "Object";
  if (attribute.kind === "slots") return "Map of objects";
  if (attribute.kind === "entries")
    return attribute.block === true
      ? "Blocks"
      : attribute.unordered === "set"
        ? "Set of objects"
        : "List of objects";
  const type = valueTypeOf(attribute.type);
  const words = wordsOf(attribute.type);
  const plain =
    typeof type === "string"
      ? { string: "String", number: "Number", bool: "Boolean" }[type]
      : "list" in type
        ? "List"
        : "set" in type
          ? "Set"
          : "Map";
  return words === undefined ? plain : `${plain}: ${words.map((word) => `\`${word}\``).join(", ")}`;
}
