import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

import { Agent, request } from "undici";

import { timed, type Figure } from "./figure.js";
import { firstAnswer, subject, type Measured, type Place } from "./simulator-subject.js";

const reads = 4000;
const connections = 8;
const manyGuests = 5000;

/**
 * What the simulator of the package takes: to start, to answer, to hold thousands of guests. Its bounds are times of a
 * clock, so the best of some rounds counts, in which nothing else took the processor.
 */
export async function simulatorFigures(cli: string, door: string): Promise<readonly Figure[]> {
  return [await readyFigure(cli), await firstFigure(door), await readsFigure(door), await memoryFigure(door)];
}

async function readyFigure(cli: string): Promise<Figure> {
  const times = { ready: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 9; round++) {
    times.bare.push(await timed(() => spawnSync(process.execPath, ["-e", "0"])));
    times.ready.push(await untilReady(cli));
  }
  const [ready, bare] = [Math.min(...times.ready), Math.min(...times.bare)];
  return {
    name: "pve-cdk simulator: start to first answer",
    against: `${(ready / bare).toFixed(1)} x the ${Math.round(bare)} ms of node -e 0`,
    value: ready,
    bound: 400,
    unit: "ms",
  };
}

/** Milliseconds from the start of the command to the end of the first answer. */
export async function untilReady(cli: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [cli, "simulator", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    await firstAnswer(JSON.parse(line.toString()) as Place);
    return performance.now() - start;
  } finally {
    child.kill("SIGKILL");
  }
}

async function firstFigure(door: string): Promise<Figure> {
  const times = { first: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 5; round++) {
    times.first.push((await measured(door, 0)).milliseconds);
    times.bare.push((await measured("bare", 0)).milliseconds);
  }
  const [first, bare] = [Math.min(...times.first), Math.min(...times.bare)];
  return {
    name: "simulate() and a first request, once it is loaded",
    against: `${(first / bare).toFixed(1)} x the ${Math.round(bare)} ms of a bare server`,
    value: first,
    bound: 100,
    unit: "ms",
  };
}

async function readsFigure(door: string): Promise<Figure> {
  const [own, other] = [await subject(door, 1), await subject("bare", 0)];
  try {
    const times = { own: [] as number[], bare: [] as number[] };
    for (let round = 0; round < 6; round++) {
      times.own.push(await timed(() => readMany(own.ready)));
      times.bare.push(await timed(() => readMany(other.ready)));
    }
    const [time, bare] = [Math.min(...times.own), Math.min(...times.bare)];
    const perSecond = (milliseconds: number) => `${Math.round((reads / milliseconds) * 1000)}/s`;
    return {
      name: "2,000 reads of a guest's configuration",
      against: `${perSecond(time)}, of ${perSecond(bare)} that a bare server gives`,
      value: (time * 2000) / reads,
      bound: 1000,
      unit: "ms",
    };
  } finally {
    own.close();
    other.close();
  }
}

/** Reads over a few kept connections, from this process. */
export async function readMany({ endpoint, token }: Place): Promise<void> {
  const agent = new Agent({ connections, connect: { rejectUnauthorized: false } });
  const headers = { authorization: `PVEAPIToken=${token}` };
  let left = reads;
  const worker = async () => {
    while (left-- > 0) {
      const { body, statusCode } = await request(`${endpoint}/api2/json/nodes/pve1/qemu/100/config`, {
        dispatcher: agent,
        headers,
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(`a read was answered with ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await agent.close();
}

async function memoryFigure(door: string): Promise<Figure> {
  const [many, none] = [await measured(door, manyGuests), await measured(door, 0)];
  return {
    name: "memory with 5,000 guests, at its peak",
    against: `${(many.megabytes / none.megabytes).toFixed(1)} x the ${Math.round(none.megabytes)} MB of none`,
    value: many.megabytes,
    bound: 400,
    unit: "MB",
  };
}

async function measured(door: string, guests: number): Promise<Measured> {
  const one = await subject(door, guests);
  one.close();
  return one.ready;
}
