import { reach, type Interface } from "./reach.js";
import { SshNode } from "./ssh-node.js";
import { SshSession } from "./session.js";
import type { SshSettings } from "./settings/ssh-settings.js";

/** Asks the API for a node's interfaces. */
type InterfacesOf = (node: string) => Promise<readonly Interface[]>;

/** The nodes of a cluster over SSH, each with one connection that all share. */
export class Ssh {
  readonly #settings: SshSettings;
  readonly #interfacesOf: InterfacesOf;
  readonly #nodes = new Map<string, Promise<SshNode>>();

  constructor(settings: SshSettings, interfacesOf: InterfacesOf) {
    this.#settings = settings;
    this.#interfacesOf = interfacesOf;
  }

  node(name: string): Promise<SshNode> {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const node = reach(name, this.#settings, this.#interfacesOf).then(
      (place) => new SshNode(new SshSession(place, this.#settings)),
    );
    this.#nodes.set(name, node);
    node.catch(() => this.#nodes.delete(name));
    return node;
  }

  async close(): Promise<void> {
    const nodes = await Promise.allSettled(this.#nodes.values());
    for (const each of nodes) if (each.status === "fulfilled") await each.value.session.close();
  }
}
