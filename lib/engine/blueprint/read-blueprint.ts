import { createHash } from "node:crypto";

import { parseBody } from "../../expression/parse-body.js";
import { references } from "../../expression/references.js";
import { isObject, type Value, type ValueObject } from "../../value/value.js";
import { parseAddress, type Address } from "../address.js";
import { statePathOf } from "./backend.js";
import {
  remoteState,
  type Blueprint,
  type OutputBlock,
  type ProviderBlock,
  type RemoteState,
  type VariableBlock,
} from "./blueprint.js";
import { readData, readResource, type Written } from "./read-resource.js";
import { blocksOf, listed, Reading } from "./reading.js";

/** Understands a stack's `cdk.tf.json`. Throws a refusal with all that is not understood. */
export function readBlueprint(
  json: ValueObject,
  { stack, file }: { readonly stack: string; readonly file: string },
): Blueprint {
  const reading = new Reading();
  for (const name of Object.keys(json))
    if (!understood.includes(name))
      reading.refuse(`"${name}" blocks are not supported by the embedded engine`, {
        detail: "Apply this stack with Terraform (cdktf deploy).",
      });
  const terraform = listed(json["terraform"]);
  const blueprint: Blueprint = {
    stack,
    fingerprint: createHash("sha256").update(JSON.stringify(json)).digest("hex"),
    statePath: statePathOf(reading, terraform, { stack, file }),
    sources: sourcesOf(terraform),
    providers: blocksOf(json["provider"]).map(([name, body]) => readProvider(reading, name, body)),
    variables: Object.fromEntries(
      blocksOf(json["variable"]).map(([name, body]) => [name, readVariable(body)]),
    ),
    locals: Object.fromEntries(
      listed(json["locals"]).flatMap((body) =>
        Object.entries(body)
          .filter(([name]) => name !== "//")
          .map(([name, value]) => [name, reading.expression(value, { address: "locals", name })]),
      ),
    ),
    outputs: Object.fromEntries(
      blocksOf(json["output"]).map(([name, body]): [string, OutputBlock] => [
        name,
        {
          value: reading.expression(body["value"] ?? null, { address: `output.${name}`, name: "value" }),
          sensitive: body["sensitive"] === true,
        },
      ]),
    ),
    remoteStates: remoteStatesOf(reading, json["data"]),
    resources: namedBlocks(json["resource"]).map((block) => readResource(reading, block)),
    data: namedBlocks(json["data"])
      .filter(({ type }) => type !== remoteState)
      .map((block) => readData(reading, block)),
    moves: listed(json["moved"]).flatMap((body) => {
      const [from, to] = [addressOf(reading, body, "from"), addressOf(reading, body, "to")];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    imports: listed(json["import"]).flatMap((body) => {
      const to = addressOf(reading, body, "to");
      if (to === undefined) return [];
      return [{ to, id: reading.expression(body["id"] ?? null, { address: "import", name: "id" }) }];
    }),
    removals: listed(json["removed"]).flatMap((body) => {
      const from = addressOf(reading, body, "from");
      const destroys = listed(body["lifecycle"])[0]?.["destroy"] !== false;
      return from === undefined ? [] : [{ from, destroys }];
    }),
  };
  for (const [name, expression] of Object.entries(blueprint.locals))
    reading.attempt(`local.${name}`, () => references(expression));
  for (const [name, { value }] of Object.entries(blueprint.outputs))
    reading.attempt(`output.${name}`, () => references(value));
  reading.throwIfWrong();
  return blueprint;
}

const understood = [
  "//",
  "terraform",
  "provider",
  "variable",
  "locals",
  "output",
  "data",
  "resource",
  "moved",
  "import",
  "removed",
];

function sourcesOf(terraform: readonly ValueObject[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    terraform
      .flatMap((block) => listed(block["required_providers"]))
      .flatMap((block) => Object.entries(block))
      .flatMap(([name, entry]): [string, string][] => {
        const source = isObject(entry) ? entry["source"] : undefined;
        return typeof source === "string" ? [[name, fullSource(source)]] : [];
      }),
  );
}

/** `pve-cdk/proxmox` with the registry that Terraform fills in, which is how the state names it. */
export function fullSource(source: string): string {
  const parts = source.split("/");
  if (parts.length === 1) return `registry.terraform.io/hashicorp/${source}`;
  return parts.length === 2 ? `registry.terraform.io/${source}` : source;
}

function readProvider(reading: Reading, name: string, body: ValueObject): ProviderBlock {
  const alias = body["alias"];
  const address = `provider.${name}`;
  return {
    name,
    ...(typeof alias === "string" ? { alias } : {}),
    configuration: Object.fromEntries(
      Object.entries(body)
        .filter(([argument]) => argument !== "alias" && argument !== "//")
        .map(([argument, value]) => [argument, reading.expression(value, { address, name: argument })]),
    ),
  };
}

function readVariable(body: ValueObject): VariableBlock {
  const type = body["type"];
  return {
    ...(typeof type === "string" ? { type: type.replace(/^\$\{(.*)\}$/s, "$1") } : {}),
    ...(body["default"] === undefined ? {} : { default: body["default"] }),
    sensitive: body["sensitive"] === true,
    nullable: body["nullable"] !== false,
  };
}

function remoteStatesOf(reading: Reading, data: Value | undefined): Readonly<Record<string, RemoteState>> {
  const blocks = namedBlocks(data).filter(({ type }) => type === remoteState);
  return Object.fromEntries(
    blocks.flatMap(({ name, body }): [string, RemoteState][] => {
      const address = `data.${remoteState}.${name}`;
      const config = listed(body["config"])[0];
      if (body["backend"] === "local" && config !== undefined)
        return [[name, { path: parseBody(config["path"] ?? null) }]];
      reading.refuse(`${address}: the other stack's state does not lie in a local file`, { address });
      return [];
    }),
  );
}

/** Blocks that stand under a type and a name. */
function namedBlocks(value: Value | undefined): readonly Written[] {
  return blocksOf(value).flatMap(([type, byName]) =>
    Object.entries(byName).flatMap(([name, body]) =>
      isObject(body) && name !== "//" ? [{ type, name, body }] : [],
    ),
  );
}

function addressOf(reading: Reading, body: ValueObject, name: "from" | "to"): Address | undefined {
  const text = body[name];
  const address = typeof text === "string" ? parseAddress(text.replace(/^\$\{(.*)\}$/s, "$1")) : undefined;
  if (address === undefined || address.mode === "data")
    reading.refuse(`${JSON.stringify(text)} is no resource of this stack`, {
      detail: `It stands as "${name}" in a moved, import or removed block; the form is <type>.<name> or <type>.<name>["key"].`,
    });
  return address;
}
