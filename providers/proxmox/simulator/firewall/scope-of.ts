import type { Call } from "../call.js";
import { runningOf } from "../cluster/sdn/staging.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { findGuest, missingGuest } from "../guests/on.js";
import type { World } from "../world.js";
import { emptyScope, type FirewallScope } from "./scope.js";

/** Where a request's firewall settings live. */
export type ScopeOf = (call: Call) => FirewallScope;

export const stale = "detected modified configuration - file changed by other user? Try again.";

export function scope(world: World, key: string): FirewallScope {
  const known = world.firewall.get(key) ?? emptyScope();
  world.firewall.set(key, known);
  return known;
}

export const clusterScope: ScopeOf = ({ world }) => scope(world, "cluster");

export const nodeScope: ScopeOf = ({ world, parameters }) => scope(world, `node/${parameters["node"]}`);

/** A guest's file, whichever kind of guest the path says. */
const scopeOfGuest =
  (kind: Guest["kind"]): ScopeOf =>
  (call) => {
    if (findGuest(kind, call) === undefined) fail(missingGuest(kind, call));
    return scope(call.world, `guest/${call.parameters["vmid"]}`);
  };

export const guestScopes = { qemu: scopeOfGuest("qemu"), lxc: scopeOfGuest("lxc") };

export const groupScope: ScopeOf = ({ world, parameters }) =>
  world.firewall.get(`group/${parameters["group"]}`) ??
  fail(`no such security group '${parameters["group"]}'`);

/** A vnet that is not applied has no firewall. */
export const vnetScope: ScopeOf = ({ world, parameters }) => {
  if (!runningOf(world, "sdn-vnet").has(String(parameters["vnet"])))
    fail("invalid vnet specified at /usr/share/perl5/PVE/API2/Firewall/Helpers.pm line 54.");
  return scope(world, `vnet/${parameters["vnet"]}`);
};

/** Below which path aliases and sets of addresses are, and whose they are. */
export const addressScopes: readonly (readonly [path: string, scopeOf: ScopeOf])[] = [
  ["/cluster/firewall", clusterScope],
  ["/nodes/{node}/qemu/{vmid}/firewall", guestScopes.qemu],
  ["/nodes/{node}/lxc/{vmid}/firewall", guestScopes.lxc],
];
