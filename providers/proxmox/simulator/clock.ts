import { SleepersClock, type Approach } from "./sleepers-clock.js";

/** A timer of Node.js takes no more, and fires at once if it is given more. */
const longestTimer = 2 ** 31 - 1;

/** How time passes for tasks and timeouts. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Never wakes who is roused by the signal first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Lets so much time pass at once: who sleeps wakes in the order of waking, and does what follows from it. */
  advance(milliseconds: number): Promise<void>;
}

/** Time as it is. */
export function realClock(): Clock {
  return scaledClock(1);
}

/** Nothing takes time, yet the time of day moves on by what was slept, and who slept less wakes first. */
export function instantClock(): Clock {
  const approach: Approach = (_, arrive) => {
    const next = setImmediate(arrive);
    return () => clearImmediate(next);
  };
  return new SleepersClock(Date.now, approach);
}

/** Time that runs a number of times faster. */
export function scaledClock(factor: number): Clock {
  const start = Date.now();
  const approach: Approach = (milliseconds, arrive) => {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(
        () => (left > longestTimer ? wait(left - longestTimer) : arrive()),
        Math.min(left, longestTimer),
      );
      // A simulation that has ended has nothing more to wait for.
      timer.unref();
    };
    wait(milliseconds / factor);
    return () => clearTimeout(timer);
  };
  return new SleepersClock(() => start + (Date.now() - start) * factor, approach);
}

/** Time that stands still until it is advanced. */
export function heldClock(start = Date.now()): Clock {
  return new SleepersClock(
    () => start,
    () => () => undefined,
  );
}
