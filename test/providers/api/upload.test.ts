import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Client } from "../../../providers/proxmox/api/client.js";
import { AnswerLost } from "../../../providers/proxmox/api/answer-lost.js";
import { upload, UploadCut, type Upload } from "../../../providers/proxmox/api/upload.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { nodeDirectory } from "../../../providers/proxmox/simulator/storages/places.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";

let pve: Simulation;
let client: Client;
const path = "/nodes/*/storage/*/upload";
const size = 32 * 2 ** 20;
const chunk = Buffer.alloc(2 ** 16, "pve");
const sha256 = createHash("sha256")
  .update(Buffer.concat(Array.from({ length: size / chunk.length }, () => chunk)))
  .digest("hex");

beforeEach(async () => {
  pve = await simulate();
  client = new Client(settingsFrom(environmentOf(pve)));
});
afterEach(async () => {
  await client.close();
  await pve.close();
});

async function* bytes(length = size): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < length; sent += chunk.length) yield chunk;
}

const image = (more: Partial<Upload> = {}): Upload => ({
  node: "pve1",
  storage: "local",
  content: "iso",
  name: "image.iso",
  size,
  open: () => bytes(),
  ...more,
});

/** What is in the storage. */
const stored = async () =>
  ((await pve.get("/nodes/pve1/storage/local/content")) as readonly { volid: string; size: number }[]).map(
    ({ volid, size: length }) => [volid, length],
  );
const temporary = () => readdirSync(join(nodeDirectory(pve.world), "var/tmp"));

/** Waits until the node has cleared up behind a request. */
const settled = () => expect.poll(temporary).toEqual([]);

describe("an upload", () => {
  it("arrives as it was sent, checked by Proxmox VE, and tells how far it is", async () => {
    const told: number[] = [];
    const task = await upload(
      client,
      image({
        checksum: { algorithm: "sha256", value: sha256 },
        progress: (fraction) => void told.push(fraction),
      }),
    );
    expect(await pve.ended(task)).toBe("OK");
    expect(await stored()).toEqual([["local:iso/image.iso", size]]);
    expect(told).toEqual(told.toSorted((left, right) => left - right));
    expect(told.at(-1)).toBe(1);
  });

  it.each(["iso", "vztmpl", "import"] as const)("takes what is %s", async (content) => {
    const names = { iso: "a.img", vztmpl: "a.tar.zst", import: "a.raw" };
    expect(await pve.ended(await upload(client, image({ content, name: names[content] })))).toBe("OK");
    expect(await stored()).toEqual([[`local:${content}/${names[content]}`, size]]);
  });

  it.each(Array.from({ length: 10 }, (_, tenth) => tenth))(
    "that is cut after %i tenths says so at once, and leaves nothing",
    async (tenth) => {
      const cut = (size * tenth) / 10;
      pve.faults.add({ when: { verb: "POST", path, times: 1 }, then: { cut } });
      async function* waiting(): AsyncGenerator<Uint8Array> {
        let sent = 0;
        for await (const each of bytes()) {
          yield each;
          sent += each.length;
          // The network holds megabytes back: what comes after the cut is read when it has happened.
          if (sent - each.length <= cut && sent > cut)
            await expect.poll(() => pve.requests.some(({ verb }) => verb === "POST")).toBe(true);
        }
      }
      const thrown: unknown = await upload(client, image({ open: waiting })).catch((each: unknown) => each);
      expect(thrown).toBeInstanceOf(UploadCut);
      const [, sent] =
        /^the upload of image\.iso was cut after (\d+) of 33554432 bytes/.exec((thrown as Error).message) ??
        [];
      expect(Number(sent)).toBeLessThan(size);
      expect((thrown as Error).message).toContain("Nothing of it is kept");
      await settled();
      expect(await stored()).toEqual([]);
      expect(await pve.get("/nodes/pve1/tasks")).toEqual([]);
    },
  );

  it("whose answer alone is lost is answered by its task, and sent once", async () => {
    pve.faults.add({ when: { verb: "POST", path, times: 1 }, then: { reset: "after" } });
    expect(await upload(client, image())).toMatch(/:imgcopy::root@pam!simulation:$/);
    expect(pve.requests.filter(({ verb }) => verb === "POST")).toHaveLength(1);
    await settled();
    expect(await stored()).toEqual([["local:iso/image.iso", size]]);
  });

  it("that is cut when all of it is on its way is told as that, and not sent again", async () => {
    pve.faults.add({ when: { verb: "POST", path, times: 1 }, then: { reset: "before" } });
    const uploading = upload(client, image()).catch((each: unknown) => each);
    // Looking for its task would take half a minute; who closes the connection doesn't wait for that.
    await expect.poll(() => pve.requests.some(({ verb }) => verb === "POST")).toBe(true);
    await client.close();
    const thrown = await uploading;
    expect(thrown).toBeInstanceOf(AnswerLost);
    expect((thrown as Error).message).toMatch(
      /^the connection broke when all 33554432 bytes of image\.iso were on their way[\s\S]*The node's list shows no task of it, so it was most likely not done\./,
    );
    expect(pve.requests.filter(({ verb }) => verb === "POST")).toHaveLength(1);
  });

  it.each([
    ["grew", () => bytes(size + chunk.length), "It has more than the 33554432 bytes"],
    ["shrank", () => bytes(size / 2), "It has 16777216 bytes instead of 33554432"],
  ])("whose source %s meanwhile says so, and leaves nothing", async (_, open, detail) => {
    await expect(upload(client, image({ open }))).rejects.toThrow(
      new RegExp(`the source of image\\.iso changed while it was sent[\\s\\S]*${detail}`),
    );
    await settled();
    expect(await stored()).toEqual([]);
  });

  it("whose source can't be read any more says why, and leaves nothing", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield chunk;
      throw new Error("EIO: i/o error, read");
    }
    await expect(upload(client, image({ open: broken }))).rejects.toThrow("EIO: i/o error, read");
    await settled();
  });

  it("that is called off stops, and leaves nothing", async () => {
    const stop = new AbortController();
    async function* stopped(): AsyncGenerator<Uint8Array> {
      for await (const each of bytes(size / 2)) yield each;
      stop.abort(new Error("interrupted"));
      for await (const each of bytes(size / 2)) yield each;
    }
    await expect(upload(client, image({ open: stopped, signal: stop.signal }))).rejects.toThrow(
      /was cut after \d+ of 33554432 bytes[\s\S]*: interrupted\. Nothing/,
    );
    await settled();
    expect(await stored()).toEqual([]);
  });

  it("of another checksum than told is not put in place", async () => {
    const checksum = { algorithm: "sha256", value: "0".repeat(64) };
    expect(await pve.ended(await upload(client, image({ checksum })))).toMatch(/^checksum mismatch/);
    expect(await stored()).toEqual([]);
    expect(temporary()).toEqual([]);
  });
});
