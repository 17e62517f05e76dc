import { createHmac } from "node:crypto";

/** A second factor by the time of day (TOTP, RFC 6238: SHA-1, six digits, thirty seconds). */
export interface SecondFactor {
  readonly secret: Buffer;
  /** The last step of time whose code was taken: no code is taken twice. */
  last: number;
}

const step = 30;

/** The code that somebody with this secret reads from a device now. */
export function codeOf(secret: Buffer, milliseconds: number): string {
  return codeAt(secret, Math.floor(milliseconds / 1000 / step));
}

/** Takes a code, one step of time early or late; never one that was taken, or is older. */
export function takesCode(factor: SecondFactor, code: string, milliseconds: number): boolean {
  const now = Math.floor(milliseconds / 1000 / step);
  const meant = [now - 1, now, now + 1].find((time) => codeAt(factor.secret, time) === code);
  if (meant === undefined || meant <= factor.last) return false;
  factor.last = meant;
  return true;
}

function codeAt(secret: Buffer, time: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(time));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = (digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000;
  return String(number).padStart(6, "0");
}
