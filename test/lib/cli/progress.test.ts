import { createColors } from "picocolors";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Progress } from "../../../lib/cli/render/progress.js";
import { emptyStep } from "../engine/empty-step.js";

let drawn: readonly string[] = [];
let progress: Progress | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  drawn = [];
  progress = new Progress(
    {
      write: () => undefined,
      complain: () => undefined,
      colors: createColors(false),
      width: 40,
      isInteractive: true,
      redraw: (lines) => (drawn = lines),
      ask: async () => undefined,
    },
    { steps: [emptyStep], reads: [] },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an apply that a person watches", () => {
  it("shows of each running step how far it is, and below it the last line of its task's log", () => {
    progress?.listen({ kind: "started", step: emptyStep });
    progress?.listen({ kind: "log", step: emptyStep, line: "create full clone of drive scsi0" });
    progress?.listen({ kind: "log", step: emptyStep, line: "transferred 1.0 GiB of 4.0 GiB (25.00%)" });
    progress?.listen({ kind: "progress", step: emptyStep, what: "copying", fraction: 0.25 });
    vi.advanceTimersByTime(100);
    expect(drawn).toEqual([
      expect.stringMatching(/one {4}0\.1 s {2}copying {2}25 %$/),
      "    transferred 1.0 GiB of 4.0 GiB (25…",
    ]);
    progress?.listen({ kind: "finished", step: emptyStep, milliseconds: 100, diagnostics: [] });
    vi.advanceTimersByTime(100);
    expect(drawn).toEqual([]);
  });

  it("is not disturbed by what a log holds", () => {
    progress?.listen({ kind: "started", step: emptyStep });
    progress?.listen({ kind: "log", step: emptyStep, line: "\u001b[2Jone\r\ntwo" });
    vi.advanceTimersByTime(100);
    expect(drawn[1]).toBe("    [2Jone two");
  });
});
