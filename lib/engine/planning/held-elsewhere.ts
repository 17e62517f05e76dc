import { identityOf } from "../../change/perform/read.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { addressText } from "../address.js";
import type { StateRecord } from "../state/record.js";
import type { Node } from "./node.js";

/**
 * Says that code means an object which the state holds for another resource, as it does after a new name in the code:
 * it would be destroyed for the old name, and be there already for the new one.
 */
export function heldElsewhere(
  { text, address, block, definition, planned = {}, found }: Node,
  record: Pick<StateRecord, "address" | "deposed">,
): Diagnostic {
  const holder = addressText(record.address);
  const shared = Object.entries(identityOf(definition, planned)).filter(([, value]) => value !== null);
  const construct = block?.construct;
  const name = address.key === undefined ? (construct ?? text) : text;
  const [from, to] = [shellWord(holder), shellWord(name)];
  const keeping =
    found?.record !== undefined || record.deposed !== undefined
      ? []
      : address.type === record.address.type
        ? [`If it only has another name now: \`state mv ${from} ${to}\` keeps it.`]
        : [
            `If it only has another type now: \`state rm ${from}\`, then \`import ${to} ${definition.importId.form}\` keep it.`,
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

/** A key in an address has quotes and brackets, which a shell would take for its own. */
function shellWord(text: string): string {
  return /[^\w./-]/.test(text) ? `'${text}'` : text;
}
