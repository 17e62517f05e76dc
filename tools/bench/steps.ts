import { Workshop } from "../../test/lib/engine/workshop.js";
import type { Figure } from "./figure.js";

/** What a step of an apply costs us at 1000 resources, against 100: the toy world answers at once. */
export async function stepFigures(): Promise<readonly Figure[]> {
  await costPerStep(100);
  const small = Math.min(await costPerStep(100), await costPerStep(100), await costPerStep(100));
  const large = Math.min(await costPerStep(1000), await costPerStep(1000));
  const against = `${large.toFixed(2)} ms / ${small.toFixed(2)} ms at 100`;
  return [
    { name: "own cost of a step at 1000 resources", against, value: large / small, bound: 1.5, unit: "x" },
  ];
}

/** Milliseconds of the processor for each of so many steps. */
export async function costPerStep(count: number): Promise<number> {
  const shop = await Workshop.open();
  const things = Array.from({ length: count }, (_, index): [string, Record<string, unknown>] => [
    `t${index}`,
    { name: `t${index}`, ...(index < 10 ? {} : { comment: `\${toy_thing.t${index % 10}.id}` }) },
  ]);
  await shop.code({ toy_thing: Object.fromEntries(things) });
  return shop.within(async (stack) => {
    const plan = await stack.plan();
    const before = process.cpuUsage();
    const { outcome } = await stack.apply(plan);
    if (outcome !== "done") throw new Error(`the apply ended as ${outcome}`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / count;
  });
}
