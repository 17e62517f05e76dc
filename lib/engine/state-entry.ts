import { randomBytes } from "node:crypto";

import { sensitiveAt } from "../expression/marked.js";
import { addressText, blockAddress } from "./address.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import { maskValues, maskWith } from "./mask.js";
import type { StateEntry } from "./stack.js";
import type { StateRecord } from "./state/record.js";

/** An object of the state as it is shown: without secrets, and with its place in the code. */
export function stateEntry(
  { resources }: Pick<Blueprint, "resources">,
  { address, instance, dependencies, tainted, sensitive }: StateRecord,
): StateEntry {
  const construct = resources.find((block) => blockAddress(block) === blockAddress(address))?.construct;
  return {
    address: addressText(address),
    type: address.type,
    ...(construct === undefined ? {} : { construct }),
    tainted,
    dependsOn: dependencies,
    attributes: maskValues(
      instance.attributes,
      sensitive.map(sensitiveAt),
      maskWith(randomBytes(12).toString("hex")),
    ),
    owned: instance.private.owned,
  };
}
