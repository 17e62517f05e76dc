import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readAhead } from "../../../../providers/proxmox/resources/storage/read-ahead.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pve-cdk-read-"));
  path = join(folder, "image.iso");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What this process holds open of the file. */
const held = () =>
  readdirSync("/proc/self/fd").filter((each) => {
    try {
      return readlinkSync(`/proc/self/fd/${each}`) === path;
    } catch {
      return false;
    }
  });

describe("a file that is read ahead", () => {
  it.each([0, 1, 2 ** 20, 7 * 2 ** 20 + 5])(
    "of %i bytes has all its bytes, each chunk until the next but one is asked for",
    async (size) => {
      const bytes = randomBytes(size);
      writeFileSync(path, bytes);
      const copies: Buffer[] = [];
      let before: Uint8Array | undefined;
      for await (const chunk of readAhead(path)) {
        if (before !== undefined) copies.push(Buffer.from(before));
        before = chunk;
      }
      if (before !== undefined) copies.push(Buffer.from(before));
      expect(Buffer.concat(copies).equals(bytes)).toBe(true);
      expect(held()).toEqual([]);
    },
  );

  it("takes no more memory for a larger file", async () => {
    writeFileSync(path, Buffer.alloc(12 * 2 ** 20));
    const memory = new Set<unknown>();
    for await (const { buffer } of readAhead(path)) memory.add(buffer);
    expect(memory.size).toBe(3);
  });

  it("is closed when nobody wants the rest", async () => {
    writeFileSync(path, Buffer.alloc(12 * 2 ** 20));
    for await (const _ of readAhead(path)) {
      expect(held()).toHaveLength(1);
      break;
    }
    expect(held()).toEqual([]);
  });

  it("that is not there says so", async () => {
    await expect(readAhead(path).next()).rejects.toThrow("ENOENT");
  });
});
