import { homedir } from "node:os";
import { join } from "node:path";

import { error, hasErrors, warning, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Environment } from "../../../../lib/schema/provider.js";
import { containsUnknown, isList, isObject, type ValueObject } from "../../../../lib/value/value.js";
import { apiSettings, type ApiGiven } from "../../api/settings/api-settings.js";
import type { Credentials } from "../../api/settings/credentials.js";
import { givenOf, type GivenOf } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import { privateKeyOf } from "./private-key.js";
import { proxyOf } from "./proxy.js";
import { sshSettings } from "./ssh-block.js";
import type { AgentSettings, NodeAddress, SshSettings } from "./ssh-settings.js";
import { systemUserOf, userMissing } from "./system-user.js";

type SshGiven = GivenOf<typeof sshSettings>;

/** Where the agent of Windows listens. */
const windowsAgent = "\\\\.\\pipe\\openssh-ssh-agent";

export interface Around {
  readonly environment: Environment;
  /** The API's login, which says what nobody says for SSH; undefined where it is wrong. */
  readonly credentials: Credentials | undefined;
  /** `win32` and so on. */
  readonly platform: string;
}

/** Works out SSH from the provider block and the environment, with everything that is wrong at once. */
export function sshSettingsOf(
  provider: ValueObject,
  { environment, credentials, platform }: Around,
): { readonly settings: SshSettings | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const blocks = isList(provider["ssh"]) ? provider["ssh"] : [];
  if (containsUnknown(provider["ssh"] ?? null)) return { settings: undefined, diagnostics: [] };
  const block = isObject(blocks[0]) ? blocks[0] : {};
  const { given, diagnostics: wrong } = givenOf(sshSettings, { block, at: ["ssh", 0], environment });
  const { given: api } = givenOf(apiSettings, { block: provider, environment });
  const diagnostics = [...wrong];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  if (blocks.length > 1)
    report(error("ssh is written twice", { path: ["ssh"], detail: "One block says it all, for all nodes." }));
  const user = userOf(given, { api, credentials });
  // Without the block nobody asks for SSH yet.
  if ("missing" in user && blocks.length > 0 && credentials !== undefined) report(user.missing);
  const passphrase = given.private_key_passphrase?.value;
  const privateKey =
    given.private_key === undefined ? undefined : privateKeyOf(given.private_key, passphrase, report);
  const settings: SshSettings = {
    user,
    agent: agentOf(given, platform, report),
    privateKey,
    password: passwordOf(given, api),
    proxy: proxyOf(given, report),
    addresses: addressesOf(block, report),
    addressSource: given.node_address_source?.value ?? "api",
    knownHosts: knownHostsOf(given, environment),
    hostKeyChecking: given.host_key_checking?.value ?? "accept-new",
    hostKeys: hostKeysOf(given, report),
  };
  return { settings: hasErrors(diagnostics) ? undefined : settings, diagnostics };
}

function userOf(
  { username }: SshGiven,
  { api, credentials }: { readonly api: ApiGiven; readonly credentials: Credentials | undefined },
): SshSettings["user"] {
  const name = username?.value ?? systemUserOf(api, credentials);
  return name === undefined ? { missing: userMissing(credentials) } : { name };
}

function agentOf(given: SshGiven, platform: string, report: Report): AgentSettings | undefined {
  const { agent, agent_socket: socket, agent_forwarding: forwarding } = given;
  if (agent?.value !== true) {
    if (socket?.source === "block" && agent === undefined)
      report(
        warning("ssh.agent_socket is given, but no agent is asked", {
          path: socket.path,
          detail: "Set ssh.agent = true, or PROXMOX_VE_SSH_AGENT.",
        }),
      );
    return undefined;
  }
  return {
    socket: socket?.value ?? (platform === "win32" ? windowsAgent : undefined),
    forwarding: forwarding?.value === true,
  };
}

function passwordOf({ password }: SshGiven, api: ApiGiven): string | undefined {
  return password?.value ?? api.password?.value;
}

function addressesOf({ node }: ValueObject, report: Report): ReadonlyMap<string, NodeAddress> {
  const found = new Map<string, NodeAddress>();
  for (const [index, entry] of (isList(node) ? node : []).entries()) {
    if (!isObject(entry)) continue;
    const { name, address, port } = entry;
    if (typeof name !== "string" || typeof address !== "string") continue;
    if (found.has(name))
      report(
        error(`ssh.node "${name}" is written twice`, {
          path: ["ssh", 0, "node", index, "name"],
          detail: "Each node has one address: take one of the blocks out.",
        }),
      );
    found.set(name, { address, port: typeof port === "number" ? port : 22 });
  }
  return found;
}

function knownHostsOf({ known_hosts: given }: SshGiven, environment: Environment): string {
  const home = environment["HOME"] ?? environment["USERPROFILE"] ?? homedir();
  const path = given?.value ?? "~/.ssh/known_hosts";
  return path.startsWith("~/") ? join(home, path.slice(2)) : path;
}

const pin = /^(?:SHA256:[A-Za-z0-9+/]{43}=?|(?:ssh|ecdsa)-\S+ AAAA[A-Za-z0-9+/=]+(?: .*)?)$/;

function hostKeysOf({ host_keys: given }: SshGiven, report: Report): SshSettings["hostKeys"] {
  return new Map(
    Object.entries(given?.value ?? {}).map(([node, text]) => {
      const pins = text.split(/[,\n]/).flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
      if (pins.length === 0 || !pins.every((each) => pin.test(each)))
        report(
          error(`ssh.host_keys.${node} is no host key`, {
            path: ["ssh", 0, "host_keys", node],
            detail: `Given: ${JSON.stringify(text)}. Write a fingerprint (SHA256:...), as ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub shows it on the node, or the line of that file.`,
          }),
        );
      return [node, pins];
    }),
  );
}
