import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { openSource } from "../../../../providers/proxmox/resources/storage/file-source.js";
import { tagOfFile, type FileTag } from "../../../../providers/proxmox/resources/storage/file-tag.js";
import { verified, type Expected } from "../../../../providers/proxmox/resources/storage/verified.js";

const portion = 2 ** 20;
const [before, after] = [Buffer.alloc(3 * portion, "a"), Buffer.alloc(3 * portion, "b")];
const digest = (bytes: Buffer, algorithm = "sha256") => createHash(algorithm).update(bytes).digest("hex");

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pve-cdk-verified-"));
  path = join(folder, "image.iso");
  writeFileSync(path, before);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Sends the file, with something done to it after its first portion, and tells what was seen of it. */
async function sent(
  expected: Partial<Expected> = {},
  meanwhile: () => unknown = () => undefined,
): Promise<FileTag | undefined> {
  const source = await openSource(
    { source_file: [{ path }] },
    { webFile: () => Promise.reject(new Error()) },
  );
  let seen: FileTag | undefined;
  const { open } = verified(source, {
    name: "image.iso",
    checksum: undefined,
    tag: undefined,
    seen: (tag) => (seen = tag),
    ...expected,
  });
  let isFirst = true;
  for await (const _ of open()) {
    if (isFirst) await meanwhile();
    isFirst = false;
  }
  return seen;
}

/** Reads it, once its last change is so long ago that a further one can be told from it. */
const readBefore = async () => {
  await vi.waitUntil(() => Date.now() - statSync(path).ctimeMs > 100);
  return tagOfFile(path, statSync(path));
};
const readers = [
  ["read before", readBefore],
  ["never read before", async () => undefined],
] as const;

describe.each(readers)("a file that was %s", (_, prepare) => {
  it("is known by its bytes once it is sent", async () => {
    await prepare();
    expect(await sent()).toEqual({ size: before.length, sha256: digest(before) });
  });

  it.each(["sha256", "sha512", "md5"] as const)(
    "is refused for another %s than the code says",
    async (algorithm) => {
      await prepare();
      const checksum = { algorithm, value: digest(before, algorithm) };
      expect(await sent({ checksum })).toBeDefined();
      const other = { algorithm, value: digest(after, algorithm) };
      await expect(sent({ checksum: other })).rejects.toThrow("another checksum than the code says");
    },
  );

  it("is refused where it holds something else than was planned, of the same length", async () => {
    const tag = await readBefore();
    writeFileSync(path, after);
    await prepare();
    await expect(sent({ tag })).rejects.toThrow("changed since the plan");
  });

  it("is refused where it is written to while it is sent, with the same length", async () => {
    const tag = await readBefore();
    await prepare();
    await expect(sent({ tag }, () => writeFileSync(path, after))).rejects.toThrow("changed since the plan");
  });

  it("is refused where it is written to while it is sent, and read again by somebody else", async () => {
    await prepare();
    const tag = await readBefore();
    const meanwhile = async () => {
      writeFileSync(path, after);
      await readBefore();
    };
    await expect(sent({ tag }, meanwhile)).rejects.toThrow("changed since the plan");
  });
});

it("a file that changed just now is read again, since a further change may leave no sign", async () => {
  const now = { size: before.length, ctimeMs: Date.now() };
  expect(await tagOfFile(path, now)).not.toBe(await tagOfFile(path, now));
  const earlier = { ...now, ctimeMs: now.ctimeMs - 60_000 };
  expect(await tagOfFile(path, earlier)).toBe(await tagOfFile(path, earlier));
});

it("what was read before is not worked out again for the sending", async () => {
  const source = {
    size: before.length,
    open: async function* () {
      yield before;
    },
    known: () => Promise.resolve(told),
    close: () => Promise.resolve(),
  };
  const told = { size: before.length, sha256: "of an earlier reading" };
  let seen: FileTag | undefined;
  const { open } = verified(source, {
    name: "a",
    checksum: undefined,
    tag: told,
    seen: (tag) => (seen = tag),
  });
  for await (const _ of open());
  expect(seen).toEqual(told);
});
