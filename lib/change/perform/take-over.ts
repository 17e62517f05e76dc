import { refuse } from "../../diagnostic/refusal.js";
import type { Observed, Resource, Work } from "../../schema/resource.js";
import { parsePath, valueAt, type Path } from "../../value/path.js";
import type { Value, ValueObject } from "../../value/value.js";
import { nothingOwned, type Instance } from "../instance.js";
import { refresh } from "../refresh.js";
import { ownedByCreation } from "../written.js";
import { bring } from "./bring.js";
import { identityOf } from "./read.js";

/** Creates what always exists: writes our keys, and remembers what stood there. */
export async function takeOver<C>(
  resource: Resource<C>,
  work: Work<C>,
  { planned, secrets }: { readonly planned: ValueObject; readonly secrets: ValueObject },
): Promise<{ readonly identity: ValueObject; readonly before: ValueObject }> {
  const identity = identityOf(resource, planned);
  const observed = await existing(resource, work.connection, identity);
  const shown = refresh(
    resource,
    {
      attributes: identity,
      private: { ...nothingOwned, owned: ownedByCreation(resource.attributes, planned) },
    },
    observed,
  );
  await bring(resource, work, { prior: shown, planned, secrets, observed });
  return { identity, before: shown.attributes };
}

/** Deletes what always exists: puts back what stood at our keys before we took over. */
export async function putBack<C>(resource: Resource<C>, work: Work<C>, prior: Instance): Promise<void> {
  const identity = identityOf(resource, prior.attributes);
  const observed = await existing(resource, work.connection, identity);
  const now = refresh(resource, prior, observed);
  const planned = prior.private.owned.reduce<ValueObject>((values, text) => {
    const path = parsePath(text);
    return path === undefined ? values : withValue(values, path, valueAt(prior.private.before, path) ?? null);
  }, now.attributes);
  await bring(resource, work, { prior: now, planned, secrets: {}, observed });
}

async function existing<C>(resource: Resource<C>, connection: C, identity: ValueObject): Promise<Observed> {
  const observed = await resource.verbs.read(connection, identity);
  if (observed === undefined)
    refuse(`${resource.type} can't be read`, {
      detail: "It always exists; the rights of this login may not reach it.",
    });
  return observed;
}

function withValue(values: ValueObject, [step, ...rest]: Path, value: Value): ValueObject {
  const name = String(step);
  const inner = values[name];
  return {
    ...values,
    [name]: rest.length === 0 ? value : withValue((inner ?? {}) as ValueObject, rest, value),
  };
}
