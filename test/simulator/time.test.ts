import { describe, expect, it } from "vitest";

import {
  heldClock,
  instantClock,
  realClock,
  scaledClock,
  type Clock,
} from "../../providers/proxmox/simulator/clock.js";

/** What happened, in order. */
function recorder(clock: Clock) {
  const seen: string[] = [];
  const sleeper = async (name: string, ...naps: readonly number[]) => {
    for (const [index, nap] of naps.entries()) {
      await clock.sleep(nap);
      seen.push(`${name}${index + 1}`);
    }
  };
  return { seen, sleeper };
}

describe("a clock", () => {
  it.each([
    ["instant", instantClock()],
    ["scaled", scaledClock(1000)],
  ])("that is %s wakes sleepers in the order of their waking, whoever slept first", async (_, clock) => {
    const { seen, sleeper } = recorder(clock);
    await Promise.all([sleeper("a", 60_000), sleeper("b", 10_000, 20_000, 40_000), sleeper("c", 40_000)]);
    expect(seen).toEqual(["b1", "b2", "c1", "a1", "b3"]);
  });

  it("that is instant lets the time of day move on by what was slept, and hardly any time pass", async () => {
    const clock = instantClock();
    const [before, started] = [clock.now(), performance.now()];
    await Promise.all([clock.sleep(3_600_000), clock.sleep(7_200_000)]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
    expect(clock.now() - before).toBeLessThan(7_201_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("that is held stands still until it is advanced, and then lets happen what follows from that", async () => {
    const clock = heldClock();
    const { seen, sleeper } = recorder(clock);
    const work = Promise.all([sleeper("a", 10_000, 10_000, 10_000), sleeper("b", 15_000)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual([]);
    const before = clock.now();
    await clock.advance(25_000);
    expect(seen).toEqual(["a1", "b1", "a2"]);
    expect(clock.now() - before).toBe(25_000);
    await clock.advance(5_000);
    await work;
  });

  it("that is real can be advanced all the same", async () => {
    const clock = realClock();
    const { seen, sleeper } = recorder(clock);
    void sleeper("a", 3_600_000);
    const before = clock.now();
    await clock.advance(3_600_000);
    expect(seen).toEqual(["a1"]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  it("that is real wakes nobody early, however long they sleep", async () => {
    const clock = realClock();
    const { seen, sleeper } = recorder(clock);
    void sleeper("a", 2 ** 32);
    void sleeper("b", 20);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen).toEqual(["b1"]);
  });
});
