import { identityOf } from "../../change/perform/read.js";
import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { grouped } from "../../value/grouped.js";
import { objectKey } from "../object-key.js";
import { heldElsewhere } from "./held-elsewhere.js";
import type { Found, Node } from "./node.js";

/**
 * Refuses what means an object that is another's: two resources would overwrite each other with each apply; and where
 * the other is only in the state, as it is after a new name in the code, the object would go with it. What always
 * exists, and has no identity, may be shared: each may say another part of it.
 */
export function meantTwice(nodes: readonly Node[], found: readonly Found[]): readonly Diagnostic[] {
  const meaning = grouped(
    nodes.filter((node) => keyOf(node) !== undefined),
    keyOf,
  );
  const forgotten = new Set(nodes.filter(({ action }) => action === "forget").map((node) => node.found));
  return [
    ...[...meaning.values()].flatMap(([first, ...others]) => others.map((node) => sharedWith(node, first))),
    ...found
      .filter((each) => !forgotten.has(each))
      .flatMap((each) => {
        const { record } = each;
        const claims = meaning.get(heldBy(each)) ?? [];
        const [claim] = claims;
        return record === undefined || claim === undefined || claims.some((node) => node.found === each)
          ? []
          : [heldElsewhere(claim, record)];
      }),
  ];
}

function keyOf({ definition, planned, block }: Node): string | undefined {
  return planned === undefined
    ? undefined
    : objectKey({ definition, alias: block?.provider.alias, attributes: planned });
}

function heldBy({ definition, prior, record }: Found): string | undefined {
  return prior === undefined
    ? undefined
    : objectKey({ definition, alias: record?.alias, attributes: prior.attributes });
}

function sharedWith({ text, block, definition, planned = {} }: Node, other: Node): Diagnostic {
  const shared = Object.entries(identityOf(definition, planned)).filter(([, value]) => value !== null);
  return error(`${text} means the same object as ${other.text}`, {
    address: text,
    ...(block?.construct === undefined ? {} : { construct: block.construct }),
    detail: `Both have ${shared.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ")}. An object belongs to one resource: let that one say everything, and take the other out.`,
  });
}
