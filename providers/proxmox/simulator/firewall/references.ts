import type { Routes } from "../call.js";
import { addressScopes, clusterScope, type ScopeOf } from "./scope-of.js";
import type { FirewallScope } from "./scope.js";

/** What rules may name as source and destination: the cluster's sets and aliases, then the guest's own. */
export const referenceRoutes: Routes = Object.fromEntries(
  addressScopes.map(([path, scopeOf]) => [`GET ${path}/refs`, references(scopeOf)]),
);

function references(scopeOf: ScopeOf): Routes[string] {
  return (call) => {
    const type = call.parameters["type"];
    const own = scopeOf === clusterScope ? [] : rows(scopeOf(call), "guest");
    return [...rows(clusterScope(call), "dc"), ...own].filter(
      (row) => type === undefined || row.type === type,
    );
  };
}

function rows({ aliases, ipsets }: FirewallScope, scope: "dc" | "guest") {
  const comment = (text: string | undefined) => (text === undefined ? {} : { comment: text });
  return [
    ...[...ipsets].map(([name, set]) => ({
      scope,
      type: "ipset",
      name,
      ref: `+${name}`,
      ...comment(set.comment),
    })),
    ...[...aliases.values()].map((alias) => ({
      scope,
      type: "alias",
      name: alias.name,
      ref: alias.name,
      ...comment(alias.comment),
    })),
  ];
}
