import { Page } from "../answer.js";
import type { Call, Routes } from "../call.js";
import { fail } from "../failure.js";
import { aliasesAt } from "./aliases.js";
import { groupRoutes } from "./groups.js";
import { ipSetsAt } from "./ip-sets.js";
import { referenceRoutes } from "./references.js";
import { macroNames, ruleFrom, versionOf, type RulePlace } from "./rule.js";
import {
  addressScopes,
  clusterScope,
  groupScope,
  guestScopes,
  nodeScope,
  stale,
  vnetScope,
  type ScopeOf,
} from "./scope-of.js";
import { optionsDigest, rulesDigest, type Rule } from "./scope.js";

export const firewallRoutes: Routes = {
  ...rulesAt("/cluster/firewall/rules", clusterScope),
  ...rulesAt("/nodes/{node}/firewall/rules", nodeScope),
  ...rulesAt("/nodes/{node}/qemu/{vmid}/firewall/rules", guestScopes.qemu),
  ...rulesAt("/nodes/{node}/lxc/{vmid}/firewall/rules", guestScopes.lxc),
  ...rulesAt("/cluster/firewall/groups/{group}", groupScope),
  ...rulesAt("/cluster/sdn/vnets/{vnet}/firewall/rules", vnetScope),
  ...optionsAt("/cluster/sdn/vnets/{vnet}/firewall/options", vnetScope),
  ...optionsAt("/cluster/firewall/options", clusterScope),
  ...optionsAt("/nodes/{node}/firewall/options", nodeScope),
  ...optionsAt("/nodes/{node}/qemu/{vmid}/firewall/options", guestScopes.qemu),
  ...optionsAt("/nodes/{node}/lxc/{vmid}/firewall/options", guestScopes.lxc),
  ...groupRoutes,
  "GET /nodes/{node}/firewall/log": emptyLog,
  "GET /nodes/{node}/qemu/{vmid}/firewall/log": emptyLog,
  "GET /nodes/{node}/lxc/{vmid}/firewall/log": emptyLog,
  ...addressRoutes(),
  ...referenceRoutes,
  "GET /cluster/firewall/macros": () => macroNames.map((macro) => ({ macro, descr: macro })),
};

/** Nothing was logged yet: there is no file. */
function emptyLog(): Page {
  return new Page([{ n: 1, t: "unable to open file - No such file or directory" }], 1);
}

function addressRoutes(): Routes {
  return Object.fromEntries(
    addressScopes.flatMap(([path, scopeOf]) => [
      ...Object.entries(aliasesAt(`${path}/aliases`, scopeOf)),
      ...Object.entries(ipSetsAt(`${path}/ipset`, scopeOf)),
    ]),
  );
}

function rulesAt(path: string, scopeOf: ScopeOf): Routes {
  const at = (call: Call): number => {
    const position = Number(call.parameters["pos"]);
    if (position >= scopeOf(call).rules.length) fail(`no rule at position ${position}`);
    return position;
  };
  const change = (call: Call, next: (rules: Rule[]) => Rule[]): null => {
    const target = scopeOf(call);
    const { digest } = call.parameters;
    if (digest !== undefined && digest !== rulesDigest(target)) fail(stale);
    target.rules = next([...target.rules]);
    return null;
  };
  return {
    [`GET ${path}`]: (call) => {
      const target = scopeOf(call);
      return target.rules.map((rule, pos) => ({ ...shown(rule), pos, digest: rulesDigest(target) }));
    },
    [`POST ${path}`]: (call) => {
      const rule = ruleFrom(call, placeOf(call, path, scopeOf));
      return change(call, (rules) =>
        rules.toSpliced(Math.min(Number(call.parameters["pos"] ?? 0), rules.length), 0, rule),
      );
    },
    [`GET ${path}/{pos}`]: (call) => ({
      ...shown(scopeOf(call).rules[at(call)] as Rule),
      pos: String(call.parameters["pos"]),
      digest: rulesDigest(scopeOf(call)),
    }),
    [`PUT ${path}/{pos}`]: (call) => {
      const position = at(call);
      const { moveto } = call.parameters;
      return change(call, (rules) => {
        const rule = rules[position] as Rule;
        // The target is counted before the rule leaves its place.
        if (moveto !== undefined)
          return rules
            .toSpliced(Number(moveto), 0, rule)
            .toSpliced(position + (Number(moveto) <= position ? 1 : 0), 1);
        return rules.with(position, ruleFrom(call, placeOf(call, path, scopeOf), rule));
      });
    },
    [`DELETE ${path}/{pos}`]: (call) => {
      const position = at(call);
      return change(call, (rules) => rules.toSpliced(position, 1));
    },
  };
}

/** What a rule may name where the request puts it: its own file's names, and the cluster's. */
function placeOf(call: Call, path: string, scopeOf: ScopeOf): RulePlace {
  const isGuest = call.parameters["vmid"] !== undefined;
  const files = isGuest ? [clusterScope(call), scopeOf(call)] : [clusterScope(call)];
  return {
    environment: path.includes("/groups/")
      ? "group"
      : path.includes("/qemu/")
        ? "vm"
        : path.includes("/lxc/")
          ? "ct"
          : path.startsWith("/nodes/")
            ? "host"
            : "cluster",
    aliases: new Set(files.flatMap(({ aliases }) => [...aliases.keys()])),
    ipsets: new Set(files.flatMap(({ ipsets }) => [...ipsets.keys()])),
  };
}

function shown(rule: Rule): Rule {
  const version = versionOfRule(rule);
  return { ...rule, ...(version === undefined ? {} : { ipversion: version }) };
}

/** Which kind of address a rule is about, where it says so. */
function versionOfRule(rule: Rule): 4 | 6 | undefined {
  const version = versionOf(rule["source"]) ?? versionOf(rule["dest"]);
  if (version !== undefined) return version;
  if (rule["proto"] === "icmp") return 4;
  return /^(?:ipv6-)?icmpv?6?$/.test(String(rule["proto"])) ? 6 : undefined;
}

function optionsAt(path: string, scopeOf: ScopeOf): Routes {
  return {
    [`GET ${path}`]: (call) => ({ ...scopeOf(call).options, digest: optionsDigest(scopeOf(call)) }),
    [`PUT ${path}`]: (call) => {
      const target = scopeOf(call);
      const { delete: removed, digest, node: _node, vmid: _vmid, ...sent } = call.parameters;
      if (digest !== undefined && digest !== optionsDigest(target)) fail(stale);
      const kept = Object.entries({ ...target.options, ...sent }).filter(
        ([name]) =>
          !String(removed ?? "")
            .split(/[,;\s]+/)
            .includes(name),
      );
      target.options = Object.fromEntries(kept);
      return null;
    },
  };
}
