import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { noteShown, notesVariable } from "./notes.js";
import aroundAllTests from "./around-all-tests.js";
import { beginSearch } from "./search.js";
import { secretMarker } from "./secret-marker.js";

describe("the search for secrets after all tests", () => {
  const outer = process.env[notesVariable];
  let finish: () => readonly string[];

  // A run within the run: what is planted here must not count outside.
  beforeEach(() => {
    finish = beginSearch();
  });
  afterEach(() => {
    if (outer !== undefined) process.env[notesVariable] = outer;
  });

  it("finds a secret in what was shown, says where, and does not show it itself", () => {
    const secret = secretMarker("planted");
    noteShown({ by: "a log", text: `login with password=${secret} failed` });
    expect(finish()).toEqual(["a log: ...login with password=<SECRET> failed..."]);
  });

  it("finds a secret that was made only after it was shown elsewhere", () => {
    noteShown({ by: "a state", text: "clean" });
    const secret = secretMarker("late");
    noteShown({ by: "a plan", text: `{"password":"${secret}"}` });
    expect(finish()).toEqual(['a plan: ...{"password":"<SECRET>"}...']);
  });

  it("finds a secret in the command line of a process", async () => {
    const secret = secretMarker("process");
    const child = spawn("sleep", ["60"], { argv0: `sleep ${secret}` });
    await once(child, "spawn");
    try {
      expect(finish()).toEqual([
        expect.stringContaining("the command line of a process: ...sleep <SECRET>") as string,
      ]);
    } finally {
      child.kill();
    }
  });

  it("fails the run, though every test has passed", () => {
    finish();
    const [code, told] = [process.exitCode, vi.spyOn(console, "error").mockReturnValue()];
    const end = aroundAllTests();
    noteShown({ by: "a journal", text: secretMarker("planted") });
    end();
    expect([process.exitCode, told.mock.calls.join()]).toEqual([
      1,
      "Secrets came to light, 1 times:\na journal: ...<SECRET>...",
    ]);
    process.exitCode = code;
    told.mockRestore();
  });

  it("finds nothing where no secret was shown, and leaves nothing behind", () => {
    secretMarker("kept");
    noteShown({ by: "a log", text: "login failed" });
    const folder = process.env[notesVariable] ?? "";
    expect(finish()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});
