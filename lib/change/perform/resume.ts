import { refuse } from "../../diagnostic/refusal.js";
import type { Tasks } from "../../schema/provider.js";
import type { Begun } from "../../schema/resource.js";
import { equal } from "../../value/equal.js";
import { containsUnknown, type ValueObject } from "../../value/value.js";
import { nothingOwned, type Instance } from "../instance.js";
import type { Intent } from "../journal.js";
import { refresh } from "../refresh.js";
import { bring } from "./bring.js";
import { identityOf } from "./read.js";
import type { Making, Surroundings } from "./step.js";
import { workOf } from "./work.js";

/** The journal's entry of an earlier, interrupted create that this one must go on with. */
export async function interruptedIntent<C extends Tasks>(
  { resource, typeName, address }: Making<C>,
  { journal }: Surroundings<C>,
  wish: string,
): Promise<Intent | undefined> {
  const left = await journal.leftBehind(typeName);
  const earlier = left.find((intent) =>
    address !== undefined && intent.address !== undefined
      ? intent.address === address
      : intent.fingerprint === wish,
  );
  if (earlier?.answered === true && address === undefined)
    refuse(`an earlier apply made exactly this ${resource.type} and the state does not have it`, {
      detail: `It is ${JSON.stringify(earlier.identity)}. Import it, or delete it and apply again.`,
    });
  return earlier;
}

/**
 * Waits for what the interrupted create started and brings what it made to the wish of now. Undefined where there is
 * nothing to go on with.
 */
export async function resume<C extends Tasks>(
  { resource, planned }: Making<C>,
  around: Surroundings<C>,
  { intent, secrets }: { readonly intent: Intent; readonly secrets: ValueObject },
): Promise<ValueObject | undefined> {
  const { identity } = intent;
  if (identity === undefined) return undefined;
  const { work } = workOf(around, intent.id);
  // A task that failed is no reason to stop: what it left, if anything, is read next.
  if (intent.task !== undefined) await work.task(intent.task).catch(() => undefined);
  around.connection.forget();
  const observed = await resource.verbs.read(around.connection, identity);
  if (observed === undefined || !(await isOurs(resource.verbs.isOurs, around, intent))) return undefined;

  const made: Instance = { attributes: identity, private: { ...nothingOwned, owned: [...intent.writes] } };
  const prior = refresh(resource, made, {
    ...observed,
    attributes: { ...identity, ...observed.attributes },
  });
  const isOther = Object.entries(identityOf(resource, planned)).some(
    ([name, value]) => !containsUnknown(value) && !equal(value, identity[name] ?? null),
  );
  if (isOther) {
    await resource.verbs.delete?.(work, {
      identity,
      prior: prior.attributes,
      observed,
    });
    return undefined;
  }
  await bring(resource, work, { prior, planned, secrets, observed });
  return identity;
}

async function isOurs<C extends Tasks>(
  ask: ((connection: C, begun: Begun) => Promise<boolean>) | undefined,
  { connection }: Surroundings<C>,
  { identity, proof = null, since, task }: Intent,
): Promise<boolean> {
  if (task !== undefined || ask === undefined || identity === undefined) return true;
  return ask(connection, { identity, proof, since });
}
