/** What has to be ended with a simulation: the last begun is ended first, each once. */
export class Closing {
  readonly #ends: (() => Promise<unknown>)[] = [];
  #isClosed = false;

  /** What begins too late is ended at once. */
  add(end: () => Promise<unknown>): void {
    if (this.#isClosed) void end();
    else this.#ends.push(end);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
