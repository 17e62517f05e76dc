import { refuse } from "../../diagnostic/refusal.js";
import type { Change, Observed, Resource, Work } from "../../schema/resource.js";
import { parsePath, pathText, valueAt, type Path } from "../../value/path.js";
import type { Value, ValueObject } from "../../value/value.js";
import { nothingOwned, type Instance, type PrivateData } from "../instance.js";
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

/** Deletes what always exists: puts back what stood at our keys before we took over. What it belonged to may be gone. */
export async function putBack<C>(resource: Resource<C>, work: Work<C>, prior: Instance): Promise<void> {
  const identity = identityOf(resource, prior.attributes);
  const observed = await resource.verbs.read(work.connection, identity);
  if (observed === undefined) return;
  const now = refresh(resource, prior, observed);
  const { owned, before = {} } = prior.private;
  const always = Object.keys(before)
    .filter((name) => isAlwaysOurs(resource, [name]))
    .map((name): Path => [name]);
  const planned = [...pathsOf(owned), ...always].reduce<ValueObject>(
    (values, path) => withValue(values, path, valueAt(before, path) ?? null),
    now.attributes,
  );
  await bring(resource, work, { prior: now, planned, secrets: {}, observed });
}

/** What stood there before, and where a change makes further keys ours, what stood at those. */
export function rememberedBefore<C>(
  resource: Resource<C>,
  { owned, before = {} }: PrivateData,
  { changes, observed }: { readonly changes: readonly Change[]; readonly observed: Observed },
): ValueObject {
  return changes
    .map(({ path }) => (isAlwaysOurs(resource, path) ? path.slice(0, 1) : path))
    .filter((path) =>
      isAlwaysOurs(resource, path) ? !(String(path[0]) in before) : !owned.includes(pathText(path)),
    )
    .reduce<ValueObject>(
      (values, path) => withValue(values, path, valueAt(observed.attributes as ValueObject, path) ?? null),
      before,
    );
}

/** Whether an attribute is ours whatever the code says of it: unset is a wish too. */
function isAlwaysOurs<C>({ attributes, identity }: Resource<C>, [name]: Path): boolean {
  const role = attributes[String(name)]?.role;
  return (role === "required" || role === "optional") && !identity.includes(String(name));
}

function pathsOf(texts: readonly string[]): readonly Path[] {
  return texts.map(parsePath).filter((path) => path !== undefined);
}

async function existing<C>(resource: Resource<C>, connection: C, identity: ValueObject): Promise<Observed> {
  const observed = await resource.verbs.read(connection, identity);
  if (observed === undefined)
    refuse(`${resource.type} can't be read`, {
      detail:
        "It exists as long as what it belongs to: a guest or a node may be missing, or the rights of this login may not reach it.",
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
