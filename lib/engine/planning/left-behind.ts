import { identityText } from "../../change/perform/identity-text.js";
import type { Intent } from "../../change/journal.js";
import { identityOf } from "../../change/perform/read.js";
import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { equal } from "../../value/equal.js";
import { addressText } from "../address.js";
import type { Context } from "../context.js";
import type { Node } from "./node.js";

/** Warns of what an interrupted apply may have left where no step of this plan goes on with it. */
export async function leftBehind(context: Context, nodes: readonly Node[]): Promise<readonly Diagnostic[]> {
  const left = (await context.journal.openEntries()).filter(
    (intent) => !intent.isAlive && intent.identity !== undefined && !isHeld(context, intent),
  );
  if (left.length === 0) return [];
  const made = nodes.filter(({ action }) => action === "create" || action === "replace");
  return left
    .filter(({ address, type }) =>
      made.every((node) => (address === undefined ? node.address.type !== type : node.text !== address)),
    )
    .map(({ address, type, identity }) =>
      warning(`an interrupted apply may have left a ${type} behind`, {
        ...(address === undefined ? {} : { address }),
        detail: `It is the one with ${identityText(identity ?? {})}, and neither the state nor this plan has it. Delete it by hand, or bring ${address ?? "the resource"} back into the code: the next apply then goes on with it.`,
      }),
    );
}

/** Closes the entries whose object the state already holds: the apply was cut off between saving and closing. */
export async function closeWhatIsHeld(context: Context): Promise<void> {
  const held = (await context.journal.openEntries()).filter((intent) => isHeld(context, intent));
  await Promise.all(held.map(({ id }) => context.journal.close(id)));
}

/** The plugin, which is told no address, writes none: then any record of the type may hold the object. */
function isHeld({ state, definitions }: Context, { type, address: text, identity }: Intent): boolean {
  const definition = definitions.get(type);
  if (definition === undefined || identity === undefined) return false;
  const wanted = identityOf(definition, identity);
  return state.records.some(
    ({ address, instance }) =>
      address.type === type &&
      (text === undefined || addressText(address) === text) &&
      equal(identityOf(definition, instance.attributes), wanted),
  );
}
