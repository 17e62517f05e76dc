import { textOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { networkAddress } from "./address.js";
import { clusterScope, stale, type ScopeOf } from "./scope-of.js";
import { entriesDigest, ipSetsDigest, type FirewallScope, type IpSet } from "./scope.js";

/** Sets of addresses, in the cluster's or a guest's firewall. */
export function ipSetsAt(path: string, scopeOf: ScopeOf): Routes {
  return {
    [`GET ${path}`]: (call) => {
      const target = scopeOf(call);
      return [...target.ipsets].sort(byName).map(([name, { comment }]) => ({
        name,
        ...(comment === undefined ? {} : { comment }),
        digest: ipSetsDigest(target),
      }));
    },
    [`POST ${path}`]: (call) => {
      const target = scopeOf(call);
      const name = textOf(call, "name") as string;
      const rename = textOf(call, "rename");
      const digest = textOf(call, "digest");
      if (digest !== undefined && digest !== ipSetsDigest(target)) fail(stale);
      if (rename !== undefined && !target.ipsets.has(rename))
        throw parameterFailure({ name: `IPSet '${rename}' does not exist` });
      if (target.ipsets.has(name) && rename !== name)
        throw parameterFailure({
          name: `IPSet '${name}' ${rename === undefined ? "already exists" : "does already exist"}`,
        });
      const before =
        rename === undefined ? { comment: undefined, entries: new Map() } : setOf(target, rename);
      if (rename !== undefined) target.ipsets.delete(rename);
      keep(target, name, { ...before, comment: (textOf(call, "comment") ?? before.comment) || undefined });
      return null;
    },
    [`DELETE ${path}/{name}`]: (call) => {
      const target = scopeOf(call);
      const name = textOf(call, "name") as string;
      if (setOf(target, name).entries.size > 0 && Number(call.parameters["force"] ?? 0) !== 1)
        fail(`IPSet '${name}' is not empty`);
      target.ipsets.delete(name);
      return null;
    },
    ...entriesAt(`${path}/{name}`, scopeOf),
  };
}

function entriesAt(path: string, scopeOf: ScopeOf): Routes {
  const setFor = (call: Call) => setOf(scopeOf(call), textOf(call, "name") as string);
  const put = (call: Call, entries: IpSet["entries"]): null => {
    const name = textOf(call, "name") as string;
    const { ipsets } = scopeOf(call);
    ipsets.set(name, { ...setFor(call), entries });
    return null;
  };
  const assertFresh = (call: Call): void => {
    const digest = textOf(call, "digest");
    if (digest !== undefined && digest !== entriesDigest(setFor(call))) fail(stale);
  };
  return {
    [`GET ${path}`]: (call) => {
      const set = setFor(call);
      return [...set.entries].map(([cidr, rest]) => ({ cidr, ...rest, digest: entriesDigest(set) }));
    },
    [`POST ${path}`]: (call) => {
      const sent = textOf(call, "cidr") as string;
      assertAlias(call, sent, scopeOf(call));
      if (/\/0+$/.test(sent))
        throw parameterFailure({ cidr: "a zero prefix is not allowed in ipset entries" });
      const cidr = isName(sent) ? sent : networkAddress(sent);
      const { entries } = setFor(call);
      if (entries.has(cidr)) throw parameterFailure({ cidr: `address '${cidr}' already exists` });
      return put(call, new Map([[cidr, entryFrom(call)], ...entries]));
    },
    [`GET ${path}/{cidr}`]: (call) => {
      const set = setFor(call);
      return {
        cidr: textOf(call, "cidr"),
        ...entryOf(set, textOf(call, "cidr") as string),
        digest: entriesDigest(set),
      };
    },
    [`PUT ${path}/{cidr}`]: (call) => {
      const cidr = textOf(call, "cidr") as string;
      const set = setFor(call);
      assertFresh(call);
      entryOf(set, cidr);
      return put(
        call,
        new Map([...set.entries].map(([key, old]) => [key, key === cidr ? entryFrom(call) : old])),
      );
    },
    [`DELETE ${path}/{cidr}`]: (call) => {
      assertFresh(call);
      const cidr = textOf(call, "cidr");
      return put(call, new Map([...setFor(call).entries].filter(([key]) => key !== cidr)));
    },
  };
}

function byName([left]: readonly [string, IpSet], [right]: readonly [string, IpSet]): number {
  return left < right ? -1 : 1;
}

/** The file is read in small letters: of two names that differ in size alone, the smaller one stays. */
function keep({ ipsets }: FirewallScope, name: string, set: IpSet): void {
  const kept = name.toLowerCase();
  if (kept === name || !ipsets.has(kept)) ipsets.set(kept, set);
}

function setOf({ ipsets }: FirewallScope, name: string): IpSet {
  return ipsets.get(name) ?? fail(`no such IPSet '${name}'`);
}

function entryOf({ entries }: IpSet, cidr: string) {
  const entry = entries.get(cidr);
  if (entry === undefined) throw parameterFailure({ cidr: "no such IP/Network" });
  return entry;
}

function entryFrom(call: Call) {
  const comment = textOf(call, "comment");
  return {
    ...(comment === undefined || comment === "" ? {} : { comment }),
    ...(Number(call.parameters["nomatch"] ?? 0) === 1 ? { nomatch: 1 as const } : {}),
  };
}

const namePattern = /^(?:dc\/|guest\/)?([A-Za-z][A-Za-z0-9\-_]*)$/;

function isName(text: string): boolean {
  return namePattern.test(text);
}

/** A name instead of an address must be one that is known. */
function assertAlias(call: Call, text: string, own: FirewallScope): void {
  const name = namePattern.exec(text)?.[1];
  if (name === undefined) return;
  if (own.aliases.has(name.toLowerCase()) || clusterScope(call).aliases.has(name.toLowerCase())) return;
  fail(`no such alias '${name}'`);
}
