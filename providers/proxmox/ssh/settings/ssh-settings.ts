import type { Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { PrivateKey } from "./private-key.js";

/** How to reach the nodes over SSH; secrets inside. */
export interface SshSettings {
  /** Who logs in. Where nobody says it, that is told to whoever needs SSH. */
  readonly user: { readonly name: string } | { readonly missing: Diagnostic };
  /** Undefined where no agent is to be asked. */
  readonly agent: AgentSettings | undefined;
  readonly privateKey: PrivateKey | undefined;
  readonly password: string | undefined;
  readonly proxy: ProxySettings | undefined;
  /** By node. */
  readonly addresses: ReadonlyMap<string, NodeAddress>;
  readonly addressSource: "api" | "dns";
  /** Path of the file of known hosts. */
  readonly knownHosts: string;
  readonly hostKeyChecking: "accept-new" | "strict";
  /** By node: fingerprints or public keys, none other is accepted. */
  readonly hostKeys: ReadonlyMap<string, readonly string[]>;
}

export interface AgentSettings {
  /** Undefined where nothing says where it listens. */
  readonly socket: string | undefined;
  readonly forwarding: boolean;
}

export interface ProxySettings {
  readonly host: string;
  readonly port: number;
  readonly login: { readonly username: string; readonly password: string } | undefined;
}

export interface NodeAddress {
  readonly address: string;
  readonly port: number;
}
