/** Parameters that are secret wherever they come. */
const secrets = new Set([
  ...["password", "confirmation-password", "cipassword", "otp", "tfa-challenge", "ticket", "vncticket"],
  ...["token", "secret", "header", "client-key", "encryption-key", "eab-hmac-key", "keyring", "key", "keys"],
  ...["lock-token", "target-endpoint", "input-data"],
]);
/** Those that are secret in some places only. */
const secretsBelow: readonly (readonly [path: string, names: ReadonlySet<string>])[] = [
  ["/access/tfa", new Set(["totp", "value", "challenge"])],
  ["/access/openid", new Set(["code", "state"])],
  ["/cluster/acme/plugins", new Set(["data"])],
];
const mask = "***";
const longestText = 1000;

/** The parameters of a request as a log may keep them: without secrets, and no text longer than it takes to recognize it. */
export function withoutSecrets(
  path: string,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const here = secretsBelow.filter(([above]) => path.startsWith(above)).map(([, names]) => names);
  const isSecret = (name: string) => [secrets, ...here].some((names) => names.has(name));
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isSecret(name) ? mask : shortened(value)]),
  );
}

function shortened(value: unknown): unknown {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > longestText ? `${text.slice(0, longestText)}...` : value;
}
