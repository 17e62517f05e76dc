import { appendFileSync, openSync, closeSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ValueObject } from "../../../lib/value/value.js";
import { setTotal } from "../../../providers/proxmox/simulator/storages/capacity.js";
import { applied, fromFile } from "../resources/storage/file-applying.js";
import { executors, fileStand, type FileStand } from "../resources/storage/file-stand.js";
import { heldWire, type HeldWire } from "./held-wire.js";

const mega = 2 ** 20;
const uploads = "/nodes/*/storage/*/upload";

describe.each(executors)("a fault of an upload leaves nothing, under %s", (_executor, start) => {
  let at: FileStand;
  let wire: HeldWire;
  let path: string;
  beforeEach(async () => {
    wire = await heldWire();
    at = await fileStand("proxmox_file", start, {
      environment: { PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${wire.port}` },
      begun: (pve) => wire.leadTo(pve.endpoint),
    });
    path = join(at.folder, "image.iso");
  });
  afterEach(async () => {
    await at.close();
    await wire.close();
  });

  /** What is told, word for word, after which nothing of the file may be anywhere. */
  async function toldOf(code: ValueObject, meanwhile: () => Promise<void> = async () => undefined) {
    const plan = await at.executor.plan(code);
    const [{ errors, instance }] = await Promise.all([plan.apply(), meanwhile()]);
    await expect.poll(at.temporary).toEqual([]);
    at.pve.faults.clear();
    expect([instance, await at.stored()]).toEqual([undefined, {}]);
    return errors.map(({ summary, detail }) => `${summary}. ${detail}`);
  }

  describe("disk full while uploading", () => {
    beforeEach(() => writeFileSync(path, Buffer.alloc(8 * mega, "pve")));

    it("is seen before anything is sent", async () => {
      setTotal(at.pve.world, "local", 2 ** 30 + mega);
      expect(await toldOf(fromFile(path))).toEqual([
        "storage local on pve1 has no room for the file. The file has 8388608 bytes; 1048576 are free.",
      ]);
      expect(at.transfers()).toEqual([]);
    });

    it("is told where it fills up meanwhile", async () => {
      const held = wire.hold(mega);
      const told = await toldOf(fromFile(path), async () => {
        await held;
        setTotal(at.pve.world, "local", 2 ** 30 + mega);
        wire.release();
      });
      expect(told.map(plainly)).toEqual([
        taskFailed(
          "cp: error writing '/var/lib/vz/template/iso/image.iso': No space left on device",
          "TASK ERROR: import failed: exit code 1",
          "Make room in storage local, or choose another one. Nothing of the file is kept.",
        ),
      ]);
    });

    it("is told where the task fails after it put the file in place, which is removed", async () => {
      at.pve.faults.add({
        when: { task: "imgcopy", times: 1 },
        then: { fail: "import failed: exit code 1", at: "end" },
      });
      expect((await toldOf(fromFile(path))).map(plainly)).toEqual([
        taskFailed("finished file import successfully", "TASK ERROR: import failed: exit code 1"),
      ]);
      await applied(at.executor, fromFile(path));
    });
  });

  describe("source changed while uploading", () => {
    const size = 32 * mega;
    beforeEach(() => writeFileSync(path, Buffer.alloc(size, "pve")));

    const sinceThePlan = "the source of image.iso changed since the plan. Nothing of it is kept. Plan again.";
    const changed = "the source of image.iso changed while it was sent.";
    const again = "Nothing of it is kept. Apply again once nobody writes to it any more.";
    it.each<readonly [string, () => void, string]>([
      [
        "grew",
        () => appendFileSync(path, "more"),
        `${changed} It has more than the 33554432 bytes that it had before. ${again}`,
      ],
      ["shrank", () => truncateSync(path, 24 * mega), sinceThePlan],
      [
        "holds other bytes",
        () => {
          const file = openSync(path, "r+");
          writeSync(file, "other", 31 * mega);
          closeSync(file);
        },
        sinceThePlan,
      ],
    ])("and %s", async (_change, change, told) => {
      const held = wire.hold(mega);
      const meanwhile = async () => {
        await held;
        change();
        wire.release();
      };
      expect(await toldOf(fromFile(path), meanwhile)).toEqual([told]);
      await applied(at.executor, fromFile(path));
    });
  });

  describe("connection cut", () => {
    const size = mega;
    it.each(Array.from({ length: 10 }, (_, tenth) => tenth))(
      "after %i tenths of an upload, and the next apply makes it whole",
      async (tenth) => {
        const cut = Math.floor((size * tenth) / 10);
        const isCut = () =>
          at.pve.requests.some(({ verb, path }) => verb === "POST" && path.endsWith("/upload"));
        // The network holds megabytes back: what comes after the cut is there when it has happened.
        at.web.files.set("/image.iso", (_request, response) => {
          response.writeHead(200, { "content-length": size });
          response.write(Buffer.alloc(cut + 65_536, "pve"));
          void expect
            .poll(isCut)
            .toBe(true)
            .finally(() => response.end(Buffer.alloc(size - cut - 65_536, "pve")));
        });
        at.pve.faults.add({ when: { verb: "POST", path: uploads, times: 1 }, then: { cut } });
        const code = fromFile(`${at.web.origin}/image.iso`);
        const [told = "", ...more] = await toldOf(code);
        expect(more).toEqual([]);
        const [, sent] =
          /^the upload of image\.iso was cut after (\d+) of 1048576 bytes\. To storage local on pve1: .*\. Nothing of it is kept\. Apply again\.$/.exec(
            told,
          ) ?? [];
        expect(Number(sent)).toBeLessThan(size);
        at.web.files.set("/image.iso", Buffer.alloc(size, "pve"));
        await applied(at.executor, code);
        expect(await at.stored()).toEqual({ "local:iso/image.iso": size });
      },
    );
  });
});

/** A text without what differs from run to run. */
function plainly(text: string): string {
  return text.replaceAll(/UPID:\S+:/g, "UPID").replaceAll(/pveupload-[0-9a-f]{32}/g, "pveupload-HASH");
}

/** How a task that puts an upload in place is told to have failed. */
function taskFailed(...end: readonly string[]): string {
  return [
    "Proxmox VE's task failed: import failed: exit code 1. UPID",
    "Its log ends with:",
    "  target node: pve1",
    "  target file: /var/lib/vz/template/iso/image.iso",
    "  file size is: 8388608",
    "  command: cp -- /var/tmp/pveupload-HASH /var/lib/vz/template/iso/image.iso",
    ...end.map((line, index) => (index < 2 ? `  ${line}` : line)),
  ].join("\n");
}
