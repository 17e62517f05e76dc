import { createHmac } from "node:crypto";

import { fail } from "../failure.js";

/** A secret that makes codes by the time of day (RFC 6238). */
export interface Totp {
  /** In base 32. */
  readonly secret: string;
  /** Seconds that a code is good for. */
  readonly period: number;
  readonly digits: number;
  readonly algorithm: "sha1" | "sha256" | "sha512";
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const algorithms = ["sha1", "sha256", "sha512"] as const;

/** What a device is given as a picture: `otpauth://totp/somebody?secret=...`. */
export function totpFrom(uri: string): Totp {
  const match = /^otpauth:\/\/totp\/[^?]*\?(.*)$/.exec(uri) ?? fail("not a totp uri");
  const given = new URLSearchParams(match[1]);
  const secret = given.get("secret")?.toUpperCase() ?? fail("missing secret in totp uri");
  if (secret === "" || [...secret.replace(/=+$/, "")].some((letter) => !alphabet.includes(letter)))
    fail("invalid secret in totp uri");
  const name = given.get("algorithm")?.toLowerCase() ?? "sha1";
  const algorithm = algorithms.find((each) => each === name) ?? fail(`unknown algorithm '${name}'`);
  return {
    secret,
    period: Number(given.get("period") ?? 30),
    digits: Number(given.get("digits") ?? 6),
    algorithm,
  };
}

/** The code that a device with this secret shows now. */
export function codeOf(totp: Totp, milliseconds: number): string {
  return codeAt(totp, stepOf(totp, milliseconds));
}

/** The step of time whose code this is: now, or the one before or after; undefined if it is none of them. */
export function stepMeant(totp: Totp, code: string, milliseconds: number): number | undefined {
  const now = stepOf(totp, milliseconds);
  return [now - 1, now, now + 1].find((time) => codeAt(totp, time) === code);
}

function stepOf({ period }: Totp, milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / period);
}

function codeAt({ secret, digits, algorithm }: Totp, time: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(time));
  const digest = createHmac(algorithm, bytesOf(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = (digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret.replace(/=+$/, "")]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
