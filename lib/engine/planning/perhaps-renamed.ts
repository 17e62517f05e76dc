import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { objectKey } from "../object-key.js";
import { moveCommand } from "./move-command.js";
import type { Node } from "./node.js";

/**
 * Warns where an object with data goes and a new one of its type comes: it may only have another name in the code. Which
 * object the new one is can't be seen where its identity is given to it, such as a number that is chosen for it.
 */
export function perhapsRenamed(nodes: readonly Node[]): readonly Diagnostic[] {
  const coming = nodes.filter((node) => node.action === "create" && isUnnamed(node));
  const leaving = nodes.filter(({ action, decision }) => action === "delete" && decision.loses.length > 0);
  return leaving.flatMap((old) => {
    const [other, ...more] = coming.filter(({ address }) => address.type === old.address.type);
    return other === undefined || more.length > 0 ? [] : [warningOf(old, other)];
  });
}

function isUnnamed({ definition, planned = {}, block }: Node): boolean {
  return objectKey({ definition, alias: block?.provider.alias, attributes: planned }) === undefined;
}

function warningOf(old: Node, other: Node): Diagnostic {
  return warning(`${old.text} goes and ${other.text} comes`, {
    address: old.text,
    detail: `If it only has another name now: \`${moveCommand(old.text, other)}\` keeps it.`,
  });
}
