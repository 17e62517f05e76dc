import { fork } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { acquireLock } from "../../../lib/engine/lock/acquire-lock.js";
import { lockPath, terraformLockPath } from "../../../lib/engine/lock/lock-path.js";

async function statePath(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "engine-lock-")), "terraform.web.tfstate");
}

describe("lock", () => {
  it("is held by one, and free after its release", async () => {
    const path = await statePath();
    const lock = await acquireLock(path, "a first plan");
    await expect(acquireLock(path, "a second")).rejects.toThrow(/in use: a first plan/);
    await lock.release();
    await expect(access(lockPath(path))).rejects.toThrow();
    await (await acquireLock(path, "a second")).release();
  });

  it("goes to exactly one of many that want it at once, a dead holder's too", async () => {
    const path = await statePath();
    const dead = {
      id: "x",
      socket: join(tmpdir(), "nobody.sock"),
      host: (await import("node:os")).hostname(),
      pid: 1,
      holder: "dead",
      since: "",
    };
    await writeFile(lockPath(path), JSON.stringify(dead));
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => acquireLock(path, `try ${index}`)),
    );
    const held = tries.filter((each) => each.status === "fulfilled");
    expect(held).toHaveLength(1);
    await held[0]?.value.release();
  });

  it("is taken over from a process that was killed", async () => {
    const path = await statePath();
    const child = fork(join(import.meta.dirname, "hold-lock.ts"), [path], { execArgv: ["--import", "tsx"] });
    await once(child, "message");
    await expect(acquireLock(path, "another")).rejects.toThrow(/in use: a child/);
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = await acquireLock(path, "another");
    expect(await readFile(lockPath(path), "utf8")).toContain("another");
    await lock.release();
  });

  it("is not given while Terraform says that it is at work, and not taken from another machine", async () => {
    const path = await statePath();
    await writeFile(terraformLockPath(path), "{}");
    await expect(acquireLock(path, "a plan")).rejects.toThrow(/Terraform is at work/);
    const other = await statePath();
    await writeFile(
      lockPath(other),
      JSON.stringify({ id: "x", socket: "/nowhere", host: "elsewhere", pid: 1, holder: "h", since: "then" }),
    );
    await expect(acquireLock(other, "a plan")).rejects.toThrow(/on elsewhere/);
  });
});
