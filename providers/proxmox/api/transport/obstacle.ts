import type { Path } from "../../../../lib/value/path.js";
import { codeOf, messageOf } from "./code-of.js";
import type { NotConnected } from "./not-connected.js";
import { OtherCertificate, ProxyFailed, ProxyRefused } from "./not-connected.js";

/** Why an endpoint is out of reach, as a person must know it. */
export interface Obstacle {
  /** What has to change. */
  readonly kind: "proxy" | "certificate" | "version" | "server";
  readonly what: string;
  readonly advice: string;
  /** The setting to look at. */
  readonly path: Path;
  /** Whether it may pass by itself: a proxy that restarts, a name server that is busy. */
  readonly passes: boolean;
}

const lasting = { kind: "server", path: ["endpoint"], passes: false } as const;
const passing = { kind: "server", path: ["endpoint"], passes: true } as const;

const untrusted =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|CERT_.*|ERR_TLS_CERT_.*)$/;

/** What stands in the way of a connection. */
export function obstacleOf(failure: NotConnected): Obstacle {
  const { cause } = failure;
  if (cause instanceof OtherCertificate)
    return {
      ...lasting,
      kind: "certificate",
      path: ["fingerprint"],
      what: "it shows another certificate than the pinned one",
      advice: `Pinned: ${cause.pinned.join(", ")}. Shown: ${cause.shown}. If the certificate was renewed, pin the new one; otherwise somebody is in between: do not connect.`,
    };
  if (cause instanceof ProxyRefused)
    return {
      ...lasting,
      kind: "proxy",
      what: `the proxy ${cause.proxy.origin} lets nobody through to it (${cause.status})`,
      advice:
        cause.status === 407
          ? `It wants user and password: ${cause.proxy.from}=http://user:password@proxy:port.`
          : "Allow CONNECT to this address and port at the proxy, or name the host in NO_PROXY.",
    };
  if (cause instanceof ProxyFailed)
    return {
      ...passing,
      kind: "proxy",
      what: `the proxy ${cause.proxy.origin} is out of reach: ${whyProxy(cause.cause)}`,
      advice: `Check ${cause.proxy.from} and whether the proxy runs, or name the host in NO_PROXY.`,
    };
  return byCode(codeOf(cause) ?? "", cause);
}

function whyProxy(cause: unknown): string {
  if (cause instanceof Error && cause.name === "TimeoutError")
    return "it takes connections and does not answer";
  return byCode(codeOf(cause) ?? "", cause).what;
}

function byCode(code: string, cause: unknown): Obstacle {
  if (untrusted.test(code))
    return {
      ...lasting,
      kind: "certificate",
      what: `its certificate is not trusted (${code})`,
      advice:
        code === "ERR_TLS_CERT_ALTNAME_INVALID"
          ? "It was made for another name: use that name as endpoint, or pin the certificate (`fingerprint`, PROXMOX_VE_FINGERPRINT)."
          : "Pin it (`fingerprint`, PROXMOX_VE_FINGERPRINT), give the cluster's authority (`ca_certificate`), or, for a test, set `insecure`.",
    };
  if (/^ERR_SSL_.*(?:PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW)/.test(code))
    return {
      ...lasting,
      kind: "version",
      path: ["min_tls"],
      what: `it speaks no TLS that is new enough (${code})`,
      advice: "Let it speak TLS 1.3, or lower `min_tls` (PROXMOX_VE_MIN_TLS).",
    };
  if (/^ERR_SSL_|^EPROTO$/.test(code))
    return {
      ...lasting,
      what: `it does not speak TLS (${code})`,
      advice: "Proxmox VE's API is https, at port 8006 unless something stands before it. Check the port.",
    };
  switch (code) {
    case "ENOTFOUND":
      return {
        ...lasting,
        what: "its name can't be resolved",
        advice: "Check the name, or write the address.",
      };
    case "EAI_AGAIN":
      return {
        ...passing,
        what: "its name can't be resolved at the moment",
        advice: "The name server does not answer. Check it and the name, or write the address.",
      };
    case "ECONNREFUSED":
      return {
        ...passing,
        what: "nothing listens there",
        advice:
          "Proxmox VE listens on port 8006: https://pve.example.com:8006. Check the port, and pveproxy on the node.",
      };
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        ...passing,
        what: `nothing answers there (${code})`,
        advice: "Check the address, the network in between, and whether the node runs.",
      };
    default:
      return {
        ...passing,
        what: `the connection fails (${code === "" ? messageOf(cause) : code})`,
        advice: "Check the address, the port, and what stands in between.",
      };
  }
}
