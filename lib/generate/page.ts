import type { Attribute, Attributes, Role } from "../schema/attribute.js";
import { valueTypeOf, wordsOf } from "../schema/inspect.js";
import type { Resource } from "../schema/resource.js";
import { sentencesFor, sentencesForData, tellerOf, type Tell } from "./comment.js";

/** Whose page it is, and how it is used, in HCL. */
export interface PageContext {
  /** `proxmox`. */
  readonly provider: string;
  readonly example: string;
}

/** The reference page of a resource type, in the layout of Terraform's registry. */
export function resourcePage(
  resource: Described & Pick<Resource, "identity" | "importId">,
  { provider, example }: PageContext,
): string {
  const name = `${provider}_${resource.type}`;
  return [
    ...described(resource, { name, example, kind: "Resource", tell: tellerOf(resource) }),
    "## Import\n",
    `The id has the form \`${resource.importId.form}\`. Attributes named after it, as in \`?own=comment,...\`, become the code's: they are removed from the object when they leave the code. Without names the import takes over nothing but the object itself.\n`,
    "```shell",
    `npx pve-cdk import stack/construct '${resource.importId.example}'`,
    `terraform import ${name}.example '${resource.importId.example}'`,
    "```\n",
  ].join("\n");
}

/** The reference page of a data source. */
export function dataSourcePage(source: Described, { provider, example }: PageContext): string {
  const name = `${provider}_${source.type}`;
  return described(source, { name, example, kind: "Data Source", tell: sentencesForData }).join("\n");
}

/** The page of the provider itself. */
export function providerPage(
  { description, configuration }: { readonly description: string; readonly configuration: Attributes },
  { provider, example }: PageContext,
): string {
  return [
    `---\npage_title: "${provider} Provider"\ndescription: |-\n  ${description}\n---\n`,
    `# ${provider} Provider\n`,
    `${description}\n`,
    ...usage(example),
    "## Schema\n",
    "### Optional\n",
    "What is not set comes from the variable of the environment that its line names.\n",
    ...Object.entries(configuration).flatMap(([name, attribute]) =>
      lines(name, attribute, { indent: "", tell: sentencesFor, spokenOf: "optional" }),
    ),
    "",
  ].join("\n");
}

function usage(example: string): readonly string[] {
  return ["## Example Usage\n", "```terraform", example.trim(), "```\n"];
}

type Described = Pick<Resource, "type" | "aliases" | "description" | "source" | "attributes">;

interface Frame {
  readonly name: string;
  readonly example: string;
  readonly kind: "Resource" | "Data Source";
  readonly tell: Tell;
}

function described(
  { description, source, aliases, attributes }: Described,
  { name, example, kind, tell }: Frame,
): readonly string[] {
  const all = Object.entries(attributes);
  const section = (title: string, ...roles: readonly Role[]) => {
    const rows = all.filter(([, { role }]) => roles.includes(role));
    if (rows.length === 0) return [];
    const usual = kind === "Resource" ? usualRole(Object.fromEntries(rows), roles) : undefined;
    const manner = { indent: "", tell, spokenOf: usual };
    return [
      `### ${title}\n`,
      ...(usual === undefined || spoken[usual] === "" ? [] : [`${spoken[usual]}\n`]),
      ...rows.flatMap(([each, attribute]) => lines(each, attribute, manner)),
      "",
    ];
  };
  return [
    `---\npage_title: "${name} ${kind}"\ndescription: |-\n  ${description}\n---\n`,
    `# ${name} (${kind})\n`,
    `${description}\n`,
    `API: \`${source}\`.${aliases === undefined ? "" : ` Also known as ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`}\n`,
    ...usage(example),
    "## Schema\n",
    ...section("Required", "required"),
    ...section("Optional", "optional", "managed", "assigned"),
    ...section("Read-Only", "computed"),
  ];
}

/** What a section says once of the role that most of its attributes have. */
const spoken: Readonly<Record<Role, string>> = {
  required: "",
  optional: "What is not set is absent from the object, or removed from it, unless its line says otherwise.",
  managed:
    "What is not set is left as it is, unless its line says otherwise; what was set once and is removed from the code is removed from the object.",
  computed: "",
  assigned: "What is not set is chosen when the object is made.",
};

function usualRole(attributes: Attributes, roles: readonly Role[]): Role | undefined {
  const all = deepRoles(attributes);
  const frequency = (role: Role) => all.filter((each) => each === role).length;
  return roles.toSorted((one, other) => frequency(other) - frequency(one))[0];
}

function deepRoles(attributes: Attributes): readonly Role[] {
  return Object.values(attributes).flatMap((attribute) =>
    attribute.kind === "leaf" ? [attribute.role] : [attribute.role, ...deepRoles(attribute.attributes)],
  );
}

interface Manner {
  readonly indent: string;
  readonly tell: Tell;
  readonly spokenOf: Role | undefined;
}

function lines(name: string, attribute: Attribute, manner: Manner): readonly string[] {
  const { indent, tell, spokenOf } = manner;
  const mark = indent !== "" && attribute.role === "required" ? ", required" : "";
  const own = `${indent}- \`${name}\` (${typeText(attribute)}${mark}) ${tell(attribute, spokenOf).join(" ")}`;
  if (attribute.kind === "leaf") return [own];
  const inner = { ...manner, indent: `${indent}  ` };
  return [own, ...Object.entries(attribute.attributes).flatMap(([each, part]) => lines(each, part, inner))];
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
