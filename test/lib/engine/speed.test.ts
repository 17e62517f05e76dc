import { expect, it } from "vitest";

import { Workshop } from "./workshop.js";

/** Milliseconds of our own work for each of so many steps: the toy world answers at once. */
async function costPerStep(count: number): Promise<number> {
  const shop = await Workshop.open();
  const things = Array.from({ length: count }, (_, index): [string, Record<string, unknown>] => [
    `t${index}`,
    { name: `t${index}`, ...(index < 10 ? {} : { comment: `\${toy_thing.t${index % 10}.id}` }) },
  ]);
  await shop.code({ toy_thing: Object.fromEntries(things) });
  return shop.within(async (stack) => {
    const plan = await stack.plan();
    const before = process.cpuUsage();
    expect(await stack.apply(plan)).toMatchObject({ outcome: "done" });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / count;
  });
}

it("costs per step at 1000 resources at most one and a half times what it costs at 100", async () => {
  await costPerStep(100);
  const small = Math.min(await costPerStep(100), await costPerStep(100), await costPerStep(100));
  const large = Math.min(await costPerStep(1000), await costPerStep(1000));
  expect(large / small).toBeLessThan(1.5);
}, 120_000);
