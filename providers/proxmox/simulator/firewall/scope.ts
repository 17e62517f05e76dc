import { digestOf } from "../digest.js";

export type Rule = Readonly<Record<string, string | number>>;

export interface Alias {
  /** As it was written; its key is in small letters. */
  readonly name: string;
  readonly cidr: string;
  readonly comment: string | undefined;
}

export interface IpSet {
  readonly comment: string | undefined;
  /** CIDR to what else is said about it. */
  readonly entries: ReadonlyMap<string, { readonly comment?: string; readonly nomatch?: 1 }>;
}

/** One firewall file: of the cluster, a node, a guest, or one security group in the cluster's. */
export interface FirewallScope {
  rules: readonly Rule[];
  options: Readonly<Record<string, string | number>>;
  readonly aliases: Map<string, Alias>;
  readonly ipsets: Map<string, IpSet>;
}

export function emptyScope(): FirewallScope {
  return { rules: [], options: {}, aliases: new Map(), ipsets: new Map() };
}

export function rulesDigest({ rules }: FirewallScope): string {
  return digestOf(JSON.stringify(rules));
}

export function optionsDigest({ options }: FirewallScope): string {
  return Object.keys(options).length === 0 ? digestOf("") : digestOf(JSON.stringify(options));
}

export function aliasesDigest({ aliases }: FirewallScope): string {
  return digestOf(aliases.size === 0 ? "" : JSON.stringify([...aliases]));
}

export function ipSetsDigest({ ipsets }: FirewallScope): string {
  return digestOf(
    ipsets.size === 0 ? "" : JSON.stringify([...ipsets].map(([name, { comment }]) => [name, comment])),
  );
}

export function entriesDigest({ entries }: IpSet): string {
  return digestOf(JSON.stringify([...entries]));
}
