import { privilegesIn } from "../access/privileges.js";
import { like, type FormatCheck } from "./format-check.js";

const pem = (label: string) =>
  `-----BEGIN ${label}-----\\s*\\n(?:[A-Za-z0-9+/=]+\\s*\\n)+-----END ${label}-----\\s*`;
const notPem = "not a valid PEM-formatted string.";
const graphiteName = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";

interface Command {
  readonly path?: unknown;
  readonly method?: unknown;
}

/** Formats of names, keys and settings that are plain texts: what is wrong with one, in PVE's words. */
export const textFormatChecks: Readonly<Record<string, FormatCheck>> = {
  string: () => undefined,
  "pem-string": like(new RegExp(`^(?:[^-][^\\n]*\\n)*${pem("[^\\n]*")}$`), notPem),
  "pem-certificate-chain": like(new RegExp(`^(?:[^-][^\\n]*\\n)*(?:${pem("CERTIFICATE")})+$`), notPem),
  "pve-acme-domain": like(
    /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+$/i,
    (text) => `value '${text}' does not look like a valid domain name!`,
  ),
  "pve-acme-alias": like(
    /^[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_][a-z0-9_-]*)+$/i,
    (text) => `value '${text}' does not look like a valid alias name!`,
  ),
  "ldap-simple-attr": like(
    /^[a-zA-Z0-9]+$/,
    (text) => `value '${text}' does not look like a simple ldap attribute name`,
  ),
  "graphite-path": like(
    new RegExp(`^(?:${graphiteName}\\.)*${graphiteName}$`),
    "value does not look like a valid graphite path",
  ),
  "pve-day-of-week": like(/^(?:mon|tue|wed|thu|fri|sat|sun)$/, (text) => `invalid day '${text}'`),
  "pve-priv": (text, release) =>
    privilegesIn(release).has(text) ? undefined : `invalid privilege '${text}'`,
  "pve-command-batch": (text) => {
    const commands = parsed(text);
    if (commands === undefined) return `commands param did not contain valid JSON: ${text}`;
    return Array.isArray(commands) && commands.every(isCommand)
      ? undefined
      : "commands is not a valid array of commands: Parameter verification failed.";
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCommand(command: Command | null): boolean {
  return typeof command?.path === "string" && /^(?:GET|POST|PUT|DELETE)$/.test(String(command.method));
}
