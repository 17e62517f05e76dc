import { expect, it } from "vitest";

import { stepFigures } from "../../../tools/bench/steps.js";

it("costs per step at 1000 resources at most one and a half times what it costs at 100", async () => {
  for (const { name, value, bound } of await stepFigures())
    expect({ name, isWithin: value <= bound, value }).toMatchObject({ isWithin: true });
}, 120_000);
