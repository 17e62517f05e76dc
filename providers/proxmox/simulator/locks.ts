import type { Clock } from "./clock.js";
import { fail } from "./failure.js";

export interface LockWish {
  /** `/var/lock/qemu-server/lock-100.conf` */
  readonly file: string;
  /** On which node; undefined for what all nodes share. */
  readonly node?: string | undefined;
  /** Who only reads shares with others who only read. */
  readonly mode: "exclusive" | "shared";
  readonly patienceMilliseconds: number;
  /** What is said where it could not be had. */
  readonly problem?: (reason: string) => string;
}

/** What a task does while it waits for a lock: it says so in its log, and may be stopped. */
export interface Waiting {
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

interface Lock {
  holders: number;
  mode: LockWish["mode"];
  readonly queue: { readonly mode: LockWish["mode"]; readonly grant: () => void }[];
}

/** Lock files: who comes later waits, in the order of coming. */
export class Locks {
  readonly #clock: Clock;
  readonly #locks = new Map<string, Lock>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does work while it has a lock, or fails as PVE does when it could not get it in time. */
  async during<T>(wish: LockWish, work: () => T | Promise<T>, waiting?: Waiting): Promise<T> {
    await this.#acquire(wish, waiting);
    try {
      return await work();
    } finally {
      this.#release(keyOf(wish));
    }
  }

  /** Holds a lock for so long, as if somebody else had it; waits for whoever has it. */
  async hold(what: Pick<LockWish, "file" | "node">, milliseconds: number): Promise<void> {
    const wish = { ...what, mode: "exclusive", patienceMilliseconds: Infinity } as const;
    await this.during(wish, () => this.#clock.sleep(milliseconds));
  }

  /** Forgets who has locks on a node that lost its power, and who waits there. */
  forget(node: string): void {
    for (const key of this.#locks.keys()) if (key.startsWith(`${node}:`)) this.#locks.delete(key);
  }

  async #acquire(wish: LockWish, waiting: Waiting | undefined): Promise<void> {
    const { file, mode, patienceMilliseconds } = wish;
    const lock = this.#locks.get(keyOf(wish));
    if (lock === undefined) return void this.#locks.set(keyOf(wish), { holders: 1, mode, queue: [] });
    if (lock.mode === "shared" && mode === "shared" && lock.queue.length === 0) return void lock.holders++;
    waiting?.log("trying to acquire lock...");
    const over = new AbortController();
    const place = { mode, grant: () => undefined as void };
    const granted = new Promise<undefined>((resolve) => (place.grant = () => resolve(undefined)));
    lock.queue.push(place);
    const late = this.#late(patienceMilliseconds, over.signal);
    const reason = await Promise.race([granted, late, interruptionOf(waiting?.signal, over.signal)]);
    over.abort();
    if (reason === undefined) return void waiting?.log(" OK");
    lock.queue.splice(lock.queue.indexOf(place), 1);
    fail(wish.problem?.(reason) ?? `can't lock file '${file}' - ${reason}`);
  }

  async #late(milliseconds: number, signal: AbortSignal): Promise<string> {
    if (milliseconds === Infinity) return new Promise(() => undefined);
    await this.#clock.sleep(milliseconds, signal);
    return "got timeout";
  }

  #release(key: string): void {
    const lock = this.#locks.get(key);
    if (lock === undefined || --lock.holders > 0) return;
    const [next] = lock.queue;
    if (next === undefined) return void this.#locks.delete(key);
    lock.mode = next.mode;
    while (lock.queue[0] !== undefined && (lock.holders === 0 || both(lock.mode, lock.queue[0].mode))) {
      lock.holders++;
      lock.queue.shift()?.grant();
    }
  }
}

function keyOf({ file, node = "" }: Pick<LockWish, "file" | "node">): string {
  return `${node}:${file}`;
}

function both(one: LockWish["mode"], other: LockWish["mode"]): boolean {
  return one === "shared" && other === "shared";
}

function interruptionOf(signal: AbortSignal | undefined, over: AbortSignal): Promise<string> {
  return new Promise((resolve) =>
    signal?.addEventListener("abort", () => resolve("interrupted by signal"), { once: true, signal: over }),
  );
}
