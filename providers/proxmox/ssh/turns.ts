/** What work can do about its turn. */
export type Turn = Pick<Turns, "waiting" | "behindOthers">;

/** Lets only so many pieces of work run at once, and fewer where the other side takes fewer. */
export class Turns {
  #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work(this);
    } finally {
      this.#leave();
    }
  }

  /** Called within a turn that the other side had no place for: makes room for one less and comes again when others left. */
  async another(milliseconds: number): Promise<void> {
    this.#most = Math.max(1, this.#running - 1);
    this.#leave();
    // The other side takes its time to see that somebody left.
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.#enter();
  }

  /** How many wait for a turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Called within a turn: lets all who wait go first, and comes again. */
  async behindOthers(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const again = this.#next();
    this.#leave();
    await again;
  }

  async #enter(): Promise<void> {
    if (this.#running >= this.#most) return this.#next();
    this.#running++;
  }

  #next(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  /** Who waits longest is given the turn itself: nobody who comes in between can take it. */
  #leave(): void {
    const next = this.#running <= this.#most ? this.#waiting.shift() : undefined;
    if (next === undefined) this.#running--;
    else next();
  }
}
