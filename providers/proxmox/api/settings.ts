import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Environment } from "../../../lib/schema/provider.js";
import { scalarText } from "../../../lib/value/scalar-text.js";
import { isUnknown, type ValueObject } from "../../../lib/value/value.js";

/** How to prove who we are; secrets inside. */
export type Credentials =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "ticket"; readonly ticket: string; readonly csrfToken: string }
  | { readonly kind: "password"; readonly username: string; readonly password: string };

export interface ConnectionSettings {
  /** `https://host:8006`, without a slash at the end. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly insecure: boolean;
  readonly fingerprint: string | undefined;
  readonly certificateAuthority: string | undefined;
  readonly minimumTls: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
}

/** Setting and environment variable; what the code says comes first. */
const variables = {
  endpoint: "PROXMOX_VE_ENDPOINT",
  insecure: "PROXMOX_VE_INSECURE",
  fingerprint: "PROXMOX_VE_FINGERPRINT",
  ca_certificate: "PROXMOX_VE_CA_CERTIFICATE",
  min_tls: "PROXMOX_VE_MIN_TLS",
  api_token: "PROXMOX_VE_API_TOKEN",
  auth_ticket: "PROXMOX_VE_AUTH_TICKET",
  csrf_prevention_token: "PROXMOX_VE_CSRF_PREVENTION_TOKEN",
  username: "PROXMOX_VE_USERNAME",
  password: "PROXMOX_VE_PASSWORD",
} as const;

type Setting = keyof typeof variables;

interface Given {
  readonly value: string;
  /** For messages: `api_token`, or `PROXMOX_VE_API_TOKEN`. */
  readonly from: string;
}

export interface ParsedSettings {
  /** Undefined where something is wrong, or not known yet. */
  readonly settings: ConnectionSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out the connection from configuration and environment, with everything that is wrong at once. */
export function connectionSettings(configuration: ValueObject, environment: Environment): ParsedSettings {
  if ((Object.keys(variables) as Setting[]).some((name) => isUnknown(configuration[name])))
    return { settings: undefined, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const given = (name: Setting): Given | undefined => {
    const value = configuration[name];
    if (value !== null && value !== undefined && value !== "")
      return { value: scalarText(value), from: name };
    const fromEnvironment = environment[variables[name]];
    return fromEnvironment === undefined || fromEnvironment === ""
      ? undefined
      : { value: fromEnvironment, from: variables[name] };
  };
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const endpoint = parseEndpoint(given("endpoint"), report);
  const credentials = parseCredentials(given, report);
  const minimumTls = parseTls(given("min_tls"), report);
  const fingerprint = parseFingerprint(given("fingerprint"), report);
  const insecure = parseFlag(given("insecure"), report);
  if (
    endpoint === undefined ||
    credentials === undefined ||
    minimumTls === undefined ||
    diagnostics.length > 0
  )
    return { settings: undefined, diagnostics };
  return {
    settings: {
      endpoint,
      credentials,
      minimumTls,
      fingerprint,
      insecure,
      certificateAuthority: given("ca_certificate")?.value,
    },
    diagnostics,
  };
}

type Report = (diagnostic: Diagnostic) => void;

function parseEndpoint(given: Given | undefined, report: Report): string | undefined {
  if (given === undefined) {
    report(
      error("no endpoint", {
        path: ["endpoint"],
        detail:
          "Set endpoint in the provider, or PROXMOX_VE_ENDPOINT, to the address of a node: https://pve.example.com:8006. To try without a cluster, run: npx pve-cdk simulator",
      }),
    );
    return undefined;
  }
  const url = URL.canParse(given.value) ? new URL(given.value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !/^\/(?:api2\/json\/?)?$/.test(url.pathname)) {
    report(
      error(`${given.from} is not the address of a Proxmox VE`, {
        path: ["endpoint"],
        detail: `Given: ${JSON.stringify(given.value)}. Write scheme, host and port: https://pve.example.com:8006`,
      }),
    );
    return undefined;
  }
  return url.origin;
}

function parseCredentials(
  given: (name: Setting) => Given | undefined,
  report: Report,
): Credentials | undefined {
  const [ticket, csrfToken, token, username, password] = [
    given("auth_ticket"),
    given("csrf_prevention_token"),
    given("api_token"),
    given("username"),
    given("password"),
  ];
  if (ticket !== undefined || csrfToken !== undefined) {
    if (ticket !== undefined && csrfToken !== undefined)
      return { kind: "ticket", ticket: ticket.value, csrfToken: csrfToken.value };
    report(
      half(ticket ?? (csrfToken as Given), ticket === undefined ? "auth_ticket" : "csrf_prevention_token"),
    );
    return undefined;
  }
  if (token !== undefined) {
    if (/^[^\s@!]+@[^\s@!]+![^\s=]+=[0-9a-fA-F-]{36}$/.test(token.value))
      return { kind: "token", token: token.value };
    report(
      error(`${token.from} is not an API token`, {
        path: ["api_token"],
        detail:
          "It has the form user@realm!name=secret, where the secret is the UUID that Proxmox VE showed when the token was made.",
      }),
    );
    return undefined;
  }
  if (username !== undefined && password !== undefined) {
    if (/^[^@\s]+@[^@\s]+$/.test(username.value))
      return { kind: "password", username: username.value, password: password.value };
    report(
      error(`${username.from} lacks the realm`, {
        path: ["username"],
        detail: `Given: ${JSON.stringify(username.value)}. Write user@realm, for example root@pam.`,
      }),
    );
    return undefined;
  }
  if (username !== undefined || password !== undefined) {
    report(half(username ?? (password as Given), username === undefined ? "username" : "password"));
    return undefined;
  }
  report(
    error("no credentials", {
      path: ["api_token"],
      detail:
        "Set api_token, or username and password, in the provider; or PROXMOX_VE_API_TOKEN, or PROXMOX_VE_USERNAME and PROXMOX_VE_PASSWORD.",
    }),
  );
  return undefined;
}

function half(given: Given, missing: Setting): Diagnostic {
  return error(`${given.from} is given without ${missing}`, {
    path: [missing],
    detail: `Both belong together: set ${missing}, or ${variables[missing]}.`,
  });
}

function parseTls(given: Given | undefined, report: Report): ConnectionSettings["minimumTls"] | undefined {
  switch (given?.value) {
    case undefined:
    case "1.3":
      return "TLSv1.3";
    case "1.2":
      return "TLSv1.2";
    case "1.1":
      return "TLSv1.1";
    case "1.0":
      return "TLSv1";
    default:
      report(
        error(`${given?.from}: no such TLS version`, {
          path: ["min_tls"],
          detail: `Given: ${JSON.stringify(given?.value)}. One of 1.0, 1.1, 1.2, 1.3.`,
        }),
      );
      return undefined;
  }
}

function parseFingerprint(given: Given | undefined, report: Report): string | undefined {
  if (given === undefined) return undefined;
  const digits = given.value.replaceAll(":", "").toUpperCase();
  if (/^[0-9A-F]{64}$/.test(digits)) return digits.match(/../g)?.join(":");
  report(
    error(`${given.from} is not a SHA-256 fingerprint`, {
      path: ["fingerprint"],
      detail:
        "It has 32 pairs of hexadecimal digits: AB:CD:... A node's is under Certificates in the web interface.",
    }),
  );
  return undefined;
}

function parseFlag(given: Given | undefined, report: Report): boolean {
  if (given === undefined) return false;
  if (/^(?:1|true|yes|on)$/i.test(given.value)) return true;
  if (/^(?:0|false|no|off)$/i.test(given.value)) return false;
  report(
    error(`${given.from} is neither true nor false`, {
      path: ["insecure"],
      detail: `Given: ${JSON.stringify(given.value)}.`,
    }),
  );
  return false;
}
