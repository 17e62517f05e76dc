import type { Attribute, Attributes } from "../schema/attribute.js";
import { valueTypeOf, wordsOf } from "../schema/inspect.js";
import type { Resource } from "../schema/resource.js";
import { sentencesFor } from "./comment.js";

/** The reference page of a resource type, in the layout of Terraform's registry. */
export function resourcePage(
  resource: Pick<Resource, "type" | "aliases" | "description" | "source" | "attributes" | "importId">,
  provider: string,
): string {
  const name = `${provider}_${resource.type}`;
  const all = Object.entries(resource.attributes);
  const section = (title: string, rows: readonly (readonly [string, Attribute])[]) =>
    rows.length === 0
      ? []
      : [`### ${title}\n`, ...rows.flatMap(([each, attribute]) => lines(each, attribute, "")), ""];
  return [
    `---\npage_title: "${name} Resource"\ndescription: |-\n  ${resource.description}\n---\n`,
    `# ${name} (Resource)\n`,
    `${resource.description}\n`,
    `API: \`${resource.source}\`.${resource.aliases === undefined ? "" : ` Also known as ${resource.aliases.map((alias) => `\`${alias}\``).join(", ")}.`}\n`,
    "## Schema\n",
    ...section(
      "Required",
      all.filter(([, { role }]) => role === "required"),
    ),
    ...section(
      "Optional",
      all.filter(([, { role }]) => role === "optional" || role === "managed" || role === "assigned"),
    ),
    ...section(
      "Read-Only",
      all.filter(([, { role }]) => role === "computed"),
    ),
    "## Import\n",
    `The id has the form \`${resource.importId.form}\`. Names after \`?own=\` are taken over by the code; without them everything is shown and nothing owned.\n`,
    "```shell",
    `terraform import ${name}.example '${resource.importId.example}'`,
    `pve-cdk import ${name}.example '${resource.importId.example}'`,
    "```\n",
  ].join("\n");
}

function lines(name: string, attribute: Attribute, indent: string): readonly string[] {
  const own = `${indent}- \`${name}\` (${typeText(attribute)}) ${sentencesFor(attribute).join(" ")}`;
  return attribute.kind === "leaf" ? [own] : [own, ...innerLines(attribute.attributes, `${indent}  `)];
}

function innerLines(attributes: Attributes, indent: string): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => lines(name, attribute, indent));
}

function typeText(attribute: Attribute): string {
  if (attribute.kind === "nested") return "Object";
  if (attribute.kind === "slots") return "Map of objects";
  if (attribute.kind === "entries") return attribute.block === true ? "Blocks" : "List of objects";
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
