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

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      const until = this.now() + milliseconds;
      const place = this.#sleepers.findLastIndex((other) => other.until <= until) + 1;
      this.#sleepers.splice(place, 0, { until, wake });
      if (place === 0) this.#awaitNext();
    });
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds;
    for (let next = this.#sleepers[0]; next !== undefined && next.until <= end; next = this.#sleepers[0]) {
      this.#wake();
      await consequences();
    }
    this.#moveTo(end);
    this.#awaitNext();
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

/** Who woke up does what can be done without waiting again. */
async function consequences(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
