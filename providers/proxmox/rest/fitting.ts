import type { Attributes } from "../../../lib/schema/attribute.js";
import type { ValueObject } from "../../../lib/value/value.js";

/** The parts of an import id, where each that is there is what its attribute takes. */
export function fitting(attributes: Attributes, parts: ValueObject | undefined): ValueObject | undefined {
  const doFit = Object.entries(parts ?? {}).every(([name, part]) => {
    const attribute = attributes[name];
    return part === null || (attribute?.kind === "leaf" && attribute.type.safeParse(part).success);
  });
  return doFit ? parts : undefined;
}
