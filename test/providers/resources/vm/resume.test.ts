import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hasErrors } from "../../../../lib/diagnostic/diagnostic.js";
import type { Intent, Journal } from "../../../../lib/change/journal.js";
import { perform } from "../../../../lib/change/perform/perform.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { isOurs } from "../../../../providers/proxmox/resources/nodes/vm/is-ours.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import type { PathOf } from "../../../../providers/proxmox/api/typed-calls.js";
import { instead, putImage, stand, type Stand } from "./world.js";

let at: Stand;
beforeEach(async () => {
  at = await stand();
  await putImage(at.pve, "debian.qcow2");
});
afterEach(() => at.close());

/** A journal as a killed process left it: its entries stand, and nobody works on them. */
function afterDeath(journal: Journal): Journal {
  const open = async (type: string) =>
    (await journal.open(type)).map((intent): Intent => ({ ...intent, isAlive: false }));
  return { ...journal, open, leftBehind: open };
}

const code: ValueObject = {
  node: "pve1",
  name: "web",
  disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2", size: "1G" } },
  running: true,
};

const forever = new Promise<never>(() => undefined);

/** Applies the code, and dies at the first call of a kind. */
async function dieAt(call: RegExp): Promise<void> {
  const dying = instead(at.connection, {
    api: instead(at.connection.api, {
      post: (path: PathOf<"POST">, parameters: never) =>
        reached(path, () => at.connection.api.post(path, parameters)),
      put: (path: PathOf<"PUT">, parameters: never) =>
        reached(path, () => at.connection.api.put(path, parameters)),
    }),
  });
  const reached = async (path: string, send: () => Promise<unknown>) => (call.test(path) ? forever : send());
  const { planned } = at.plan(undefined, code);
  const work = perform(
    { resource: vm, typeName: "proxmox_vm", prior: undefined, planned, configuration: code },
    { connection: dying, journal: at.journal, signal: new AbortController().signal, report: () => undefined },
  );
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, 500))]);
}

async function again() {
  const { planned } = at.plan(undefined, code);
  return perform(
    { resource: vm, typeName: "proxmox_vm", prior: undefined, planned, configuration: code },
    {
      connection: at.connection,
      journal: afterDeath(at.journal),
      signal: new AbortController().signal,
      report: () => undefined,
    },
  );
}

const guests = async () =>
  ((await at.pve.get("/nodes/pve1/qemu")) as readonly { readonly vmid: number }[]).map(({ vmid }) => vmid);

describe("an interrupted creation", () => {
  it.each([
    ["before the disk was grown", /resize$/],
    ["before the guest was started", /status\/start$/],
  ])("%s goes on with the same guest", async (_when, call) => {
    await dieAt(call);
    const [first] = await guests();
    const { instance, diagnostics } = await again();
    expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(false);
    expect(await guests()).toEqual([first]);
    expect(instance?.attributes["vmid"]).toBe(first);
    expect((await at.configuration(first as number))["scsi0"]).toMatch(/size=1G/);
    expect(await at.isRunning(first as number)).toBe(true);
    expect(at.plan(instance && (await at.read(instance)), code).action).toBe("none");
  });

  it("knows its own guest by the task that made it, and no other", async () => {
    const since = Date.now() - 5000;
    const made = await at.make(undefined, { name: "source" });
    const source = made.attributes["vmid"] as number;
    expect(await isOurs(at.connection, { identity: { vmid: source }, since })).toBe(true);
    expect(await isOurs(at.connection, { identity: { vmid: source }, since: Date.now() + 60_000 })).toBe(
      false,
    );
    expect(await isOurs(at.connection, { identity: { vmid: 999 }, since })).toBe(false);
  });

  it("knows its own copy by the log of the task that made it, which carries the number of the source", async () => {
    const made = await at.make(undefined, { name: "copy" });
    const vmid = made.attributes["vmid"] as number;
    const upid = "UPID:pve1:00007553:000A4005:6B039A83:qmclone:6510:root@pam:";
    const answering = (copy: number) =>
      instead(at.connection, {
        api: instead(at.connection.api, {
          get: async (path: string) =>
            path.endsWith("/log")
              ? [{ n: 1, t: `creating a clone of VM 6510 with ID ${copy}` }]
              : [{ upid, type: "qmclone", id: "6510", starttime: Math.ceil(Date.now() / 1000) }],
        }),
      });
    const intent = { identity: { vmid }, since: Date.now() };
    expect(await isOurs(answering(vmid), intent)).toBe(true);
    expect(await isOurs(answering(vmid * 10 + 1), intent)).toBe(false);
  });
});
