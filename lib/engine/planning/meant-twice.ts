import { identityOf } from "../../change/perform/read.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { containsUnknown } from "../../value/value.js";
import type { Node } from "./node.js";

/**
 * Refuses two resources that mean one object: they would overwrite each other with each apply, or one would take away
 * what the other has made. What always exists, and has no identity, may be shared: each may say another part of it.
 */
export function meantTwice(nodes: readonly Node[]): readonly Diagnostic[] {
  const first = new Map<string, Node>();
  return nodes.flatMap((node): readonly Diagnostic[] => {
    const { definition, planned, block, text } = node;
    if (planned === undefined || definition.identity.length === 0) return [];
    const identity = identityOf(definition, planned);
    if (containsUnknown(identity)) return [];
    const key = JSON.stringify([definition.type, block?.provider.alias ?? null, identity]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, node);
      return [];
    }
    const shared = Object.entries(identity).filter(([, value]) => value !== null);
    return [
      error(`${text} means the same object as ${other.text}`, {
        address: text,
        ...(block?.construct === undefined ? {} : { construct: block.construct }),
        detail: `Both have ${shared.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ")}. An object belongs to one resource: let that one say everything, and take the other out.`,
      }),
    ];
  });
}
