import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";

const certificateCodes = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** The code of a failed connection, wherever undici put it. */
export function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code } = thrown as { readonly code?: unknown };
  return typeof code === "string" ? code : codeOf(thrown.cause);
}

/** Whether a request surely never reached the other side. */
export function wasNotSent(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return (
    code !== undefined &&
    (certificateCodes.has(code) ||
      [
        "ECONNREFUSED",
        "ENOTFOUND",
        "EAI_AGAIN",
        "EHOSTUNREACH",
        "ENETUNREACH",
        "UND_ERR_CONNECT_TIMEOUT",
      ].includes(code))
  );
}

/** Why an endpoint can't be reached, and what to do. */
export function unreachable(endpoint: string, thrown: unknown): Diagnostic {
  const code = codeOf(thrown) ?? "";
  if (certificateCodes.has(code))
    return error("the endpoint's certificate is not trusted", {
      path: ["endpoint"],
      detail: `${endpoint}: ${code}. Pin it (fingerprint, PROXMOX_VE_FINGERPRINT), give the cluster's authority (ca_certificate), or, for a test, set insecure.`,
    });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return error("the endpoint's name can't be resolved", {
      path: ["endpoint"],
      detail: `${endpoint}: ${code}. Check the name, or write the address.`,
    });
  if (code === "ECONNREFUSED")
    return error("nothing listens at the endpoint", {
      path: ["endpoint"],
      detail: `${endpoint} refused the connection. Proxmox VE listens on port 8006.`,
    });
  if (/^ERR_SSL|EPROTO/.test(code))
    return error("the endpoint does not speak the wanted TLS", {
      path: ["min_tls"],
      detail: `${endpoint}: ${code}. Check that it is https, and min_tls.`,
    });
  return error("the endpoint can't be reached", {
    path: ["endpoint"],
    detail: `${endpoint}: ${code === "" ? String(thrown instanceof Error ? thrown.message : thrown) : code}.`,
  });
}
