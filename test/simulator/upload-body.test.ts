import fs, { mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { readUpload } from "../../providers/proxmox/simulator/upload-body.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "upload-body-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** An upload that breaks off as its file begins. */
function broken(): IncomingMessage {
  const head =
    '--x\r\nContent-Disposition: form-data; name="filename"; filename="a.iso"\r\nContent-Type: application/octet-stream\r\n\r\nyy';
  const request = Readable.from(
    (function* () {
      yield Buffer.from(head);
      throw new Error("aborted");
    })(),
  );
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  return Object.assign(request, { headers }) as unknown as IncomingMessage;
}

it("leaves no file of an upload that breaks off while a slow disk opens its file", async () => {
  const opened = vi.fn();
  const open = fs.open.bind(fs) as (...given: unknown[]) => void;
  vi.spyOn(fs, "open").mockImplementation((...given: unknown[]) => {
    const done = given.pop() as (...result: unknown[]) => void;
    setTimeout(() => {
      open(...given, (...result: unknown[]) => {
        opened();
        done(...result);
      });
    }, 50);
  });
  await expect(readUpload(broken(), { directory })).rejects.toMatchObject({ status: 400 });
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
  expect(readdirSync(directory)).toEqual([]);
});
