/** Asks Proxmox VE what the login may at a path. */
export type Ask = (path: string) => Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>>;

/** What a login may, as the cluster itself says, path by path; kept, since a plan asks for few paths often. */
export class Privileges {
  readonly #ask: Ask;
  readonly #kept = new Map<string, Promise<ReadonlySet<string>>>();
  readonly #asking = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  known(path: string): Promise<ReadonlySet<string>> {
    return this.#kept.get(path) ?? this.fresh(path);
  }

  /** Asks anew, once for all who want to know at the same time. */
  fresh(path: string): Promise<ReadonlySet<string>> {
    const running = this.#asking.get(path);
    if (running !== undefined) return running;
    const asked = this.#ask(path).then((all) => new Set(Object.keys(all[path] ?? {})));
    this.#asking.set(path, asked);
    this.#kept.set(path, asked);
    void asked.then(
      () => this.#asking.delete(path),
      () => (this.#asking.delete(path), this.#kept.delete(path)),
    );
    return asked;
  }
}
