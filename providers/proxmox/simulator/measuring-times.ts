import { textOf, type Call } from "./call.js";

/** Of each timeframe: how many steps are kept, of how many seconds. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  hour: [60, 60],
  day: [1440, 60],
  week: [336, 1800],
  month: [1440, 1800],
  year: [1460, 21600],
  decade: [521, 604800],
};

/** The answer to who asks for measured figures: nothing was measured, so only the times. */
export function measuringTimes(call: Call): readonly { readonly time: number }[] {
  const [count, step] = steps[textOf(call, "timeframe") as string] ?? [0, 1];
  const last = Math.floor(call.world.clock.now() / 1000 / step) * step;
  return Array.from({ length: count }, (_, index) => ({ time: last - (count - 1 - index) * step }));
}
