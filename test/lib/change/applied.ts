import { expect } from "vitest";

import type { Instance } from "../../../lib/change/instance.js";
import { perform } from "../../../lib/change/perform/perform.js";
import type { Surroundings } from "../../../lib/change/perform/step.js";
import { propose } from "../../../lib/change/propose.js";
import type { Resource } from "../../../lib/schema/resource.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { guest, type Store, surroundings } from "./store.js";

/** Plans and applies as an executor does; undefined code means: away with it. */
export function apply(
  resource: Resource<Store>,
  {
    prior,
    code,
    address,
  }: { readonly prior?: Instance; readonly code?: ValueObject; readonly address?: string },
  around: Surroundings<Store>,
) {
  const configuration = {
    ...Object.fromEntries(Object.keys(resource.attributes).map((name) => [name, null])),
    ...code,
  };
  const planned = code === undefined ? undefined : propose(resource, { prior, configuration }).planned;
  return perform(
    {
      resource,
      typeName: `toy_${resource.type}`,
      prior,
      planned,
      configuration,
      ...(address === undefined ? {} : { address }),
    },
    around,
  );
}

export async function made(store: Store, code: ValueObject): Promise<Instance> {
  const { instance, diagnostics } = await apply(guest, { code }, surroundings(store));
  expect(diagnostics).toEqual([]);
  return instance as Instance;
}
