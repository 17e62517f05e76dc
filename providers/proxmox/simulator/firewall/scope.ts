import { digestOf } from "../digest.js";

export type Rule = Readonly<Record<string, string | number>>;

/** One firewall file: of the cluster, a node, a guest, or one security group in the cluster's. */
export interface FirewallScope {
  rules: readonly Rule[];
  options: Readonly<Record<string, string | number>>;
  readonly aliases: Map<string, { readonly cidr: string; readonly comment: string | undefined }>;
}

export function emptyScope(): FirewallScope {
  return { rules: [], options: {}, aliases: new Map() };
}

export function rulesDigest({ rules }: FirewallScope): string {
  return digestOf(JSON.stringify(rules));
}

export function optionsDigest({ options }: FirewallScope): string {
  return Object.keys(options).length === 0 ? digestOf("") : digestOf(JSON.stringify(options));
}
