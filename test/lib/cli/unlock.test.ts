import { writeFile } from "node:fs/promises";
import { hostname } from "node:os";

import { describe, expect, it } from "vitest";

import { acquireLock } from "../../../lib/engine/lock/acquire-lock.js";
import { lockPath } from "../../../lib/engine/lock/lock-path.js";
import { Workplace } from "./workplace.js";

const left = {
  id: "x",
  socket: "/nobody.sock",
  host: hostname(),
  pid: 4711,
  holder: "an apply",
  since: "noon",
};

describe("unlock", () => {
  it("says that nothing is locked", async () => {
    await using place = await Workplace.open();
    await place.code({});
    expect(await place.command("unlock")).toMatchObject({ code: 0, out: "web is not locked.\n" });
  });

  it("says who holds a state, and refuses as long as that process lives", async () => {
    await using place = await Workplace.open();
    await place.code({});
    const lock = await acquireLock(place.statePath, "an apply");
    const refused = await place.command("unlock");
    expect(refused.code).toBe(1);
    expect(refused.complaints).toContain(`in use: an apply (process ${process.pid})`);
    const forced = await place.command("unlock", "--force");
    expect(forced).toMatchObject({ code: 0, out: expect.stringContaining("still lives") as string });
    await lock.release();
    expect((await place.command("unlock")).out).toBe("web is not locked.\n");
  });

  it("frees what a dead process left, and says whose it was", async () => {
    await using place = await Workplace.open();
    await place.code({});
    await writeFile(lockPath(place.statePath), JSON.stringify(left));
    const { code, out } = await place.command("unlock");
    expect(code).toBe(0);
    expect(out).toContain("locked by an apply (process 4711");
    expect(out).toContain("lives no more");
  });

  it("frees the lock of another machine only if that is said", async () => {
    await using place = await Workplace.open();
    await place.code({});
    await writeFile(lockPath(place.statePath), JSON.stringify({ ...left, host: "elsewhere" }));
    expect((await place.command("unlock")).complaints).toContain("unlock --force");
    expect((await place.command("unlock", "--force")).out).toContain("of which nothing is known here");
  });
});
