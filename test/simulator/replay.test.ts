import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { likeness, type Likeness } from "./likeness.js";
import { Replay, recording } from "./recording.js";
import { serveDownloads, type Downloads } from "./downloads.js";

/** Of each recording's scored answers, how many have the recorded shape, and how many are the same: at least. */
const floors: Readonly<Record<string, readonly [shape: number, same: number]>> = {
  access: [168, 166],
  cluster: [83, 77],
  firewall: [68, 68],
  ha: [34, 34],
  lxc: [73, 63],
  nodes: [82, 69],
  permissions: [62, 62],
  pools: [43, 40],
  qemu: [218, 215],
  running_lxc: [342, 336],
  running_qemu_agent: [113, 112],
  running_qemu_config: [610, 608],
  running_qemu_disks: [342, 337],
  running_qemu_power: [334, 304],
  sdn: [65, 65],
  smoke_get: [331, 308],
  storage: [150, 134],
  tasks: [34, 23],
};

let downloads: Downloads;
let replay: Replay | undefined;
beforeEach(async () => {
  downloads = await serveDownloads();
});
afterEach(async () => {
  await replay?.simulation.close();
  await downloads.close();
});

describe.each(Object.entries(floors))("the recording %s", (name, [shape, same]) => {
  it("is answered as the real daemons did", { timeout: 60_000 }, async () => {
    replay = await Replay.start(name, downloads.ports);
    const counts: Record<Likeness, number> = { status: 0, shape: 0, value: 0, same: 0 };
    const misses: string[] = [];
    for (const [index, exchange] of recording(name).entries()) {
      const { verb, path, parameters, status = 200, data, message, errors, unscored } = exchange;
      const answer = await replay.ask(exchange);
      if (unscored !== undefined) continue;
      const recorded = {
        status,
        ...(data === undefined ? {} : { data }),
        ...(message === undefined ? {} : { message }),
        ...(errors === undefined ? {} : { errors }),
      };
      const how = likeness(answer, recorded, path);
      counts[how]++;
      if (how !== "same")
        misses.push(
          `${how} ${index} ${verb} ${path} ${JSON.stringify(parameters)}\n    is ${JSON.stringify(answer).slice(0, 400)}\n   was ${JSON.stringify(recorded).slice(0, 400)}`,
        );
    }
    const report = `${JSON.stringify(counts)}\n${misses.join("\n")}`;
    expect(counts.value + counts.same, report).toBeGreaterThanOrEqual(shape);
    expect(counts.same, report).toBeGreaterThanOrEqual(same);
  });
});
