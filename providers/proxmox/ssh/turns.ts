/** Lets only so many pieces of work run at once, and fewer where the other side takes fewer. */
export class Turns {
  #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
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

  async #enter(): Promise<void> {
    while (this.#running >= this.#most)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    this.#running++;
  }

  #leave(): void {
    this.#running--;
    this.#waiting.shift()?.();
  }
}
