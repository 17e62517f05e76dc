import { parseBare } from "../../expression/parse-template.js";
import { references } from "../../expression/references.js";
import { ExpressionError } from "../../expression/syntax.js";
import type { Reference } from "../../expression/target.js";
import { valueAt, type Path } from "../../value/path.js";
import { isList, type Value, type ValueObject } from "../../value/value.js";
import { addressText, blockAddress, parseAddress } from "../address.js";
import type { BlockBody, DataBlock, Lifecycle, ResourceBlock } from "./blueprint.js";
import { listed, type Reading } from "./reading.js";

/** Arguments that every resource has; the rest is its type's own. */
const metaArguments = [
  "//",
  "provider",
  "depends_on",
  "count",
  "for_each",
  "lifecycle",
  "provisioner",
  "connection",
  "dynamic",
];

const unsupported: Readonly<Record<string, string>> = {
  provisioner:
    "Provisioners run commands that no plan can show. Use cloud-init, or apply this stack with Terraform.",
  connection: "It only serves provisioners.",
  dynamic: "Write the entries out in the program: it knows loops.",
};

export interface Written {
  readonly type: string;
  readonly name: string;
  readonly body: ValueObject;
}

/** Reads one resource block. */
export function readResource(reading: Reading, { type, name, body }: Written): ResourceBlock {
  const address = blockAddress({ type, name });
  const lifecycle = readLifecycle(reading, address, listed(body["lifecycle"])[0] ?? {});
  const common = readBody(reading, address, { type, name, body });
  return {
    mode: "managed",
    ...common,
    references: [...common.references, ...lifecycle.replaceTriggeredBy],
    lifecycle,
  };
}

/** Reads one block of a data source. */
export function readData(reading: Reading, written: Written): DataBlock {
  const { type, name, body } = written;
  const address = blockAddress({ mode: "data", type, name });
  readLifecycle(reading, address, listed(body["lifecycle"])[0] ?? {});
  return { mode: "data", ...readBody(reading, address, written) };
}

function readBody(reading: Reading, address: string, { type, name, body }: Written): BlockBody {
  for (const [argument, detail] of Object.entries(unsupported))
    if (argument in body && body[argument] !== null)
      reading.refuse(`${address}: "${argument}" is not supported by the embedded engine`, {
        address,
        detail,
      });
  const configuration = Object.fromEntries(
    Object.entries(body)
      .filter(([argument]) => !metaArguments.includes(argument))
      .map(([argument, value]) => [argument, reading.expression(value, { address, name: argument })]),
  );
  const repetition = repetitionOf(reading, address, body);
  const construct = valueAt(body["//"], ["metadata", "path"]);
  const own = [...Object.values(configuration), ...(repetition === undefined ? [] : [repetition.of])];
  return {
    type,
    name,
    // By CDK's convention the main resource of a construct is its child "Resource"; people mean the construct.
    ...(typeof construct === "string" ? { construct: construct.replace(/\/(?:Resource|Default)$/, "") } : {}),
    configuration,
    provider: providerOf(type, body["provider"]),
    ...(repetition === undefined ? {} : { repetition }),
    dependsOn: texts(body["depends_on"]).flatMap((text) => dependency(reading, address, text)),
    references: own.flatMap((expression) => reading.attempt(address, () => references(expression)) ?? []),
  };
}

function repetitionOf(reading: Reading, address: string, body: ValueObject): BlockBody["repetition"] {
  for (const kind of ["count", "for_each"] as const) {
    const value = body[kind];
    if (value !== undefined && value !== null)
      return { kind, of: reading.expression(value, { address, name: kind }) };
  }
  return undefined;
}

/** `proxmox`, `proxmox.second`, or nothing: the name before the type's first underscore. */
function providerOf(type: string, value: Value | undefined): BlockBody["provider"] {
  const text = typeof value === "string" ? unwrapped(value) : (type.split("_")[0] ?? type);
  const [name = text, alias] = text.split(".");
  return alias === undefined ? { name } : { name, alias };
}

function unwrapped(text: string): string {
  return text.replace(/^\$\{(.*)\}$/s, "$1").trim();
}

function texts(value: Value | undefined): readonly string[] {
  return isList(value) ? value.filter((each): each is string => typeof each === "string").map(unwrapped) : [];
}

function dependency(reading: Reading, address: string, text: string): readonly string[] {
  const target = parseAddress(text);
  if (target !== undefined) return [blockAddress(target)];
  reading.refuse(`${address}: depends_on names "${text}", which is no resource`, {
    address,
    detail:
      "Modules belong to Terraform. A resource is named as <type>.<name>, a data source as data.<type>.<name>.",
  });
  return [];
}

function readLifecycle(reading: Reading, address: string, body: ValueObject): Lifecycle {
  for (const name of ["precondition", "postcondition"])
    if (listed(body[name]).length > 0)
      reading.refuse(`${address}: "${name}" is not supported by the embedded engine`, {
        address,
        detail: "Check it in the program, where the construct is made.",
      });
  return {
    preventDestroy: isSet(body["prevent_destroy"]),
    createBeforeDestroy: isSet(body["create_before_destroy"]),
    ignoreChanges:
      body["ignore_changes"] === "all" || texts(body["ignore_changes"]).includes("all")
        ? "all"
        : texts(body["ignore_changes"]).flatMap((text) => ignoredPath(reading, address, text)),
    replaceTriggeredBy: texts(body["replace_triggered_by"]).flatMap(
      (text) => reading.attempt(address, () => triggers(text)) ?? [],
    ),
  };
}

function isSet(value: Value | undefined): boolean {
  return value === true || value === "true";
}

function ignoredPath(reading: Reading, address: string, text: string): readonly Path[] {
  const expression = reading.attempt(address, () => parseBare(text));
  if (expression?.kind === "traversal") return [[expression.root, ...expression.steps]];
  if (expression !== undefined)
    reading.refuse(`${address}: ignore_changes names "${text}", which is no attribute`, { address });
  return [];
}

function triggers(text: string): readonly Reference[] {
  const found = references(parseBare(text)).filter(({ target }) => target.kind === "resource");
  if (found.length === 0)
    throw new ExpressionError(`replace_triggered_by names "${text}", which is no resource`);
  return found;
}

/** The construct's path in parentheses behind the address, for messages. */
export function placeText(block: Pick<ResourceBlock, "type" | "name" | "construct">): string {
  return block.construct === undefined ? addressText(block) : `${addressText(block)} (${block.construct})`;
}
