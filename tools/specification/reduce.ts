import type { Method, Shape } from "../../providers/proxmox/api/specification/specification.js";

/** A method as `apidoc.js` describes it. */
export interface DescribedMethod {
  readonly method: string;
  readonly path: string;
  readonly allowtoken?: number;
  readonly parameters?: DescribedParameters;
  readonly permissions?: object;
  readonly proxyto?: string;
  readonly returns?: object;
}

interface DescribedParameters {
  readonly additionalProperties?: unknown;
  readonly properties?: object;
  readonly allOf?: readonly (DescribedParameters | DescribedVariants)[];
}

/** Parameters of which some depend on what another one says. */
interface DescribedVariants {
  readonly "type-property": string;
  readonly "type-property-schema": object;
  readonly oneOf: readonly { readonly "instance-type": string; readonly properties: object }[];
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
  const parts = parameters.allOf ?? [parameters];
  const variants = parts.filter((part) => "oneOf" in part);
  const properties = withoutProse(
    Object.assign(
      {},
      ...parts.map((part) => ("oneOf" in part ? typeProperty(part) : part.properties)),
    ) as object,
  );
  return {
    method: method as Method["method"],
    path,
    ...(Object.keys(properties).length === 0 ? {} : { parameters: properties as Method["parameters"] }),
    ...(variants.length === 0 ? {} : { variants: variantsOf(variants) }),
    ...(parameters.additionalProperties === undefined || Number(parameters.additionalProperties) === 0
      ? {}
      : { open: true }),
    ...(permissions === undefined ? {} : { permissions: withoutProse(permissions) }),
    ...(described.allowtoken === 0 ? { refusesTokens: true } : {}),
    ...(described.proxyto === "node" ? { proxied: true } : {}),
    returns: shape(returns) as Shape,
  };
}

function typeProperty(part: DescribedVariants): object {
  return { [part["type-property"]]: part["type-property-schema"] };
}

function variantsOf(parts: readonly DescribedVariants[]): NonNullable<Method["variants"]> {
  return Object.fromEntries(
    parts.flatMap(({ oneOf }) =>
      oneOf.map((each) => [
        each["instance-type"],
        withoutProse(each.properties) as Method["parameters"] & object,
      ]),
    ),
  );
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
      // A description may name a list of words and then have none.
      .filter(([key, value]) => (!prose.has(key) || typeof value === "object") && value !== null)
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
