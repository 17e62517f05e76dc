import { connect } from "node:tls";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  specification,
  type Method,
  type Parameter,
} from "../../../providers/proxmox/api/specification/specification.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "../asked.js";
import { changedParts, stateOf } from "./state-of.js";
import { isInPath, sampleRequest } from "./sample-request.js";
import { samplesOf } from "./samples.js";

/** The same requests every time; another number asks others. A failure tells the one that it came with. */
const seed = 2026;

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e9",
    "../..",
    "\0",
    "a".repeat(5000),
    "local:",
    "=",
    ",",
    "none",
    "100",
    "1,,=2",
  ),
  fc.constantFrom(null, true, [], {}, ["a", "b"], { a: 1 }, 1.5, -1, 2 ** 53),
);

const valueOf = (parameter: Parameter): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...samplesOf(parameter), "") },
    { weight: 1, arbitrary: odd },
  );

/** Any method's parameters, some of them odd, some of them lacking. */
const request = (methods: readonly Method[]): fc.Arbitrary<Question> =>
  fc.constantFrom(...methods).chain((method) => {
    const { path, parameters } = sampleRequest(method);
    const known = Object.entries(method.parameters ?? {}).filter(([name]) => !isInPath(method, name));
    const values = known.map(([name, parameter]) => [name.replace("[n]", "0"), valueOf(parameter)] as const);
    return fc
      .record(Object.fromEntries(values), { requiredKeys: [] })
      .map((some) => ({ verb: method.method, path, parameters: { ...parameters, ...some } }));
  });

/** Words that only a mistake of the simulator's own would show. */
const mistake =
  /TypeError|RangeError|ENOENT|EISDIR|ENOTDIR|EEXIST|ENAMETOOLONG|is not a function|is not iterable|Cannot read|\[object/;

describe("whatever is asked", () => {
  // What ends a node or takes a cluster apart leaves nobody to ask.
  const methods = specification().methods.filter(({ path }) => path !== "/nodes/{node}/status");
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate();
    // What an area keeps is made when it is first looked at.
    for (const method of methods.filter(({ method }) => method === "GET"))
      await asked(simulation.world, sampleRequest(method));
  });
  afterAll(() => simulation.close());

  it(
    "is answered or refused without a mistake of our own, and what is refused changes nothing",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(request(methods), async (question) => {
          const { world } = simulation;
          const before = stateOf(simulation);
          const { status, data, message = "", errors = {} } = await asked(world, question);
          const texts = [message, ...Object.values(errors)];
          if (status === 200 && typeof data === "string" && world.tasks.has(data)) {
            await world.tasks.ended(data);
            texts.push(world.tasks.find(data).exit ?? "");
          }
          expect(texts.filter((text) => mistake.test(text))).toEqual([]);
          if (status !== 200) expect(changedParts(before, stateOf(simulation))).toEqual([]);
        }),
        { seed, numRuns: 800, endOnFailure: true },
      );
    },
  );
});

describe("whatever comes over the network", () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate();
  });
  afterAll(() => simulation.close());

  /** Sends bytes over a connection of their own and waits until it ends. */
  const send = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      const { port } = new URL(simulation.endpoint);
      const socket = connect({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false }, () => {
        socket.end(bytes);
      });
      socket
        .on("close", () => resolve())
        .on("error", () => undefined)
        .resume();
    });
  const answers = async () => expect(await simulation.get("/version")).toMatchObject({ release: "9.2" });

  it("leaves the server answering, and everything as it was", { timeout: 60_000 }, async () => {
    const before = stateOf(simulation);
    const line = fc
      .tuple(
        fc.constantFrom("GET", "POST", "BREW", ""),
        fc.constantFrom("/", "/api2/json/nodes", "/api2/json/access/users", "/%ff%00"),
        fc.constantFrom("HTTP/1.1", "HTTP/9", ""),
      )
      .map(([verb, path, version]) =>
        Buffer.from(`${verb} ${path} ${version}\r\nHost: x\r\nContent-Length: 40\r\n\r\n`),
      );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(line, fc.uint8Array({ maxLength: 60 })).map(([head, body]) => Buffer.concat([head, body])),
    );
    await fc.assert(fc.asyncProperty(bytes, send), { seed, numRuns: 120 });
    await answers();
    expect(changedParts(before, stateOf(simulation))).toEqual([]);
  });

  it("stores nothing of an upload that breaks off", { timeout: 60_000 }, async () => {
    const body = [
      '--x\r\nContent-Disposition: form-data; name="content"\r\n\r\niso\r\n',
      '--x\r\nContent-Disposition: form-data; name="filename"; filename="a.iso"\r\n',
      `Content-Type: application/octet-stream\r\n\r\n${"y".repeat(3000)}\r\n--x--\r\n`,
    ].join("");
    const head = [
      "POST /api2/json/nodes/pve1/storage/local/upload HTTP/1.1\r\nHost: x\r\n",
      `Authorization: PVEAPIToken=${simulation.token}\r\nContent-Type: multipart/form-data; boundary=x\r\n`,
      `Content-Length: ${body.length}\r\n\r\n`,
    ].join("");
    const before = stateOf(simulation);
    const cut = fc.integer({ min: 0, max: body.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        await send(Buffer.from(head + body.slice(0, length)));
        await expect.poll(() => changedParts(before, stateOf(simulation)), { timeout: 10_000 }).toEqual([]);
      }),
      { seed, numRuns: 40 },
    );
    await answers();
    await send(Buffer.from(head + body));
    await expect
      .poll(() => simulation.get("/nodes/pve1/storage/local/content", { content: "iso" }), {
        timeout: 10_000,
      })
      .toMatchObject([{ volid: "local:iso/a.iso", size: 3000 }]);
  });
});
