import { readdirSync, readFileSync, symlinkSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { describeReal } from "../ssh/stand/describe-real.js";
import { relayTo } from "../ssh/stand/relay.js";
import { sshStand, type SshStand } from "./ssh-stand.js";

describeReal("a fault while a file is written over SSH leaves nothing of it", () => {
  let at: SshStand;
  beforeAll(async () => {
    at = await sshStand();
  });
  afterAll(() => at.close());

  const snippet = (file_name: string, data: string): ValueObject => ({
    node_name: "pve1",
    datastore_id: at.storage,
    content_type: "snippets",
    overwrite: true,
    source_raw: [{ data, file_name }],
  });
  const written = () => readdirSync(`/mnt/pve/${at.storage}/snippets`);

  describe("connection cut", () => {
    const size = 400_000;
    const nameOf = (tenth: number) => `cut-at-${tenth}.yaml`;
    interface Cut {
      readonly errors: readonly Diagnostic[];
      readonly isInState: boolean;
      readonly isOnNode: boolean;
      /** Of the next apply. */
      readonly again: readonly Diagnostic[];
    }
    let cuts: readonly Cut[];
    beforeAll(async () => {
      // A node hears late of a connection that broke: they are waited for together.
      cuts = await Promise.all(Array.from({ length: 10 }, (_, tenth) => cutAfter(tenth)));
    });

    async function cutAfter(tenth: number): Promise<Cut> {
      const wire = await relayTo(at.server.port);
      const executor = await at.start({ node: [{ name: "pve1", address: "127.0.0.1", port: wire.port }] });
      const code = snippet(nameOf(tenth), "x".repeat(size));
      const plan = await executor.plan(code);
      wire.cutAfter((tenth * size) / 10 + 2_000);
      const { errors, instance } = await plan.apply();
      const isOnNode = written().includes(nameOf(tenth));
      wire.cutAfter(Infinity);
      const { errors: again } = await (await executor.plan(code)).apply();
      await executor.close();
      await wire.close();
      return { errors, isInState: instance !== undefined, isOnNode, again };
    }

    it.each(Array.from({ length: 10 }, (_, tenth) => tenth))(
      "after %i tenths: told with what may have been done, nothing is left, and the next apply makes it whole",
      (tenth) => {
        const path = `/mnt/pve/${at.storage}/snippets/${nameOf(tenth)}`;
        expect(cuts[tenth]).toMatchObject({
          errors: [
            {
              summary: "the SSH connection broke while a command ran",
              detail: `It may have been done in part: sudo -n tee ${path} >/dev/null`,
            },
          ],
          isInState: false,
          isOnNode: false,
          again: [],
        });
        expect(readFileSync(path)).toHaveLength(size);
      },
    );
  });

  it("disk full while uploading", async () => {
    const path = `/mnt/pve/${at.storage}/snippets/full.yaml`;
    symlinkSync("/dev/full", path);
    const executor = await at.start();
    const { errors, instance } = await (await executor.plan(snippet("full.yaml", "text"))).apply();
    expect(errors).toMatchObject([
      {
        summary: "there is no room for full.yaml on pve1",
        detail: `tee: ${path}: No space left on device. Make room in storage ${at.storage}, or choose another one.`,
      },
    ]);
    expect([instance, written().includes("full.yaml")]).toEqual([undefined, false]);
    await executor.close();
  });

  it("shows no word of the file, and no password, in the lists of processes, nor in what is written down", async () => {
    const executor = await at.start();
    const lines = new Set<string>();
    const watch = setInterval(() => {
      for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
        try {
          lines.add(readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "));
        } catch {
          // It ended meanwhile.
        }
    }, 5);
    const data = "text of a snippet, ".repeat(20_000);
    const { errors } = await (await executor.plan(snippet("user-data.yaml", data))).apply();
    clearInterval(watch);
    expect(errors).toEqual([]);
    const path = `/mnt/pve/${at.storage}/snippets/user-data.yaml`;
    expect([...lines].some((line) => line.includes(`tee ${path}`))).toBe(true);
    expect([...lines].join("\n")).not.toContain("text of a snippet");
    expect([...lines, await executor.written(), at.server.log()].join("\n")).not.toContain(at.user.password);
    await executor.close();
  });
});
