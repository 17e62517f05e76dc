import { textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import type { World } from "../world.js";
import { ruleFrom } from "./rule.js";
import { emptyScope, optionsDigest, rulesDigest, type FirewallScope, type Rule } from "./scope.js";

const stale = "detected modified configuration - file changed by other user? Try again.";

/** Where a request's rules live. */
type ScopeOf = (call: Call) => FirewallScope;

export const firewallRoutes: Routes = {
  ...rulesAt("/cluster/firewall/rules", (call) => scope(call.world, "cluster")),
  ...rulesAt("/nodes/{node}/firewall/rules", (call) => scope(call.world, `node/${call.parameters["node"]}`)),
  ...rulesAt("/nodes/{node}/qemu/{vmid}/firewall/rules", guestScope),
  ...rulesAt("/nodes/{node}/lxc/{vmid}/firewall/rules", guestScope),
  ...rulesAt("/cluster/firewall/groups/{group}", groupScope),
  ...optionsAt("/cluster/firewall/options", (call) => scope(call.world, "cluster")),
  ...optionsAt("/nodes/{node}/firewall/options", (call) =>
    scope(call.world, `node/${call.parameters["node"]}`),
  ),
  ...optionsAt("/nodes/{node}/qemu/{vmid}/firewall/options", guestScope),
  ...optionsAt("/nodes/{node}/lxc/{vmid}/firewall/options", guestScope),
  "GET /cluster/firewall/groups": ({ world }) =>
    [...world.firewall]
      .filter(([key]) => key.startsWith("group/"))
      .map(([key, { options }]) => ({
        group: key.slice(6),
        ...options,
        digest: optionsDigest(scope(world, "cluster")),
      })),
  "POST /cluster/firewall/groups": (call) => {
    const name = textOf(call, "group") as string;
    const rename = textOf(call, "rename");
    if (rename === undefined && call.world.firewall.has(`group/${name}`))
      throw parameterFailure({ group: `Security group '${name}' already exists` });
    const comment = textOf(call, "comment");
    const options: FirewallScope["options"] = comment === undefined ? {} : { comment };
    if (rename === undefined) call.world.firewall.set(`group/${name}`, { ...emptyScope(), options });
    else {
      const old = call.world.firewall.get(`group/${rename}`) ?? fail(`no such security group '${rename}'`);
      call.world.firewall.delete(`group/${rename}`);
      call.world.firewall.set(`group/${name}`, { ...old, options: { ...old.options, ...options } });
    }
    return null;
  },
  "DELETE /cluster/firewall/groups/{group}": (call) => {
    const name = textOf(call, "group") as string;
    if (groupScope(call).rules.length > 0) fail(`Security group '${name}' is not empty`);
    call.world.firewall.delete(`group/${name}`);
    return null;
  },
  "GET /cluster/firewall/aliases": ({ world }) =>
    [...scope(world, "cluster").aliases].map(([name, { cidr, comment }]) => ({
      name,
      cidr,
      ...(comment === undefined ? {} : { comment }),
      ipversion: cidr.includes(":") ? 6 : 4,
    })),
  "POST /cluster/firewall/aliases": (call) => {
    const name = (textOf(call, "name") as string).toLowerCase();
    const { aliases } = scope(call.world, "cluster");
    if (aliases.has(name)) throw parameterFailure({ name: `alias '${name}' already exists` });
    aliases.set(name, { cidr: textOf(call, "cidr") as string, comment: textOf(call, "comment") });
    return null;
  },
  "DELETE /cluster/firewall/aliases/{name}": (call) => {
    scope(call.world, "cluster").aliases.delete((textOf(call, "name") as string).toLowerCase());
    return null;
  },
};

function scope(world: World, key: string): FirewallScope {
  const known = world.firewall.get(key) ?? emptyScope();
  world.firewall.set(key, known);
  return known;
}

function guestScope({ world, parameters }: Call): FirewallScope {
  const vmid = Number(parameters["vmid"]);
  const guest = world.guests.get(vmid);
  if (guest === undefined || guest.node !== parameters["node"])
    fail(`Configuration file 'nodes/${parameters["node"]}/qemu-server/${vmid}.conf' does not exist`);
  return scope(world, `guest/${vmid}`);
}

function groupScope({ world, parameters }: Call): FirewallScope {
  return (
    world.firewall.get(`group/${parameters["group"]}`) ??
    fail(`no such security group '${parameters["group"]}'`)
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
      const rule = ruleFrom(call, scope(call.world, "cluster"));
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
        return rules.with(position, ruleFrom(call, scope(call.world, "cluster"), rule));
      });
    },
    [`DELETE ${path}/{pos}`]: (call) => {
      const position = at(call);
      return change(call, (rules) => rules.toSpliced(position, 1));
    },
  };
}

function shown(rule: Rule): Rule {
  const address = [rule["source"], rule["dest"]]
    .map(String)
    .find((text) => /^[0-9a-fA-F:.]+(?:\/\d+)?$/.test(text));
  return {
    ...rule,
    ...(address === undefined
      ? rule["proto"] === "icmp"
        ? { ipversion: 4 }
        : {}
      : { ipversion: address.includes(":") ? 6 : 4 }),
  };
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
