import { randomUUID } from "node:crypto";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hasErrors } from "../../../../lib/diagnostic/diagnostic.js";
import { perform } from "../../../../lib/change/perform/perform.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../../../providers/proxmox/connection.js";
import { isOurs } from "../../../../providers/proxmox/resources/nodes/guest/is-ours.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import { vmType } from "../../../../providers/proxmox/resources/nodes/vm/vm-type.js";
import type { PathOf } from "../../../../providers/proxmox/api/typed-calls.js";
import { afterCrash } from "../../../lib/change/after-crash.js";
import { instead, type Stand } from "../guest-stand.js";
import { putImage, stand } from "./world.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

let at: Stand;
beforeEach(async () => {
  at = await stand();
  await putImage(at.pve, "debian.qcow2");
});
afterEach(() => at.close());

const code: ValueObject = {
  node: "pve1",
  name: "web",
  disks: { scsi0: { storage: "local", from: "local:import/debian.qcow2", size: "1G" } },
  running: true,
};

/** Applies the code, and dies at the first call of a kind. */
async function dieAt(call: RegExp): Promise<void> {
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => (die = resolve));
  const reached = async (path: string, send: () => Promise<unknown>) => {
    if (!call.test(path)) return send();
    die();
    return new Promise<never>(() => undefined);
  };
  const dying: Connection = instead(at.connection, {
    until: () => dying,
    api: instead(at.connection.api, {
      post: (path: PathOf<"POST">, parameters: never) =>
        reached(path, () => at.connection.api.post(path, parameters)),
      put: (path: PathOf<"PUT">, parameters: never) =>
        reached(path, () => at.connection.api.put(path, parameters)),
    }),
  });
  const { planned } = at.plan(undefined, code);
  const work = perform(
    { resource: vm, typeName: "proxmox_vm", prior: undefined, planned, configuration: code },
    { connection: dying, journal: at.journal, signal: new AbortController().signal, report: () => undefined },
  );
  const survived = work.then(() => Promise.reject(new Error(`no call was like ${String(call)}`)));
  await Promise.race([survived, death]);
}

async function again() {
  const { planned } = at.plan(undefined, code);
  return perform(
    { resource: vm, typeName: "proxmox_vm", prior: undefined, planned, configuration: code },
    {
      connection: at.connection,
      journal: afterCrash(at.journal),
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

  it("knows its own guest by the number that only its own request carried, and no other", async () => {
    const proof = randomUUID();
    await at.pve.post("/nodes/pve1/qemu", { vmid: 500, smbios1: `uuid=${proof}` });
    const begun = { identity: { vmid: 500 }, proof, since: Date.now() };
    expect(await isOurs(at.connection, vmType, begun)).toBe(true);
    expect(await isOurs(at.connection, vmType, { ...begun, proof: randomUUID() })).toBe(false);
    expect(await isOurs(at.connection, vmType, { ...begun, identity: { vmid: 999 } })).toBe(false);
  });

  it("sends such a number where the author gives none, and has it in the journal", async () => {
    await dieAt(/status\/start$/);
    const [intent] = await at.journal.open("proxmox_vm");
    const [vmid = 0] = await guests();
    expect(intent?.proof).toMatch(/^[0-9a-f-]{36}$/);
    expect((await at.configuration(vmid))["smbios1"]).toBe(`uuid=${intent?.proof ?? ""}`);
  });

  it("makes a guest without that number for a login that may not set the type of hardware", async () => {
    await at.pve.post("/access/roles", {
      roleid: "Maker",
      privs: "VM.Allocate,VM.Audit,VM.Config.Options,VM.Config.CPU,VM.Config.Memory,Sys.Audit",
    });
    const password = secretMarker("maker");
    await at.pve.post("/access/users", { userid: "maker@pve", password });
    await at.pve.put("/access/acl", { path: "/", roles: "Maker", users: "maker@pve" });
    const connection = await at.connectAs({ username: "maker@pve", password });
    const plain = { node: "pve1", name: "plain" };
    const { planned } = at.plan(undefined, plain);
    const { instance, diagnostics } = await perform(
      { resource: vm, typeName: "proxmox_vm", prior: undefined, planned, configuration: plain },
      { connection, journal: at.journal, signal: new AbortController().signal, report: () => undefined },
    );
    await connection.close();
    expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(false);
    expect(instance?.attributes["name"]).toBe("plain");
    expect(await at.journal.open("proxmox_vm")).toMatchObject([{ proof: null }]);
  });

  it("does not guess about a copy, which has no place for such a number", async () => {
    const made = await at.make(undefined, { name: "copy" });
    const vmid = made.attributes["vmid"] as number;
    const upid = "UPID:pve1:00007553:000A4005:6B039A83:qmclone:6510:root@pam:";
    const answering = (copy: number, login: string) =>
      instead(at.connection, {
        api: instead(at.connection.api, {
          get: async (path: string) =>
            path.endsWith("/log")
              ? [{ n: 1, t: `creating a clone of VM 6510 with ID ${copy}` }]
              : [
                  {
                    upid: upid.replace("root@pam", login),
                    type: "qmclone",
                    id: "6510",
                    starttime: Math.ceil(Date.now() / 1000),
                  },
                ],
        }),
      });
    const begun = { identity: { vmid }, proof: null, since: Date.now() };
    await expect(isOurs(answering(vmid, "root@pam"), vmType, begun)).rejects.toThrow(
      /may be what an interrupted apply has made[\s\S]*import it, or destroy it/,
    );
    expect(await isOurs(answering(vmid, "root@pam!other"), vmType, begun)).toBe(false);
    expect(await isOurs(answering(vmid * 10 + 1, "root@pam"), vmType, begun)).toBe(false);
  });
});
