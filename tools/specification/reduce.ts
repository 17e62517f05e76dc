import type { Method, Shape } from "../../providers/proxmox/api/specification/specification.js";

/** A method as `apidoc.js` describes it. */
export interface DescribedMethod {
  readonly method: string;
  readonly path: string;
  readonly allowtoken?: number;
  readonly parameters?: { readonly additionalProperties?: unknown; readonly properties?: object };
  readonly permissions?: object;
  readonly proxyto?: string;
  readonly returns?: object;
}

/** What a description says for people, not for a server. */
const prose = new Set([
  "description",
  "verbose_description",
  "title",
  "typetext",
  "format_description",
  "renderer",
  "links",
  "print_width",
]);
/** What a declared answer is made of; the rest of its schema says nothing about its shape. */
const shapely = new Set(["type", "optional", "items", "properties", "enum", "minimum"]);

/** What routing, verification, permissions and declared answers need of a described method. */
export function reduced(described: DescribedMethod): Method {
  const { method, path, parameters = {}, permissions, returns = { type: "null" } } = described;
  const properties = withoutProse(parameters.properties ?? {});
  return {
    method: method as Method["method"],
    path,
    ...(Object.keys(properties).length === 0 ? {} : { parameters: properties as Method["parameters"] }),
    ...(parameters.additionalProperties === undefined || Number(parameters.additionalProperties) === 0
      ? {}
      : { open: true }),
    ...(permissions === undefined ? {} : { permissions: withoutProse(permissions) }),
    ...(described.allowtoken === 0 ? { refusesTokens: true } : {}),
    ...(described.proxyto === "node" ? { proxied: true } : {}),
    returns: shape(returns) as Shape,
  };
}

/** Drops prose from schemas, but no parameter that happens to have such a name. */
function withoutProse(value: unknown): object {
  return Object.fromEntries(
    Object.entries(value as object).map(([name, schema]) => [name, schemaWithoutProse(schema)]),
  );
}

function schemaWithoutProse(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(schemaWithoutProse);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !prose.has(key) || typeof value === "object")
      .map(([key, value]) => [key, schemaWithoutProse(value)]),
  );
}

function shape(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => shapely.has(key))
      .map(([key, value]) => [
        key,
        key === "items"
          ? shape(value)
          : key === "properties"
            ? Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, shape(each)]))
            : value,
      ]),
  );
}
