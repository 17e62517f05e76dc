import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

import { asn1 } from "./der.js";

const { sequence, set, integer, bits, octets, text, time, identifier, choice, nested } = asn1;

export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
  /** SHA-256, as PVE shows it: `AB:CD:...`. */
  readonly fingerprint: string;
}

const signedBy = sequence(identifier("1.2.840.10045.4.3.2"));
const commonName = identifier("2.5.4.3");
const subjectAlternativeName = identifier("2.5.29.17");
const basicConstraints = identifier("2.5.29.19");

/** How long a node's certificate is valid, as PVE makes them: two years. */
const validMilliseconds = 730 * 24 * 3600 * 1000;

/**
 * A self-signed certificate for this machine, as a node of a fresh Proxmox VE has one; an authority is for no machine.
 * Written by hand, since what a library for it takes to load is longer than all else at the start.
 */
export function createCertificate(
  node = "pve1",
  kind: "server" | "authority" = "server",
  address = "127.0.0.1",
): Certificate {
  const name = kind === "server" ? `${node}.simulator` : "Proxmox Virtual Environment";
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const distinguished = sequence(set(sequence(commonName, text(name))));
  // A certificate is valid at once, even where another machine's clock is a little behind.
  const from = Date.now() - 60_000;
  const statement = sequence(
    nested(0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    signedBy,
    distinguished,
    sequence(time(new Date(from)), time(new Date(from + validMilliseconds))),
    distinguished,
    publicKey.export({ type: "spki", format: "der" }),
    nested(3, sequence(kind === "authority" ? isAuthority : isFor(["localhost", name], address))),
  );
  const raw = sequence(statement, signedBy, bits(sign("sha256", statement, privateKey)));
  return {
    certificate: pem(raw),
    privateKey: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    fingerprint: pairs(createHash("sha256").update(raw).digest("hex").toUpperCase()),
  };
}

const isAuthority = sequence(basicConstraints, asn1.true, octets(sequence(asn1.true)));

function isFor(names: readonly string[], address: string): Buffer {
  const hosts = names.map((name) => choice(2, Buffer.from(name)));
  return sequence(subjectAlternativeName, octets(sequence(...hosts, choice(7, addressBytes(address)))));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  // A URL has every notation of an address in groups of hexadecimal digits.
  const { hostname } = new URL(`https://[${address}]`);
  const [head = [], tail] = hostname
    .slice(1, -1)
    .split("::")
    .map((half) => half.split(":").filter(Boolean));
  const missing = tail === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}

function pem(raw: Buffer): string {
  const lines = raw.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function pairs(hex: string): string {
  return hex.match(/../g)?.join(":") ?? "";
}
