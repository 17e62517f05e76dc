import { hasErrors, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Environment } from "../../../../lib/schema/provider.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { givenOf } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import type { SshSettings } from "../../ssh/settings/ssh-settings.js";
import { sshSettingsOf } from "../../ssh/settings/ssh-settings-of.js";
import { apiSettings } from "./api-settings.js";
import { credentialsOf, type Credentials } from "./credentials.js";
import { endpointsOf } from "./endpoints.js";
import { proxyOf, type Proxy } from "./proxy.js";
import { randomIdsOf, type IdRange } from "./random-ids.js";
import { trustOf, type Trust } from "./trust.js";

export interface ConnectionSettings {
  /** `https://host:8006`, without a slash at the end; tried in this order. */
  readonly endpoints: readonly string[];
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly minimumTls: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  /** What stands between us and the endpoints, where the environment names one. */
  readonly proxy: Proxy | undefined;
  /** The same for files at plain http URLs. */
  readonly plainProxy: Proxy | undefined;
  /** Undefined where new guests get the next free id. */
  readonly randomIds: IdRange | undefined;
  readonly ssh: SshSettings;
  /** What a check before the first write is that fails. */
  readonly checks: "errors" | "warnings";
}

export interface ParsedSettings {
  /** Undefined where something is wrong, or not known yet. */
  readonly settings: ConnectionSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const tlsVersions = { "1.0": "TLSv1", "1.1": "TLSv1.1", "1.2": "TLSv1.2", "1.3": "TLSv1.3" } as const;

/** Works out the connection from the provider block and the environment, with everything that is wrong at once. */
export function connectionSettings(block: ValueObject, environment: Environment): ParsedSettings {
  if (Object.keys(apiSettings).some((name) => isUnknown(block[name])))
    return { settings: undefined, diagnostics: [] };
  const { given, diagnostics: wrong } = givenOf(apiSettings, { block, environment });
  const diagnostics = [...wrong];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  const endpoints = endpointsOf(given, report);
  const credentials = credentialsOf(given, report);
  const trust = trustOf(given, report);
  const [proxy, plainProxy] = (["https", "http"] as const).map((scheme) =>
    proxyOf(scheme, environment, report),
  );
  const randomIds = randomIdsOf(given, report);
  const { platform } = process;
  const ssh = sshSettingsOf(block, { environment, credentials, platform });
  diagnostics.push(...ssh.diagnostics);
  if (
    endpoints === undefined ||
    credentials === undefined ||
    trust === undefined ||
    ssh.settings === undefined ||
    hasErrors(diagnostics)
  )
    return { settings: undefined, diagnostics };
  const settings: ConnectionSettings = {
    endpoints,
    credentials,
    trust,
    minimumTls: tlsVersions[given.min_tls?.value ?? "1.3"],
    proxy,
    plainProxy,
    randomIds,
    ssh: ssh.settings,
    checks: given.skip_checks?.value === true ? "warnings" : "errors",
  };
  return { settings, diagnostics };
}
