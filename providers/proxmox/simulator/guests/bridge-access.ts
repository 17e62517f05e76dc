import { requirePrivileges } from "../access/check.js";
import type { Asking } from "../access/check.js";
import { runningOf } from "../cluster/sdn/staging.js";
import type { World } from "../world.js";

type Interface = Readonly<Record<string, string>>;

/** Refuses a bridge, or a tag on it, that the asking user may not use; one that stays is not looked at again. */
export function checkBridgeAccess(
  asking: Pick<Asking, "world" | "user">,
  before: Interface,
  after: Interface,
): void {
  const { bridge, tag, trunks } = after;
  const isSame = ["bridge", "tag", "trunks"].every((option) => before[option] === after[option]);
  if (bridge === undefined || isSame) return;
  const path = `/sdn/zones/${zoneOf(asking.world, bridge)}/${bridge}`;
  const tags = [...(tag === undefined ? [] : [tag]), ...(trunks?.split(";") ?? [])];
  for (const each of tags.length === 0 ? [path] : tags.map((one) => `${path}/${one}`))
    requirePrivileges(asking, each, ["SDN.Use"]);
}

/** A vnet is its zone's; a bridge of the node is nobody's. */
function zoneOf(world: World, bridge: string): string {
  return String(runningOf(world, "sdn-vnet").get(bridge)?.["zone"] ?? "localnetwork");
}
