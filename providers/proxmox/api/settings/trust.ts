import { X509Certificate } from "node:crypto";

import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Report } from "../../settings/report.js";
import type { ApiGiven } from "./api-settings.js";

/** Whose certificate is taken. */
export type Trust =
  | { readonly kind: "system" }
  | { readonly kind: "authority"; readonly certificates: string }
  /** `AB:CD:...` */
  | { readonly kind: "pinned"; readonly fingerprints: readonly string[] }
  | { readonly kind: "any" };

/** What is said of certificates: the narrowest counts. Undefined if it is wrong. */
export function trustOf(
  { fingerprint, ca_certificate, insecure }: ApiGiven,
  report: Report,
): Trust | undefined {
  if (fingerprint !== undefined) {
    const fingerprints = fingerprint.value.split(",").map(normalized);
    if (fingerprints.every((each) => each !== undefined)) return { kind: "pinned", fingerprints };
    report(
      error(`${fingerprint.from} is not a SHA-256 fingerprint`, {
        path: fingerprint.path,
        detail:
          "It has 32 pairs of hexadecimal digits: AB:CD:... A node's is under Certificates in the web interface. Several have commas between.",
      }),
    );
    return undefined;
  }
  if (ca_certificate !== undefined && insecure?.value !== true) {
    if (isCertificate(ca_certificate.value)) return { kind: "authority", certificates: ca_certificate.value };
    report(
      error(`${ca_certificate.from} is not a certificate`, {
        path: ca_certificate.path,
        detail:
          'It has the text of a PEM file, from -----BEGIN CERTIFICATE----- on. From a file: file("pve-root-ca.pem") in HCL, readFileSync in TypeScript.',
      }),
    );
    return undefined;
  }
  return insecure?.value === true ? { kind: "any" } : { kind: "system" };
}

function normalized(text: string): string | undefined {
  const digits = text.trim().replaceAll(":", "").toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits.match(/../g)?.join(":") : undefined;
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== "";
  } catch {
    return false;
  }
}
