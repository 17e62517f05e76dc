import { textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { hostAddress } from "./address.js";
import { stale, type ScopeOf } from "./scope-of.js";
import { aliasesDigest, type Alias, type FirewallScope } from "./scope.js";

/** Names for addresses, in the cluster's or a guest's firewall. */
export function aliasesAt(path: string, scopeOf: ScopeOf): Routes {
  return {
    [`GET ${path}`]: (call) => {
      const target = scopeOf(call);
      return [...target.aliases.values()].map((alias) => ({
        ...shown(alias),
        digest: aliasesDigest(target),
      }));
    },
    [`POST ${path}`]: (call) => {
      const name = nameOf(call);
      const { aliases } = scopeOf(call);
      if (aliases.has(name)) throw parameterFailure({ name: `alias '${name}' already exists` });
      aliases.set(name, aliasFrom(call, textOf(call, "name") as string));
      return null;
    },
    [`GET ${path}/{name}`]: (call) => shown(aliasOf(scopeOf(call), nameOf(call))),
    [`PUT ${path}/{name}`]: (call) => {
      const target = scopeOf(call);
      const name = nameOf(call);
      assertFresh(call, target);
      const before = aliasOf(target, name);
      const shownName = textOf(call, "rename") ?? before.name;
      const next = shownName.toLowerCase();
      if (next !== name && target.aliases.has(next))
        throw parameterFailure({ name: `alias '${next}' already exists` });
      target.aliases.delete(name);
      // What is not said is gone: a change of the address alone loses the comment.
      target.aliases.set(next, aliasFrom(call, shownName));
      return null;
    },
    [`DELETE ${path}/{name}`]: (call) => {
      const target = scopeOf(call);
      assertFresh(call, target);
      target.aliases.delete(nameOf(call));
      return null;
    },
  };
}

function aliasFrom(call: Call, name: string): Alias {
  // An empty comment is none: the file has no place for it.
  const comment = textOf(call, "comment") || undefined;
  return { name, cidr: hostAddress(textOf(call, "cidr") as string), comment };
}

/** Names are told apart without their case, and shown with it. */
function nameOf(call: Call): string {
  return (textOf(call, "name") as string).toLowerCase();
}

function aliasOf({ aliases }: FirewallScope, name: string): Alias {
  const alias = aliases.get(name);
  if (alias === undefined) throw parameterFailure({ name: "no such alias" });
  return alias;
}

function assertFresh({ parameters }: Call, target: FirewallScope): void {
  if (parameters["digest"] !== undefined && parameters["digest"] !== aliasesDigest(target)) fail(stale);
}

function shown({ name, cidr, comment }: Alias) {
  return {
    name,
    cidr,
    ...(comment === undefined ? {} : { comment }),
    ipversion: cidr.includes(":") ? 6 : 4,
  };
}
