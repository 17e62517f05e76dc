import { expect } from "vitest";

import { decide } from "../../../lib/change/decide.js";
import { nothingOwned } from "../../../lib/change/instance.js";
import { propose } from "../../../lib/change/propose.js";
import { refresh } from "../../../lib/change/refresh.js";
import { settle } from "../../../lib/change/settle.js";
import { ownedByCreation } from "../../../lib/change/written.js";
import type { Attributes, Values } from "../../../lib/schema/attribute.js";
import type { Resource } from "../../../lib/schema/resource.js";
import type { Value, ValueObject } from "../../../lib/value/value.js";
import type { Connection } from "../../../providers/proxmox/connection.js";

interface ChangeAfter {
  readonly path: string;
  readonly before: Value;
  readonly after: Value;
}

/** The changes that the plan after the creation of `wish` shows, given what PVE made of it. */
export function changesAfter(
  resource: Resource<Connection>,
  wish: ValueObject,
  seen: ValueObject,
): readonly ChangeAfter[] {
  const observed = { attributes: seen as Partial<Values<Attributes>>, facts: { running: false } };
  const { planned } = propose(resource, { prior: undefined, configuration: wish });
  const attributes = settle(resource.attributes, planned, seen);
  const owned = ownedByCreation(resource.attributes, planned);
  const prior = refresh(resource, { attributes, private: { ...nothingOwned, owned } }, observed);
  const again = propose(resource, { prior, configuration: wish });
  expect(again.diagnostics).toEqual([]);
  return decide(resource, { prior, planned: again.planned }).changes.map(({ path, before, after }) => ({
    path: path.join("."),
    before,
    after,
  }));
}
