import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { nextEvent, parseCalendarEvent } from "../../providers/proxmox/simulator/calendar-event.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";
import type { Answer } from "./likeness.js";

let simulation: Simulation;
beforeEach(async () => {
  simulation = await simulate();
});
afterEach(() => simulation.close());

const ask = (verb: string, path: string, parameters = {}): Promise<Answer> =>
  asked(simulation.world, { verb, path, parameters });

describe("calendar events", () => {
  const after = (text: string, time: string) => {
    const next = nextEvent(parseCalendarEvent(text), Date.parse(time) / 1000);
    return next === undefined ? undefined : new Date(next * 1000).toISOString().slice(0, 16);
  };

  it.each([
    ["daily", "2026-11-24T10:00Z", "2026-11-25T00:00"],
    ["mon..fri 02:00", "2026-11-27T03:00Z", "2026-11-30T02:00"],
    ["sat,sun 18:15", "2026-11-24T10:00Z", "2026-11-28T18:15"],
    ["0/15", "2026-11-24T10:01Z", "2026-11-24T10:15"],
    ["*-2-29", "2026-11-24T10:00Z", "2028-02-29T00:00"],
    ["fri..mon 12:00", "2026-11-24T10:00Z", "2026-11-27T12:00"],
  ])("%s comes after %s at %s", (text, time, next) => {
    expect(after(text, time)).toBe(next);
  });
});

describe("backup jobs", () => {
  it("shows what was written, and when it is due", async () => {
    await ask("POST", "/cluster/backup", {
      id: "nightly",
      schedule: "daily",
      vmid: "100",
      "prune-backups": "keep-last=2",
    });
    await ask("PUT", "/cluster/backup/nightly", { comment: "all", all: 1 });
    expect((await ask("GET", "/cluster/backup/nightly")).data).toEqual({
      id: "nightly",
      type: "vzdump",
      enabled: 1,
      schedule: "daily",
      comment: "all",
      all: 1,
      "prune-backups": { "keep-last": "2" },
    });
    const [row] = (await ask("GET", "/cluster/backup")).data as { "next-run": number }[];
    expect(row?.["next-run"]).toBeGreaterThan(Date.now() / 1000);
  });

  it("is about all guests, some, or a pool, and says what of them it takes", async () => {
    const neither = await ask("POST", "/cluster/backup", { schedule: "daily" });
    expect(neither.message).toBe("400 Parameter verification failed.\nvmid: property is missing");
    const { data } = await ask("POST", "/nodes/pve1/qemu", {
      vmid: 100,
      name: "one",
      scsi0: "local:1,backup=0",
    });
    await simulation.world.tasks.ended(String(data));
    expect((await ask("GET", "/cluster/backup-info/not-backed-up")).data).toEqual([
      { vmid: 100, type: "qemu", name: "one" },
    ]);
    await ask("POST", "/cluster/backup", { id: "nightly", schedule: "daily", all: 1 });
    expect((await ask("GET", "/cluster/backup-info/not-backed-up")).data).toEqual([]);
    expect((await ask("GET", "/cluster/backup/nightly/included_volumes")).data).toMatchObject({
      children: [{ id: 100, leaf: 0, children: [{ id: "100:scsi0", included: 0, reason: "backup=no" }] }],
    });
  });
});

describe("bulk actions", () => {
  it("does for many guests what their own routes do", async () => {
    const finished = async (path: string, parameters: object) => {
      const { data } = await ask("POST", path, parameters);
      await simulation.world.tasks.ended(String(data));
    };
    for (const vmid of [100, 101, 102]) await finished("/nodes/pve1/qemu", { vmid });
    await finished("/cluster/bulk-action/guest/start", { vms: [100, 102] });
    const states = async () =>
      ((await ask("GET", "/cluster/resources", { type: "vm" })).data as { status: string }[]).map(
        ({ status }) => status,
      );
    expect(await states()).toEqual(["running", "stopped", "running"]);
    await finished("/cluster/bulk-action/guest/shutdown", {});
    expect(await states()).toEqual(["stopped", "stopped", "stopped"]);
  });
});

describe("notifications", () => {
  it("changes what is built in, and brings it back when that is removed", async () => {
    const path = "/cluster/notifications/matchers/default-matcher";
    await ask("PUT", path, { comment: "mine", mode: "any" });
    expect((await ask("GET", path)).data).toMatchObject({ comment: "mine", origin: "modified-builtin" });
    await ask("DELETE", path);
    expect((await ask("GET", path)).data).toMatchObject({ mode: "all", origin: "builtin" });
  });

  it("keeps a target that a matcher names", async () => {
    const sendmail = "/cluster/notifications/endpoints/sendmail";
    await ask("POST", sendmail, { name: "team", mailto: ["a@b.test", "c@d.test"] });
    await ask("POST", "/cluster/notifications/matchers", { name: "all", target: "team" });
    expect(await ask("DELETE", `${sendmail}/team`)).toMatchObject({ status: 400 });
    expect((await ask("GET", `${sendmail}/team`)).data).toMatchObject({ mailto: ["a@b.test", "c@d.test"] });
  });
});

describe("mappings", () => {
  it("shows to a user only what that user may use", async () => {
    for (const id of ["one", "two"])
      await ask("POST", "/cluster/mapping/usb", { id, map: ["node=pve1,id=1234:5678"] });
    await ask("POST", "/access/users", { userid: "eve@pve" });
    await ask("PUT", "/access/acl", { path: "/mapping/usb/two", users: "eve@pve", roles: "PVEMappingUser" });
    const { data } = await asked(simulation.world, {
      verb: "GET",
      path: "/cluster/mapping/usb",
      user: "eve@pve",
    });
    expect(data).toMatchObject([{ id: "two", map: ["node=pve1,id=1234:5678"] }]);
  });
});
