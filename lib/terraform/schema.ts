import type { Attribute, Attributes, Leaf, Role } from "../schema/attribute.js";
import { valueTypeOf } from "../schema/inspect.js";
import type { Provider } from "../schema/provider.js";
import type { Resource } from "../schema/resource.js";
import { schemaMessage } from "./wire/messages.js";
import { encode, type Plain } from "./wire/protobuf.js";

const markdown = 1;
const nesting = { nested: 1, entries: 2, slots: 4 } as const;
const listBlock = 2;

/** Schemas as Terraform reads them, encoded ahead of time: by type name, and the provider's own. */
export interface EncodedSchemas {
  readonly provider: Uint8Array;
  readonly resources: Readonly<Record<string, Uint8Array>>;
}

/** Encodes every schema of a provider; loads every definition, so it belongs into the build. */
export async function encodeSchemas(
  provider: Pick<Provider, "configuration" | "description" | "catalog">,
): Promise<EncodedSchemas> {
  const resources = await Promise.all(
    Object.entries(provider.catalog).map(async ([name, load]) => [name, encodeSchema(await load())] as const),
  );
  return {
    provider: encode(schemaMessage, {
      block: blockOf(provider.configuration, { description: provider.description }),
    }),
    resources: Object.fromEntries(resources),
  };
}

function encodeSchema(resource: Pick<Resource, "attributes" | "description" | "version">): Uint8Array {
  return encode(schemaMessage, {
    version: resource.version ?? 0,
    block: blockOf(resource.attributes, resource),
  });
}

function blockOf(attributes: Attributes, { description }: { readonly description: string }): Plain {
  const all = Object.entries(attributes);
  return {
    attributes: all
      .filter(([, attribute]) => !isBlock(attribute))
      .map(([name, attribute]) => attributeOf(name, attribute)),
    block_types: all.flatMap(([name, attribute]) =>
      isBlock(attribute)
        ? [
            {
              type_name: name,
              nesting: listBlock,
              block: blockOf(attribute.attributes, attribute),
              min_items: attribute.role === "required" ? 1 : 0,
            },
          ]
        : [],
    ),
    description,
    description_kind: markdown,
  };
}

/** Whether users write the attribute as a block: `rule { ... }`. */
export function isBlock(attribute: Attribute): attribute is Extract<Attribute, { kind: "entries" }> {
  return attribute.kind === "entries" && attribute.block === true;
}

function attributeOf(name: string, attribute: Attribute): Plain {
  const shared = {
    name,
    description: attribute.description,
    description_kind: markdown,
    ...flags(attribute),
  };
  if (attribute.kind === "leaf")
    return {
      ...shared,
      type: Buffer.from(JSON.stringify(typeJson(attribute))),
      sensitive: attribute.sensitive === true || attribute.writeOnly !== undefined,
      write_only: attribute.writeOnly !== undefined,
      deprecated: attribute.deprecated !== undefined,
    };
  const inner = Object.entries(attribute.attributes).map(([each, nested]) => attributeOf(each, nested));
  return { ...shared, nested_type: { attributes: inner, nesting: nesting[attribute.kind] } };
}

function flags(attribute: Attribute): {
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
} {
  const has = (...roles: readonly Role[]) => roles.includes(attribute.role);
  const hasDefault = attribute.kind === "leaf" && attribute.default !== undefined;
  const isWriteOnly = attribute.kind === "leaf" && attribute.writeOnly !== undefined;
  return {
    required: has("required"),
    optional: has("optional", "managed", "assigned"),
    // Core refuses a write-only attribute that is computed.
    computed: !isWriteOnly && (has("managed", "computed", "assigned") || hasDefault),
  };
}

/** A type as cty writes it: `"string"`, `["set","string"]`. */
function typeJson(leaf: Leaf): unknown {
  const json = (type: ReturnType<typeof valueTypeOf>): unknown => {
    if (typeof type === "string") return type;
    if ("object" in type)
      return [
        "object",
        Object.fromEntries(Object.entries(type.object).map(([name, each]) => [name, json(each)])),
      ];
    const [[kind, element]] = Object.entries(type) as [[string, ReturnType<typeof valueTypeOf>]];
    return [kind, json(element)];
  };
  return json(valueTypeOf(leaf.type));
}
