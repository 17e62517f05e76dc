import type { Clock } from "../clock.js";

/** A clock by whose time nothing takes any until the building is done. */
export interface BuildingClock extends Clock {
  done(): void;
}

export function buildingClock(clock: Clock): BuildingClock {
  let isBuilding = true;
  return {
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    sleep: (milliseconds, signal) =>
      isBuilding ? new Promise((resolve) => setImmediate(resolve)) : clock.sleep(milliseconds, signal),
    done: () => void (isBuilding = false),
  };
}
