import { App } from "cdktf";
import { apply, destroy, plan, simulate, type Simulation } from "pve-cdk/testing";
import { afterEach, beforeEach, expect, test } from "vitest";

import { web } from "./web.js";

/** The app of a test; nothing of it is written where the real one is. */
function appWith(cores: number): App {
  const app = new App({ outdir: ".tmp/cdktf.out" });
  web(app, { cores });
  return app;
}

let pve: Simulation;
beforeEach(async () => {
  pve = await simulate();
});
afterEach(() => pve.close());

test("the machine runs with the cores that it was given", async () => {
  const { changes, outputs } = await apply(appWith(2), pve);
  expect(changes).toEqual({ "web/vm": "create" });
  expect(outputs).toEqual({ web: { number: 100 } });
  expect(await pve.get("/nodes/pve1/qemu/100/config")).toMatchObject({
    cores: 2,
    boot: "order=scsi0",
  });
  expect(await pve.get("/nodes/pve1/qemu/100/status/current")).toMatchObject({
    status: "running",
  });
});

test("a second apply has nothing to do", async () => {
  await apply(appWith(2), pve);
  expect((await plan(appWith(2), pve)).changes).toEqual({});
});

test("more cores restart the machine", async () => {
  await apply(appWith(2), pve);
  const { plans } = await plan(appWith(4), pve);
  expect(plans[0]?.steps).toMatchObject([{ action: "update", effect: "reboot" }]);
});

test("the data of the machine is not destroyed by accident", async () => {
  await apply(appWith(2), pve);
  await expect(destroy(appWith(2), pve)).rejects.toThrow("this would destroy data");
  expect((await destroy(appWith(2), pve, { allowDataLoss: ["web/vm"] })).changes).toEqual({
    "web/vm": "delete",
  });
});

test("a number that somebody else has is left alone", async () => {
  await pve.post("/nodes/pve1/qemu", { vmid: 100, name: "somebody-elses" });
  await apply(appWith(2), pve); // the next free number is taken
  expect(await pve.get("/nodes/pve1/qemu/101/config")).toMatchObject({ name: "vm" });
});
