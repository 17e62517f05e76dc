import type { TaskListener, Tasks } from "../../lib/schema/provider.js";
import { Client } from "./api/client.js";
import { filled } from "./api/filled.js";
import type { Parameters } from "./api/parameters.js";
import type { ConnectionSettings } from "./api/settings/connection-settings.js";
import { otherEndpoints } from "./api/other-endpoints.js";
import { randomId } from "./api/random-id.js";
import { waitForTask } from "./api/task.js";
import type { WebFile, WebWays } from "./api/web-file.js";
import { Privileges, type Ask } from "./checks/privileges.js";
import type { Ssh } from "./ssh/ssh.js";
import { Turns, type Turn } from "./ssh/turns.js";
import type { SshNode } from "./ssh/ssh-node.js";
import type { Given, PathOf, ResultOf } from "./api/typed-calls.js";

/** A guest as the cluster's list of resources shows it. */
export interface GuestRow {
  readonly vmid: number;
  readonly type: "qemu" | "lxc";
  readonly node: string;
  readonly status: string;
  readonly name?: string;
  readonly pool?: string;
  readonly tags?: string;
  readonly template?: number;
  readonly lock?: string;
}

/** What the views of one connection have in common. */
interface Line {
  readonly api: Client;
  readonly privileges: Privileges;
  readonly kept: Map<string, Promise<unknown>>;
  readonly guests: WeakMap<Promise<unknown>, Promise<ReadonlyMap<number, GuestRow>>>;
  readonly turns: Map<string, Turns>;
  ssh: Promise<Ssh> | undefined;
}

function lineTo(settings: ConnectionSettings): Line {
  const api = new Client(settings);
  const ask: Ask = (path) => api.get("/access/permissions", { path }) as ReturnType<Ask>;
  return {
    api,
    privileges: new Privileges(ask),
    kept: new Map(),
    guests: new WeakMap(),
    turns: new Map(),
    ssh: undefined,
  };
}

/** A cluster that resources are read from and written to; what is read in bulk is kept until it is forgotten. */
export class Connection implements Tasks {
  readonly api: Client;
  readonly #settings: ConnectionSettings;
  readonly #line: Line;

  constructor(settings: ConnectionSettings, line = lineTo(settings), api = line.api) {
    this.#settings = settings;
    this.#line = line;
    this.api = api;
  }

  until(signal: AbortSignal): this {
    return new Connection(this.#settings, this.#line, this.#line.api.until(signal)) as this;
  }

  /** Who we are to the API: `root@pam`, `root@pam!deploy`. */
  get login(): string {
    return this.api.login;
  }

  /** What a check before the first write is that fails. */
  get checks(): ConnectionSettings["checks"] {
    return this.#settings.checks;
  }

  /** What this login may. */
  get privileges(): Privileges {
    return this.#line.privileges;
  }

  /** A node over SSH, for what the API can't do. Logs in with the first command. */
  async ssh(node: string): Promise<SshNode> {
    // Loaded only now: most stacks need no SSH.
    const { api } = this.#line;
    this.#line.ssh ??= import("./ssh/ssh.js").then(
      ({ Ssh }) => new Ssh(this.#settings.ssh, (name) => api.get("/nodes/{node}/network", { node: name })),
    );
    return (await this.#line.ssh).node(node);
  }

  /** A file that a server on the web has; it is reached through the proxy where there is one. */
  async webFile(url: string, ways: Pick<WebWays, "trust" | "minimumTls">): Promise<WebFile> {
    const { webFile } = await import("./api/web-file.js");
    const { proxy, plainProxy } = this.#settings;
    return webFile(url, { ...ways, proxy, plainProxy });
  }

  /** Reads a whole list once, however many resources ask. */
  once<P extends PathOf<"GET">>(path: P, ...given: Given<"GET", P>): Promise<ResultOf<"GET", P>> {
    const [parameters] = given;
    return this.onceAt(path, parameters as Parameters | undefined);
  }

  /** The same for a path that is worked out, so that the compiler can't know it. */
  onceAt<T>(path: string, parameters: Parameters = {}): Promise<T> {
    const key = JSON.stringify(filled(path, parameters));
    const { kept } = this.#line;
    const known = kept.get(key);
    if (known !== undefined) return known as Promise<T>;
    const fresh = this.api.ask<T>("GET", path, parameters);
    kept.set(key, fresh);
    fresh.catch(() => kept.delete(key));
    return fresh;
  }

  /** Lets work at what a node has only one of wait for the work before it; `what` names it. */
  inTurn<T>(what: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    const turns = this.#line.turns.get(what) ?? new Turns(1);
    this.#line.turns.set(what, turns);
    return turns.take(work);
  }

  /** Where a guest is now; undefined if the cluster has none of this id that we may see. */
  async locate(vmid: number): Promise<GuestRow | undefined> {
    return (await this.guests()).get(vmid);
  }

  async guests(): Promise<ReadonlyMap<number, GuestRow>> {
    const rows = this.once("/cluster/resources", { type: "vm" }) as Promise<readonly GuestRow[]>;
    const known = this.#line.guests.get(rows);
    if (known !== undefined) return known;
    const index = rows.then((all) => new Map(all.map((row) => [row.vmid, row])));
    this.#line.guests.set(rows, index);
    return index;
  }

  /** Learns where else the cluster can be read, should this endpoint fail; not every login may ask. */
  async lookAround(): Promise<void> {
    const members = await this.once("/cluster/status").catch(() => []);
    this.api.found(otherEndpoints(this.api.endpoint, members));
  }

  /** A number for a new guest. PVE reserves none: who is faster has it. */
  async freeVmid(): Promise<number> {
    const range = this.#settings.randomIds;
    if (range === undefined) return Number(await this.api.get("/cluster/nextid"));
    return randomId(range, new Set((await this.guests()).keys()));
  }

  waitForTask(id: string, listener: TaskListener): Promise<void> {
    // A task that is called off is waited for all the same, until it has ended.
    return waitForTask(this.#line.api, id, listener);
  }

  forget(): void {
    this.#line.kept.clear();
  }

  async close(): Promise<void> {
    await (await this.#line.ssh)?.close();
    await this.api.close();
  }
}

/** Makes sure that an endpoint answers and takes the credentials, before anything else is asked. */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const connection = new Connection(settings);
  try {
    await connection.once("/version");
    if (settings.endpoints.length === 1 && settings.trust.kind !== "any") void connection.lookAround();
    return connection;
  } catch (thrown) {
    await connection.close();
    throw thrown;
  }
}
