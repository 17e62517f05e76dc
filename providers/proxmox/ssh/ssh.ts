import { reach, type Interface } from "./reach.js";
import { SshSession } from "./session.js";
import type { SshSettings } from "./settings/ssh-settings.js";

/** Asks the API for a node's interfaces. */
type InterfacesOf = (node: string) => Promise<readonly Interface[]>;

/** The nodes of a cluster over SSH, each with one connection that all share. */
export class Ssh {
  readonly #settings: SshSettings;
  readonly #interfacesOf: InterfacesOf;
  readonly #sessions = new Map<string, Promise<SshSession>>();

  constructor(settings: SshSettings, interfacesOf: InterfacesOf) {
    this.#settings = settings;
    this.#interfacesOf = interfacesOf;
  }

  node(name: string): Promise<SshSession> {
    const known = this.#sessions.get(name);
    if (known !== undefined) return known;
    const session = reach(name, this.#settings, this.#interfacesOf).then(
      (place) => new SshSession(place, this.#settings),
    );
    this.#sessions.set(name, session);
    session.catch(() => this.#sessions.delete(name));
    return session;
  }

  async close(): Promise<void> {
    const sessions = await Promise.allSettled(this.#sessions.values());
    for (const each of sessions) if (each.status === "fulfilled") await each.value.close();
  }
}
