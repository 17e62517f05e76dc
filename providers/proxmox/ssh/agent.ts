import ssh2, {
  type BaseAgent as Agent,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from "ssh2";

const { BaseAgent, createAgent, utils } = ssh2;

/** One key that an agent holds, and the agent as if it held no other: keys are offered one by one. */
export interface AgentKey {
  readonly type: string;
  readonly key: ParsedKey;
  readonly comment: string;
  readonly agent: Agent;
}

/** The keys of the agent that listens at a socket, or a pipe of Windows. */
export function agentKeys(socket: string): Promise<readonly AgentKey[]> {
  const agent = createAgent(socket);
  return new Promise((resolve, reject) => {
    agent.getIdentities((failure, found = []) => {
      if (failure !== null && failure !== undefined) return reject(failure);
      resolve(
        found.flatMap((each) => {
          const key = utils.parseKey(each as Buffer);
          if (key instanceof Error) return [];
          return [{ type: key.type, key, comment: key.comment, agent: new OneKeyAgent(agent, key) }];
        }),
      );
    });
  });
}

class OneKeyAgent extends BaseAgent<ParsedKey> {
  readonly #agent: Agent;
  readonly #key: ParsedKey;

  constructor(agent: Agent, key: ParsedKey) {
    super();
    this.#agent = agent;
    this.#key = key;
  }

  override getIdentities(callback: (failure: undefined, keys: ParsedKey[]) => void): void {
    callback(undefined, [this.#key]);
  }

  override sign(...[key, data, options, callback]: Signing): void {
    if (typeof options === "function") this.#agent.sign(key, data, options);
    else this.#agent.sign(key, data, options, callback);
  }
}

type Signing = [
  key: ParsedKey,
  data: Buffer,
  options: SigningRequestOptions | SignCallback,
  callback?: SignCallback,
];
