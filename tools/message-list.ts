import { toJSONSchema } from "zod";

import { message } from "../lib/cli/json/message.js";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** What `--json` prints, as JSON Schema. */
export function messageSchema(): Schema {
  return toJSONSchema(message) as Schema;
}

/** Each kind of line and each part as the schema has them. */
export function messageList(): string {
  const { oneOf = [], $defs = {} } = messageSchema();
  return [
    "## The lines",
    ...oneOf.map((line) => section(String(line.properties?.["kind"]?.const), line)),
    "## What stands in them",
    ...Object.entries($defs).map(([name, part]) => section(name, part)),
  ].join("\n\n");
}

function section(name: string, schema: Schema): string {
  const { description = "", properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).filter(([, of]) => of.const !== name);
  const rows = fields.map(([field, of]) => [
    `\`${field}\``,
    `${required.includes(field) ? "" : "optional "}${shapeOf(of)}`,
    of.description ?? "",
  ]);
  return [`### \`${name}\``, description, ...(rows.length === 0 ? [] : [table(rows)])].join("\n\n");
}

function table(rows: readonly (readonly string[])[]): string {
  const all = [["field", "shape", "meaning"], ...rows].map((row) =>
    row.map((cell) => cell.replaceAll("|", "\\|")),
  );
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [lines[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)].join(
    "\n",
  );
}

function shapeOf({ $ref, type, const: only, enum: several, items, anyOf, properties }: Schema): string {
  if ($ref !== undefined) {
    const name = $ref.split("/").at(-1) ?? "";
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (only !== undefined) return `\`${only}\``;
  if (several !== undefined) return several.map((each) => `\`${each}\``).join(", ");
  if (anyOf !== undefined) return anyOf.map(shapeOf).join(" or ");
  if (items !== undefined) return `list of ${shapeOf(items)}`;
  if (properties !== undefined)
    return `{ ${Object.entries(properties)
      .map(([name, of]) => `${name}: ${shapeOf(of)}`)
      .join(", ")} }`;
  return [type ?? ""].flat().join(" or ");
}
