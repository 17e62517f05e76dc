import { identityOf } from "../../change/perform/read.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { addressText } from "../address.js";
import type { StateRecord } from "../state/record.js";
import { moveCommand, shellWord, spoken } from "./move-command.js";
import type { Node } from "./node.js";

/**
 * Says that code means an object which the state holds for another resource, as it does after a new name in the code:
 * it would be destroyed for the old name, and be there already for the new one.
 */
export function heldElsewhere(node: Node, record: Pick<StateRecord, "address" | "deposed">): Diagnostic {
  const { text, address, block, definition, planned = {}, found } = node;
  const holder = addressText(record.address);
  const shared = Object.entries(identityOf(definition, planned)).filter(([, value]) => value !== null);
  const construct = block?.construct;
  const name = spoken(node);
  const keeping =
    found?.record !== undefined || record.deposed !== undefined
      ? []
      : address.type === record.address.type
        ? [`If it only has another name now: \`${moveCommand(holder, node)}\` keeps it.`]
        : [
            `If it only has another type now: \`state rm ${shellWord(holder)}\`, then \`import ${shellWord(name)} ${definition.importId.form}\` keep it.`,
          ];
  return error(`${text} means the object that the state holds as ${holder}`, {
    address: text,
    ...(construct === undefined ? {} : { construct }),
    detail: [
      `Both have ${shared.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(", ")}. An object can't leave one resource and become another's in the same apply.`,
      ...keeping,
      `If a new one is to take its place: take ${name} out of the code, apply, and put it back.`,
    ].join("\n"),
  });
}
