import type { ValueObject } from "../../../lib/value/value.js";
import type { Parameters } from "../api/parameters.js";
import { template } from "./template.js";

/** Where something is in the API: a path, and what must be sent beside it. */
export interface Address {
  readonly path: string;
  readonly parameters: Parameters;
}

/**
 * Reads an address with named parts: `/access/users/{user_id}`, or `/pools?poolid={pool_id}` where the object is named
 * by a parameter; a parameter without a part is always sent: `/storage?type=dir`.
 */
export function addressOf(text: string): {
  readonly names: readonly string[];
  fill(values: ValueObject): Address;
} {
  const [path = "", query = ""] = text.split("?");
  const place = template(path);
  const beside = query === "" ? [] : query.split("&").map((each) => each.split("="));
  const parameters = beside.map(([name = "", value = ""]) => [name, template(value)] as const);
  return {
    names: [...place.names, ...parameters.flatMap(([, { names }]) => names)],
    fill: (values) => ({
      path: place.fill(values, encodeURIComponent),
      parameters: Object.fromEntries(parameters.map(([name, value]) => [name, value.fill(values)])),
    }),
  };
}
