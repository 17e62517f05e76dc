import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { addSecondFactor } from "./add-second-factor.js";
import { asked } from "./asked.js";

const uri = "otpauth://totp/somebody?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&algorithm=SHA256";
type Sent = Readonly<Record<string, string>>;

const bob = { userid: "bob@pve", password: "bobpass123" };

let pve: Simulation;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tfa-"));
  pve = await begun();
});
afterEach(async () => {
  await pve.close();
  rmSync(folder, { recursive: true });
});

async function begun(): Promise<Simulation> {
  const simulation = await simulate({ state: join(folder, "pve") });
  if (!simulation.world.users.has(bob.userid)) await simulation.post("/access/users", bob);
  return simulation;
}

/** Asks as bob, if nobody else is said. */
const tfa = (verb: string, path: string, { as: user = bob.userid, ...parameters }: Sent = {}) =>
  asked(pve.world, { verb, path: `/access/tfa${path}`, parameters, user });
const mine = (parameters: Sent) => tfa("POST", "/bob@pve", { password: bob.password, ...parameters });

const login = (password: string, challenge?: string) =>
  asked(pve.world, {
    verb: "POST",
    path: "/access/ticket",
    user: null,
    parameters: {
      username: bob.userid,
      password,
      ...(challenge === undefined ? {} : { "tfa-challenge": challenge }),
    },
  });

/** What the second step of a login answers. */
async function secondStep(proof: string): Promise<number> {
  const { ticket } = (await login(bob.password)).data as { readonly ticket: string };
  return (await login(proof, ticket)).status;
}

it("a device is listed, described anew, switched off and taken away, and then no login asks for it", async () => {
  const shown = await addSecondFactor(pve, bob.userid);
  const [entry] = (await pve.get("/access/tfa/bob@pve")) as readonly { readonly id: string }[];
  expect(entry).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    type: "totp",
    description: "a device",
    created: expect.any(Number) as number,
  });
  const place = `/access/tfa/bob@pve/${entry?.id}`;
  expect(await pve.get("/access/tfa")).toEqual([{ userid: "bob@pve", entries: [entry] }]);
  expect(await pve.get("/access/users/bob@pve")).toMatchObject({ keys: "x" });
  expect(await pve.get("/access/users/bob@pve/tfa", { multiple: 1 })).toEqual({ user: ["totp"] });
  expect((await login(bob.password)).data).toMatchObject({ NeedTFA: 1 });
  expect(await secondStep(`totp:${shown()}`)).toBe(200);

  await pve.put(place, { description: "an old device", enable: 0 });
  expect(await pve.get(place)).toEqual({ ...entry, description: "an old device", enable: 0 });
  expect((await login(bob.password)).data).not.toHaveProperty("NeedTFA");

  await pve.delete(place);
  expect(await pve.get("/access/tfa")).toEqual([]);
  expect(await pve.get("/access/users/bob@pve")).not.toHaveProperty("keys");
});

it("recovery keys are told once, and each opens once", async () => {
  const { data } = await mine({ type: "recovery" });
  const { id, recovery } = data as { readonly id: string; readonly recovery: readonly string[] };
  expect([id, recovery.length, recovery[0]]).toEqual([
    "recovery",
    10,
    expect.stringMatching(/^[0-9a-f]{4}(?:-[0-9a-f]{4}){3}$/),
  ]);
  expect((await mine({ type: "recovery" })).message).toBe("user already has recovery keys");
  expect(await secondStep(`recovery:${recovery[3]}`)).toBe(200);
  expect(await secondStep(`recovery:${recovery[3]}`)).toBe(401);
  expect(await secondStep(`recovery:${recovery[4]}`)).toBe(200);
});

it("both outlast a restart, and a code that was taken stays taken", async () => {
  const shown = await addSecondFactor(pve, bob.userid);
  const { data } = await mine({ type: "recovery" });
  const code = shown();
  expect(await secondStep(`totp:${code}`)).toBe(200);
  const before = await pve.get("/access/tfa");
  await pve.close();
  pve = await begun();
  expect(await pve.get("/access/tfa")).toEqual(before);
  expect(await secondStep(`totp:${code}`)).toBe(401);
  const { recovery } = data as { readonly recovery: readonly string[] };
  expect(await secondStep(`recovery:${recovery[0]}`)).toBe(200);
});

it.each([
  [{ type: "totp" }, "'description' is required for new entries"],
  [{ type: "totp", description: "d", totp: uri }, "'totp' type requires both 'totp' and 'value' parameters"],
  [{ type: "totp", description: "d", totp: uri, value: "1" }, "failed to verify TOTP challenge"],
  [{ type: "totp", challenge: "c" }, "'challenge' parameter is invalid for 'totp' entries"],
  [{ type: "recovery", value: "1" }, "generating recovery tokens does not allow additional parameters"],
  [{ type: "yubico", value: "1" }, "no yubico otp configuration available for realm pve"],
  [{ type: "webauthn", description: "d" }, "no webauthn configuration available"],
])("%j is refused: %s", async (parameters, message) => {
  expect(await mine(parameters)).toEqual({ status: 500, message });
});

it("who changes it proves to be there, and changes only whom they may", async () => {
  await pve.post("/access/users", { userid: "eve@pve", password: "evepass123" });
  const factor = { type: "recovery" };
  expect(await tfa("POST", "/bob@pve", factor)).toMatchObject({
    status: 400,
    errors: { password: "password is required to modify user" },
  });
  expect(await tfa("POST", "/bob@pve", { ...factor, password: "wrong" })).toMatchObject({
    status: 500,
    message: "invalid credentials",
  });
  const eve = { ...factor, password: "evepass123", as: "eve@pve" };
  expect(await tfa("POST", "/bob@pve", eve)).toMatchObject({ status: 403 });
  await pve.put("/access/acl", { path: "/access/groups", users: "eve@pve", roles: "PVEUserAdmin" });
  expect(await tfa("POST", "/bob@pve", eve)).toMatchObject({ status: 200 });
  expect(await tfa("POST", "/root@pam", eve)).toMatchObject({ status: 403 });
  for (const verb of ["PUT", "DELETE"])
    expect(await tfa(verb, "/bob@pve/none", { as: "root@pam" })).toEqual({
      status: 500,
      message: "no such entry",
    });
});
