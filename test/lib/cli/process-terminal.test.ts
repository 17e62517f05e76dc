import { PassThrough } from "node:stream";

import { describe, expect, it } from "vitest";

import { processTerminal } from "../../../lib/cli/process-terminal.js";

type Streams = Parameters<typeof processTerminal>[0];

function streams({ isTTY, columns }: { readonly isTTY: boolean; readonly columns?: number }): Streams {
  const stream = () => Object.assign(new PassThrough(), { isTTY, columns });
  return { stdin: stream(), stdout: stream(), stderr: stream() } as unknown as Streams;
}

const terminal = (isTTY: boolean, environment: Readonly<Record<string, string>> = {}) =>
  processTerminal(streams({ isTTY }), environment);
const isColored = async (...given: Parameters<typeof terminal>) =>
  (await terminal(...given)).colors.red("x") !== "x";

describe("colours", () => {
  it("are there where a person sits, and nowhere else", async () => {
    expect(await isColored(true)).toBe(true);
    expect(await isColored(false)).toBe(false);
    expect(await isColored(true, { TERM: "dumb" })).toBe(false);
  });

  it("are forbidden by NO_COLOR, though FORCE_COLOR asks for them", async () => {
    expect(await isColored(true, { NO_COLOR: "1" })).toBe(false);
    expect(await isColored(false, { NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
    expect(await isColored(true, { NO_COLOR: "" })).toBe(true);
  });

  it("are asked for by FORCE_COLOR where nobody sits, and forbidden by FORCE_COLOR=0", async () => {
    expect(await isColored(false, { FORCE_COLOR: "1" })).toBe(true);
    expect(await isColored(true, { FORCE_COLOR: "0" })).toBe(false);
  });
});

describe("a terminal", () => {
  it("is asked and redrawn only where a person sits who is no pipeline", async () => {
    expect((await terminal(true)).isInteractive).toBe(true);
    for (const [isTTY, environment] of [
      [false, {}],
      [true, { CI: "true" }],
    ] as const) {
      const plain = await terminal(isTTY, environment);
      expect(plain.isInteractive).toBe(false);
      expect(await plain.ask("Sure?")).toBeUndefined();
    }
  });

  it("takes Ctrl-C for an answer that is no", async () => {
    const given = streams({ isTTY: true });
    const answer = (await processTerminal(given, {})).ask("Sure?");
    (given.stdin as unknown as PassThrough).write("\u0003");
    expect(await answer).toBe("");
  });

  it("goes on where nobody reads any more, and tells every other failure", async () => {
    const { stdin, stdout, stderr } = streams({ isTTY: false });
    await processTerminal({ stdin, stdout, stderr }, {});
    const failed = (code: string) => stdout.emit("error", Object.assign(new Error(code), { code }));
    expect(failed("EPIPE")).toBe(true);
    expect(() => failed("EIO")).toThrow("EIO");
  });

  it("is as wide as it says, else as COLUMNS says, else 120, within what can be read", async () => {
    const width = async (columns: number | undefined, environment = {}) =>
      (
        await processTerminal(
          streams({ isTTY: true, ...(columns === undefined ? {} : { columns }) }),
          environment,
        )
      ).width;
    expect(await width(80, { COLUMNS: "100" })).toBe(80);
    expect(await width(undefined, { COLUMNS: "50" })).toBe(50);
    expect(await width(undefined)).toBe(120);
    expect(await width(undefined, { COLUMNS: "wide" })).toBe(120);
    expect(await width(20)).toBe(40);
    expect(await width(500)).toBe(160);
  });
});
