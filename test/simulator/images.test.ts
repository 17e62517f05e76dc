import { mkdtempSync, openSync, closeSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { copyImage } from "../../providers/proxmox/simulator/storages/copy-image.js";
import { writeDisk, writeOverlay } from "../../providers/proxmox/simulator/storages/disk.js";
import { readHead, readImage } from "../../providers/proxmox/simulator/storages/image.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "images-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (name: string) => join(directory, name);

function image(format: string, { bytes, text }: { readonly bytes: number; readonly text?: string }): string {
  const path = file(`source.${format}`);
  writeDisk(path, format, bytes);
  if (text !== undefined) {
    const open = openSync(path, "r+");
    writeSync(open, text, format === "raw" ? 0 : 65_536);
    closeSync(open);
  }
  return path;
}

const textIn = (path: string, at: number) =>
  readHead(path, at + 16)
    .toString("latin1", at)
    .replaceAll("\0", "");

describe("a copy of an image", () => {
  it("of many gibibytes that were never written takes no room and no time", () => {
    const source = image("raw", { bytes: 2 ** 40, text: "boot" });
    copyImage(source, file("copy.raw"), { format: "raw", bytes: 2 ** 40 });
    expect(statSync(file("copy.raw")).size).toBe(2 ** 40);
    expect(statSync(file("copy.raw")).blocks * 512).toBeLessThan(2 ** 16);
    expect(textIn(file("copy.raw"), 0)).toBe("boot");
  });

  it("in another format and back is what it was", () => {
    const source = image("raw", { bytes: 2 ** 20, text: "boot" });
    copyImage(source, file("there.qcow2"), { format: "qcow2", bytes: 2 ** 20 });
    expect(readImage(file("there.qcow2"))).toMatchObject({ format: "qcow2", virtualSize: 2 ** 20 });
    expect(textIn(file("there.qcow2"), 65_536)).toBe("boot");
    copyImage(file("there.qcow2"), file("back.raw"), { format: "raw", bytes: 2 ** 20 });
    expect(statSync(file("back.raw")).size).toBe(2 ** 20);
    expect(textIn(file("back.raw"), 0)).toBe("boot");
  });

  it("of one that tells no difference to its base yet is a copy of the base that needs it no more", () => {
    image("qcow2", { bytes: 2 ** 20, text: "boot" });
    writeOverlay(file("overlay.qcow2"), "source.qcow2", 2 ** 21);
    copyImage(file("overlay.qcow2"), file("copy.qcow2"), { format: "qcow2", bytes: 2 ** 21 });
    expect(readImage(file("copy.qcow2"))).toMatchObject({ virtualSize: 2 ** 21, backing: undefined });
    expect(textIn(file("copy.qcow2"), 65_536)).toBe("boot");
  });
});
