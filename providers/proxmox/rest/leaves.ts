import type { Attributes, Leaf } from "../../../lib/schema/attribute.js";
import type { Path } from "../../../lib/value/path.js";

/** A leaf with its place among the attributes and its name in the API: `next_id.lower` is `next-id.lower`. */
export interface Named {
  readonly leaf: Leaf;
  readonly path: Path;
  /** The parameter. */
  readonly parameter: string;
  /** The sub-key, where the parameter is a property string that several attributes share. */
  readonly property: string | undefined;
}

/** The leaves that an object of the API tells or takes; those inside nested objects too. */
export function leavesOf(attributes: Attributes, path: Path = []): readonly Named[] {
  return Object.entries(attributes).flatMap(([name, attribute]): readonly Named[] => {
    if (attribute.kind === "nested") return leavesOf(attribute.attributes, [...path, name]);
    if (attribute.kind !== "leaf") return [];
    const [parameter = name, property] = (attribute.key ?? name).split(".");
    return [{ leaf: attribute, path: [...path, name], parameter, property }];
  });
}
