import type { Work } from "../../../../../lib/schema/resource.js";
import { isObject, type ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import { changesToward } from "./changes-toward.js";
import { copy } from "./copy.js";
import type { GuestType } from "./guest-type.js";
import type { GuestWish } from "./guest-wish.js";
import { start } from "./power-steps.js";
import { readConfiguration } from "./read-configuration.js";
import type { Target } from "./target.js";

/** Makes a guest, new or as a copy, and starts it if it shall run. */
export async function create(
  work: Work<Connection>,
  type: GuestType,
  { planned, secrets }: GuestWish,
): Promise<ValueObject> {
  const node = planned["node"] as string;
  const clone = isObject(planned["clone"]) ? planned["clone"] : undefined;
  const vmid =
    clone === undefined
      ? await type.make(work, { node, planned, secrets })
      : await copy(work, type, { planned, clone });
  work.connection.forget();
  const target = { kind: type.kind, node, vmid };
  // A new guest was told its secrets as it was made.
  await complete(work, type, { target, planned, secrets: clone === undefined ? {} : secrets });
  if (planned["running"] === true) await start(work, target);
  return { vmid };
}

/** What creation left to do: a copy's other keys, an image's growth. */
async function complete(
  work: Work<Connection>,
  type: GuestType,
  { target, planned, secrets }: GuestWish & { readonly target: Target },
): Promise<void> {
  const found = await readConfiguration(work.connection, target);
  const seen = {
    ...type.attributesOf(found.wished),
    vmid: target.vmid,
    running: planned["running"] ?? null,
    pool: planned["pool"] ?? null,
  };
  const changes = changesToward(type.attributes, { planned, seen });
  const { digest } = found;
  await type.change(work, target, { changes, planned, secrets, found, digest, power: "is down" });
}
