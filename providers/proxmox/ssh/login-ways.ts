import type { AnyAuthMethod, ParsedKey } from "ssh2";

import { agentKeys } from "./agent.js";
import { keyText, publicKeyOf } from "./public-key.js";
import { readPrivateKey } from "./read-private-key.js";
import type { SshSettings } from "./settings/ssh-settings.js";

/** One way to prove who we are. */
export interface LoginWay {
  /** For messages, without secrets: `agent: ssh-ed25519 SHA256:... (me@laptop)`. */
  readonly name: string;
  /** What the server calls it; the first that it offers is taken. */
  readonly methods: readonly ("publickey" | "password" | "keyboard-interactive")[];
  attempt(method: string, username: string): AnyAuthMethod;
}

export interface LoginWays {
  /** In the order in which they are tried. */
  readonly ways: readonly LoginWay[];
  /** Why the other ones are none: `password: none is given`. */
  readonly missing: readonly string[];
}

/** More keys than these are not what an agent is asked for: each is a failed login to whoever watches the server. */
const mostAgentKeys = 15;

/** The ways to log in that the settings give: the agent's keys, then the private key, then the password. */
export async function loginWays(settings: SshSettings): Promise<LoginWays> {
  const found = [await byAgent(settings), await byPrivateKey(settings), byPassword(settings)];
  return { ways: found.flatMap(({ ways }) => ways), missing: found.flatMap(({ missing }) => missing) };
}

async function byAgent({ agent }: SshSettings): Promise<LoginWays> {
  if (agent === undefined) return none("agent: not asked, since ssh.agent is not true");
  const { socket } = agent;
  if (socket === undefined)
    return none("agent: neither ssh.agent_socket nor SSH_AUTH_SOCK says where it listens");
  const keys = await agentKeys(socket).catch((thrown: unknown) => messageOf(thrown));
  if (typeof keys === "string") return none(`agent: ${socket}: ${keys}. Is it running?`);
  if (keys.length === 0) return none(`agent: ${socket} has no keys. Add one: ssh-add`);
  const rest = keys.length - mostAgentKeys;
  return {
    ways: keys.slice(0, mostAgentKeys).map(({ key, comment, agent: withOneKey }) => ({
      name: `agent: ${textOf(key)}${comment === "" ? "" : ` (${comment})`}`,
      methods: ["publickey"],
      attempt: (_method, username) => ({ type: "agent", username, agent: withOneKey }),
    })),
    missing:
      rest > 0 ? [`agent: ${rest} more keys were not tried. Use an agent with the one that is meant`] : [],
  };
}

async function byPrivateKey({ privateKey }: SshSettings): Promise<LoginWays> {
  if (privateKey === undefined) return none("private key: none is given");
  const key = await readPrivateKey(privateKey);
  if (key instanceof Error) return none(`private key: ${key.message}`);
  return {
    ways: [
      {
        name: `private key: ${textOf(key)}`,
        methods: ["publickey"],
        attempt: (_method, username) => ({ type: "publickey", username, key }),
      },
    ],
    missing: [],
  };
}

function byPassword({ password }: SshSettings): LoginWays {
  if (password === undefined) return none("password: none is given");
  return {
    ways: [
      {
        name: "password",
        methods: ["password", "keyboard-interactive"],
        attempt: (method, username) =>
          method === "password"
            ? { type: "password", username, password }
            : {
                type: "keyboard-interactive",
                username,
                // A question that may be shown on the screen is not for the password.
                prompt: (...[, , , prompts, finish]) =>
                  finish(prompts.map(({ echo }) => (echo === true ? "" : password))),
              },
      },
    ],
    missing: [],
  };
}

function none(reason: string): LoginWays {
  return { ways: [], missing: [reason] };
}

function textOf(key: ParsedKey): string {
  return keyText(publicKeyOf(key.getPublicSSH()));
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
