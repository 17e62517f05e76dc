import { createHmac } from "node:crypto";

import type { PublicKey } from "./public-key.js";

/** One line of a file of known hosts. */
export interface KnownHost {
  /** Of the line, from 1. */
  readonly line: number;
  readonly marker: "@revoked" | "@cert-authority" | undefined;
  /** Patterns, or one hashed name. */
  readonly hosts: string;
  readonly key: PublicKey;
}

/** What a file says of a host's key. */
export type Judgement =
  | { readonly kind: "known" }
  /** `authorityLine`: where an authority is trusted for the host, whose certificates can't be checked here. */
  | { readonly kind: "unknown"; readonly authorityLine: number | undefined }
  | { readonly kind: "revoked"; readonly line: number }
  | { readonly kind: "changed"; readonly known: readonly KnownHost[] };

/** Reads a file of known hosts as OpenSSH does: what it can't read it leaves out. */
export function parseKnownHosts(text: string): readonly KnownHost[] {
  return text.split(/\r?\n/).flatMap((content, index): readonly KnownHost[] => {
    const [, marker, hosts, type, base64] =
      /^\s*(?:(@\S+)\s+)?([^\s#@]\S*)\s+([a-z]\S*)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(content) ?? [];
    if (hosts === undefined || type === undefined || base64 === undefined) return [];
    if (marker !== undefined && marker !== "@revoked" && marker !== "@cert-authority") return [];
    return [{ line: index + 1, marker, hosts, key: { type, base64 } }];
  });
}

/** What a host is called there: `pve1`, or `[pve1]:2222` where the port is not the usual one. */
export function hostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** The lines that are about a host. */
export function linesFor(name: string, known: readonly KnownHost[]): readonly KnownHost[] {
  return known.filter(({ hosts }) => matches(hosts, name));
}

/** Judges a key by the lines about its host. Another key than the known ones is a change, whatever its type. */
export function judge(key: PublicKey, lines: readonly KnownHost[]): Judgement {
  const isSame = (other: KnownHost) => other.key.base64 === key.base64;
  const revoked = lines.find((line) => line.marker === "@revoked" && isSame(line));
  if (revoked !== undefined) return { kind: "revoked", line: revoked.line };
  const plain = lines.filter(({ marker }) => marker === undefined);
  if (plain.some(isSame)) return { kind: "known" };
  if (plain.length > 0) return { kind: "changed", known: plain };
  return { kind: "unknown", authorityLine: lines.find(({ marker }) => marker === "@cert-authority")?.line };
}

function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith("|")) return matchesHash(hosts, name);
  const patterns = hosts.toLowerCase().split(",");
  const fits = (pattern: string) => wildcard(pattern).test(name);
  if (patterns.some((pattern) => pattern.startsWith("!") && fits(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && fits(pattern));
}

function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split("|");
  if (version !== "1" || salt === undefined || hash === undefined) return false;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/[\\^$.*+?()[\]{}|]/g, (sign) =>
    sign === "*" ? ".*" : sign === "?" ? "." : `\\${sign}`,
  );
  return new RegExp(`^${source}$`);
}
