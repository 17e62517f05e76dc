import { diagnosticsOf, Refusal } from "../../lib/diagnostic/refusal.js";
import type { TaskListener, Tasks } from "../../lib/schema/provider.js";
import { ApiError } from "./api/api-error.js";
import { Client } from "./api/client.js";
import type { ConnectionSettings } from "./api/settings/connection-settings.js";
import { waitForTask } from "./api/task.js";

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

/** A cluster that resources are read from and written to; what is read in bulk is kept until it is forgotten. */
export class Connection implements Tasks {
  readonly api: Client;
  #kept = new Map<string, Promise<unknown>>();

  constructor(settings: ConnectionSettings) {
    this.api = new Client(settings);
  }

  /** Reads a whole list once, however many resources ask. */
  once<T>(path: string): Promise<T> {
    const known = this.#kept.get(path);
    if (known !== undefined) return known as Promise<T>;
    const fresh = this.api.get<T>(path);
    this.#kept.set(path, fresh);
    fresh.catch(() => this.#kept.delete(path));
    return fresh;
  }

  /** Where a guest is now; undefined if the cluster has none of this id that we may see. */
  async locate(vmid: number): Promise<GuestRow | undefined> {
    return (await this.guests()).get(vmid);
  }

  async guests(): Promise<ReadonlyMap<number, GuestRow>> {
    const rows = this.once<readonly GuestRow[]>("/cluster/resources?type=vm");
    const known = this.#indexed.get(rows);
    if (known !== undefined) return known;
    const index = rows.then((all) => new Map(all.map((row) => [row.vmid, row])));
    this.#indexed.set(rows, index);
    return index;
  }

  readonly #indexed = new WeakMap<Promise<unknown>, Promise<ReadonlyMap<number, GuestRow>>>();

  waitForTask(id: string, listener: TaskListener): Promise<void> {
    return waitForTask(this.api, id, listener);
  }

  forget(): void {
    this.#kept = new Map();
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

/** Makes sure that the endpoint answers and takes the credentials, before anything else is asked. */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const connection = new Connection(settings);
  try {
    await connection.once("/version");
    return connection;
  } catch (thrown) {
    await connection.close();
    throw new Refusal(refused(settings, thrown));
  }
}

function refused({ endpoints, credentials }: ConnectionSettings, thrown: unknown) {
  if (!(thrown instanceof ApiError) || thrown.refused.status !== 401) return diagnosticsOf(thrown);
  const what =
    credentials.kind === "token"
      ? `API token ${credentials.token.split("=")[0]}`
      : credentials.kind === "ticket"
        ? "ticket"
        : "password";
  return [
    {
      severity: "error" as const,
      summary: `Proxmox VE does not accept the ${what}`,
      detail: `${endpoints[0]} answered 401: ${thrown.refused.text}. Check that it exists, has not expired, and belongs to this cluster.`,
      path: [
        credentials.kind === "token"
          ? "api_token"
          : credentials.kind === "ticket"
            ? "auth_ticket"
            : "password",
      ],
    },
  ];
}
