import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf, Refusal } from "../../diagnostic/refusal.js";
import type { Attributes } from "../../schema/attribute.js";
import type { Tasks } from "../../schema/provider.js";
import type { Creation, Work } from "../../schema/resource.js";
import { nullForUnknown } from "../../value/known.js";
import { containsUnknown, type ValueObject } from "../../value/value.js";
import { nothingOwned, type PrivateData } from "../instance.js";
import type { Intent } from "../journal.js";
import { refresh } from "../refresh.js";
import { settle } from "../settle.js";
import { ownedByCreation } from "../written.js";
import { fingerprint } from "./fingerprint.js";
import { identityText } from "./identity-text.js";
import { existsAlready, identityOf } from "./read.js";
import { interruptedIntent, resume } from "./resume.js";
import { secretsToWrite } from "./secrets.js";
import type { Making, Outcome, Surroundings } from "./step.js";
import { takeOver } from "./take-over.js";
import { workOf } from "./work.js";

/**
 * Makes an object. What fails half-way leaves no instance: the journal remembers it, and the next create of the same
 * wish goes on where this one stopped (Terraform would destroy an instance that came with an error).
 */
export async function performCreate<C extends Tasks>(
  step: Making<C>,
  around: Surroundings<C>,
): Promise<Outcome> {
  const { resource, planned } = step;
  const secrets = secretsToWrite(resource.attributes, step.configuration, { prior: undefined, planned });
  let intent: Intent | undefined;
  try {
    const wish = fingerprint(step.typeName, planned);
    const earlier = await interruptedIntent(step, around, wish);
    const resumed =
      earlier === undefined ? undefined : await resume(step, around, { intent: earlier, secrets });
    if (earlier !== undefined && resumed === undefined) await around.journal.close(earlier.id);
    if (earlier !== undefined && resumed !== undefined) {
      intent = earlier;
      return await seen(step, around, { intent, identity: resumed, warnings: [], revealed: {} });
    }
    if (resource.singleton !== true) await refuseExisting(step, around);
    intent = await begin(step, around, wish);
    const { work, warnings, revealed } = workOf(around, intent.id);
    const made = await make(step, work, secrets);
    return await seen(step, around, { intent, ...made, warnings, revealed });
  } catch (thrown) {
    if (intent !== undefined) await closeIfNothingWasMade(step, around, intent);
    return { instance: undefined, diagnostics: diagnosticsOf(thrown) };
  } finally {
    around.connection.forget();
  }
}

async function begin<C extends Tasks>(
  { resource, typeName, address, planned }: Making<C>,
  { journal }: Surroundings<C>,
  wish: string,
): Promise<Intent> {
  const writes = ownedByCreation(resource.attributes, planned);
  return journal.begin({
    type: typeName,
    fingerprint: wish,
    writes,
    ...(address === undefined ? {} : { address }),
  });
}

interface Made {
  readonly identity: ValueObject;
  readonly before?: ValueObject;
}

async function make<C extends Tasks>(
  { resource, planned }: Making<C>,
  work: Work<C>,
  secrets: ValueObject,
): Promise<Made> {
  if (resource.singleton === true) return takeOver(resource, work, { planned, secrets });
  if (resource.verbs.create === undefined) throw new Error(`${resource.type} has no create`);
  const creation = { planned: nullForUnknown(planned), secrets } as unknown as Creation<Attributes>;
  return { identity: await resource.verbs.create(work, creation) };
}

async function refuseExisting<C extends Tasks>(
  { resource, planned }: Making<C>,
  { connection }: Surroundings<C>,
): Promise<void> {
  const identity = identityOf(resource, planned);
  if (containsUnknown(identity) || resource.rules?.overwrites?.(planned) === true) return;
  if ((await resource.verbs.read(connection, identity)) !== undefined)
    throw new Refusal([existsAlready(resource, identity)]);
}

async function seen<C extends Tasks>(
  { resource, planned }: Making<C>,
  { connection, journal }: Surroundings<C>,
  made: Made & {
    readonly intent: Intent;
    readonly warnings: readonly Diagnostic[];
    readonly revealed: ValueObject;
  },
): Promise<Outcome> {
  const { identity, intent, warnings, before, revealed } = made;
  connection.forget();
  await journal.note(intent.id, { identity });
  const observed = await resource.verbs.read(connection, identity);
  if (observed === undefined)
    throw new Refusal([
      ...warnings,
      error(`the new ${resource.type} (${identityText(identity)}) can't be found`, {
        detail: "Making it was reported as successful, and yet it isn't there.",
      }),
    ]);
  const attributes = settle(resource.attributes, planned, {
    ...observed.attributes,
    ...identity,
    ...revealed,
  } as ValueObject);
  const data: PrivateData = {
    ...nothingOwned,
    owned: ownedByCreation(resource.attributes, planned),
    ...(before === undefined ? {} : { before }),
  };
  const { others, facts } = refresh(resource, { attributes, private: data }, observed).private;
  await journal.note(intent.id, { answered: true });
  return {
    instance: { attributes, private: { ...data, others, facts } },
    diagnostics: warnings,
    intent: intent.id,
  };
}

/** An entry stays only where something may have been made: the next create must find it. */
async function closeIfNothingWasMade<C extends Tasks>(
  { resource, typeName }: Making<C>,
  around: Surroundings<C>,
  { id }: Intent,
): Promise<void> {
  const intent = (await around.journal.open(typeName)).find((each) => each.id === id);
  if (intent?.identity !== undefined) {
    around.connection.forget();
    const remains = await resource.verbs.read(around.connection, intent.identity).then(
      (observed) => observed !== undefined,
      () => true,
    );
    if (remains) return;
  }
  await around.journal.close(id);
}
