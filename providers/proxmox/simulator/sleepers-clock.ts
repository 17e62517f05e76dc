/** Arranges that `arrive` is called when so much time has passed, and answers how to call that off. */
export type Approach = (milliseconds: number, arrive: () => void) => () => void;

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that knows who sleeps on it: they wake in order, however time passes. */
export class SleepersClock {
  readonly #passed: () => number;
  readonly #approach: Approach;
  /** The next to wake first. */
  readonly #sleepers: Sleeper[] = [];
  #ahead = 0;
  #callOff: () => void = () => undefined;

  constructor(passed: () => number, approach: Approach) {
    this.#passed = passed;
    this.#approach = approach;
  }

  now(): number {
    return this.#passed() + this.#ahead;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const until = this.now() + milliseconds;
      const place = this.#sleepers.findLastIndex((other) => other.until <= until) + 1;
      const leave = () => void this.#leave(sleeper);
      const wake = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const sleeper = { until, wake };
      signal?.addEventListener("abort", leave);
      this.#sleepers.splice(place, 0, sleeper);
      if (place === 0) this.#awaitNext();
    });
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds;
    await consequences();
    for (let next = this.#sleepers[0]; next !== undefined && next.until <= end; next = this.#sleepers[0]) {
      this.#wake();
      await consequences();
    }
    this.#moveTo(end);
    this.#awaitNext();
    await consequences();
  }

  /** Time doesn't run to a waking that nobody waits for. */
  #leave(sleeper: Sleeper): void {
    const place = this.#sleepers.indexOf(sleeper);
    if (place < 0) return;
    this.#sleepers.splice(place, 1);
    if (place === 0) this.#awaitNext();
  }

  #awaitNext(): void {
    this.#callOff();
    const [next] = this.#sleepers;
    if (next === undefined) return;
    this.#callOff = this.#approach(Math.max(0, next.until - this.now()), () => {
      this.#wake();
      this.#awaitNext();
    });
  }

  #wake(): void {
    const next = this.#sleepers.shift();
    if (next === undefined) return;
    this.#moveTo(next.until);
    next.wake();
  }

  #moveTo(time: number): void {
    this.#ahead += Math.max(0, time - this.now());
  }
}

/** Who can do something without waiting does it. */
async function consequences(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
