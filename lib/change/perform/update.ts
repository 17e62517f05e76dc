import { error } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Tasks } from "../../schema/provider.js";
import type { Change, Observed, Resource } from "../../schema/resource.js";
import { equal } from "../../value/equal.js";
import { pathText, valueAt } from "../../value/path.js";
import type { ValueObject } from "../../value/value.js";
import { decide } from "../decide.js";
import type { Instance } from "../instance.js";
import { refresh } from "../refresh.js";
import { settle, settlePartly } from "../settle.js";
import { ownedAfter } from "../written.js";
import { bring } from "./bring.js";
import { identityText } from "./identity-text.js";
import { identityOf } from "./read.js";
import { secretsToWrite } from "./secrets.js";
import type { Outcome, Step, Surroundings } from "./step.js";
import { rememberedBefore } from "./take-over.js";
import { workOf } from "./work.js";

export type Changing<C> = Step<C> & { readonly prior: Instance; readonly planned: ValueObject };

/** Brings an object from prior to planned, unless somebody changed it since the plan. */
export async function performUpdate<C extends Tasks>(
  step: Changing<C>,
  around: Surroundings<C>,
): Promise<Outcome> {
  const { resource, prior, planned } = step;
  const identity = identityOf(resource, prior.attributes);
  const { work, warnings } = workOf(around, undefined);
  try {
    around.connection.forget();
    const observed = await resource.verbs.read(around.connection, identity);
    if (observed === undefined) return { instance: prior, diagnostics: [isGone(resource, identity)] };
    const now = refresh(resource, prior, observed);
    const foreign = foreignChanges(resource, prior, now);
    if (foreign.length > 0) return { instance: now, diagnostics: [changedSince(resource, foreign)] };
    const secrets = secretsToWrite(resource.attributes, step.configuration, {
      prior: prior.attributes,
      planned,
    });
    const { changes } = decide(resource, { prior: now, planned });
    try {
      await bring(resource, work, { prior: now, planned, secrets, observed });
    } catch (thrown) {
      const achieved = await whatWasAchieved(step, around, changes);
      const instance = remembering(resource, achieved, { prior, changes, observed });
      return { instance, diagnostics: [...warnings, ...diagnosticsOf(thrown)] };
    }
    around.connection.forget();
    const after = await resource.verbs.read(around.connection, identity);
    if (after === undefined)
      return { instance: undefined, diagnostics: [...warnings, isGone(resource, identity)] };
    const instance = afterSuccess(step, after, changes);
    return { instance: remembering(resource, instance, { prior, changes, observed }), diagnostics: warnings };
  } catch (thrown) {
    return { instance: prior, diagnostics: [...warnings, ...diagnosticsOf(thrown)] };
  } finally {
    around.connection.forget();
  }
}

function afterSuccess<C>(
  { resource, prior, planned }: Changing<C>,
  observed: Observed,
  changes: readonly Change[],
): Instance {
  const attributes = settle(resource.attributes, planned, observed.attributes as ValueObject);
  const owned = ownedAfter(resource.attributes, prior.private.owned, changes);
  const seen = refresh(resource, { attributes, private: { ...prior.private, owned } }, observed);
  return { attributes, private: { ...seen.private, owned } };
}

/** A singleton gives back what stood at its keys, those included that it took with a change. */
function remembering<C>(
  resource: Resource<C>,
  instance: Instance,
  {
    prior,
    ...what
  }: { readonly prior: Instance; readonly changes: readonly Change[]; readonly observed: Observed },
): Instance {
  if (resource.singleton !== true) return instance;
  const before = rememberedBefore(resource, prior.private, what);
  return { ...instance, private: { ...instance.private, before } };
}

/** Owned grows by what was really written, and only by that. */
async function whatWasAchieved<C extends Tasks>(
  { resource, prior, planned }: Changing<C>,
  { connection }: Surroundings<C>,
  changes: readonly Change[],
): Promise<Instance> {
  connection.forget();
  const observed = await resource.verbs
    .read(connection, identityOf(resource, prior.attributes))
    .catch(() => undefined);
  if (observed === undefined) return prior;
  const refreshed = refresh(resource, prior, observed);
  const attributes = settlePartly(resource.attributes, {
    planned,
    refreshed: refreshed.attributes,
    observed: observed.attributes as ValueObject,
  });
  const reached = changes.filter(({ path, after }) => equal(valueAt(attributes, path) ?? null, after));
  return {
    attributes,
    private: {
      ...refreshed.private,
      owned: ownedAfter(resource.attributes, refreshed.private.owned, reached),
    },
  };
}

/** What differs, to the author, between the object that the plan knew and the object as it is. */
export function foreignChanges<C>(
  resource: Resource<C>,
  planned: Instance,
  now: Instance,
): readonly Change[] {
  return decide({ ...resource, rules: {} }, { prior: planned, planned: now.attributes }).changes;
}

export function changedSince<C>(resource: Resource<C>, changes: readonly Change[]) {
  return error(`this ${resource.type} was changed since the plan`, {
    detail: `Changed by somebody else: ${changes.map(({ path }) => pathText(path)).join(", ")}. Nothing was written to it. Plan again to see what it means now.`,
  });
}

function isGone<C>(resource: Resource<C>, identity: ValueObject) {
  return error(`this ${resource.type} is gone`, {
    detail: `It existed (${identityText(identity)}) when the plan was made. Plan again to make it anew.`,
  });
}
