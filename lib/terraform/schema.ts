import type { Attribute, Attributes, Entries, Leaf, Nested, Role } from "../schema/attribute.js";
import { valueTypeOf } from "../schema/inspect.js";
import type { Loader, Provider } from "../schema/provider.js";
import type { Resource } from "../schema/resource.js";
import { typeJson } from "../schema/type-json.js";
import { schemaMessage } from "./wire/messages.js";
import { encode, type Plain } from "./wire/protobuf.js";

const markdown = 1;
/** Of attributes, and of blocks by the same numbers. */
const nesting = { nested: 1, list: 2, set: 3, slots: 4 } as const;

/** Schemas as Terraform reads them, encoded ahead of time: by type name, and the provider's own. */
export interface EncodedSchemas {
  readonly provider: Uint8Array;
  readonly resources: Readonly<Record<string, Uint8Array>>;
  readonly dataSources: Readonly<Record<string, Uint8Array>>;
}

/** The same as text, which a file of JSON can hold. */
export interface EncodedTexts {
  readonly provider: string;
  readonly resources: Readonly<Record<string, string>>;
  readonly dataSources: Readonly<Record<string, string>>;
}

/** Encodes every schema of a provider; loads every definition, so it belongs into the build. */
export async function encodeSchemas(
  provider: Pick<Provider, "configuration" | "description" | "catalog" | "dataSources">,
): Promise<EncodedSchemas> {
  return {
    provider: encodeSchema({ attributes: provider.configuration, description: provider.description }),
    resources: await encodeAll(provider.catalog),
    dataSources: await encodeAll(provider.dataSources),
  };
}

async function encodeAll(
  definitions: Readonly<Record<string, Loader<Described>>>,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const all = Object.entries(definitions).map(
    async ([name, load]) => [name, encodeSchema(await load())] as const,
  );
  return Object.fromEntries(await Promise.all(all));
}

type Described = Pick<Resource, "attributes" | "description" | "version">;

function encodeSchema({ attributes, description, version = 0 }: Described): Uint8Array {
  return encode(schemaMessage, { version, block: blockOf(attributes, { description }) });
}

function blockOf(
  attributes: Attributes,
  { description, deprecated }: { readonly description: string; readonly deprecated?: string },
): Plain {
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
              nesting: nestingOf(attribute),
              block: blockOf(attribute.attributes, attribute),
              min_items: attribute.role === "required" ? 1 : 0,
              max_items: attribute.kind === "entries" ? (attribute.max ?? 0) : 0,
            },
          ]
        : [],
    ),
    description,
    description_kind: markdown,
    deprecated: deprecated !== undefined,
  };
}

/** Whether users write the attribute as a block: `rule { ... }`. */
function isBlock(attribute: Attribute): attribute is Entries | Nested {
  return (attribute.kind === "entries" || attribute.kind === "nested") && attribute.block === true;
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
      type: Buffer.from(JSON.stringify(typeJson(valueTypeOf(attribute.type)))),
      sensitive: attribute.sensitive === true || attribute.writeOnly !== undefined,
      write_only: attribute.writeOnly !== undefined,
      deprecated: attribute.deprecated !== undefined,
    };
  const inner = Object.entries(attribute.attributes).map(([each, nested]) => attributeOf(each, nested));
  return { ...shared, nested_type: { attributes: inner, nesting: nestingOf(attribute) } };
}

function nestingOf(attribute: Exclude<Attribute, Leaf>): number {
  if (attribute.kind !== "entries") return nesting[attribute.kind];
  return attribute.unordered === "set" ? nesting.set : nesting.list;
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
