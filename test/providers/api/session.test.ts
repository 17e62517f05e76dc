import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Client } from "../../../providers/proxmox/api/client.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { addSecondFactor } from "../../simulator/add-second-factor.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";

const minute = 60_000;

let pve: Simulation;
let client: Client | undefined;

beforeEach(async () => {
  pve = await simulate();
});
afterEach(async () => {
  vi.useRealTimers();
  await client?.close();
  await pve.close();
});

/** Lets time pass, for us and for the simulation. */
async function pass(milliseconds: number): Promise<void> {
  await pve.clock.advance(milliseconds);
  vi.useFakeTimers({ toFake: ["Date"], now: pve.clock.now() });
}

function clientOf(environment: Readonly<Record<string, string>>): Client {
  client = new Client(settingsFrom({ ...environmentOf(pve), PROXMOX_VE_API_TOKEN: "", ...environment }));
  return client;
}

const byPassword = () => ({ PROXMOX_VE_USERNAME: "root@pam", PROXMOX_VE_PASSWORD: pve.password });
const logins = () => pve.requests.filter(({ path }) => path === "/access/ticket").length;

interface Given {
  readonly ticket: string;
  readonly CSRFPreventionToken: string;
}

const given = async () =>
  (await pve.post("/access/ticket", { username: "root@pam", password: pve.password })) as Given;
const byTicket = ({ ticket, CSRFPreventionToken }: Given) => ({
  PROXMOX_VE_AUTH_TICKET: ticket,
  PROXMOX_VE_CSRF_PREVENTION_TOKEN: CSRFPreventionToken,
});

describe("a login by password", () => {
  it("happens once, however many requests begin at once", async () => {
    const api = clientOf(byPassword());
    await Promise.all(Array.from({ length: 20 }, () => api.get("/version")));
    await api.post("/pools", { poolid: "one" });
    expect(logins()).toBe(1);
  });

  it("is renewed by its own ticket at half of a ticket's life, once, and goes on for a day", async () => {
    const api = clientOf(byPassword());
    await api.get("/version");
    // The password is not needed again.
    const root = pve.world.users.get("root@pam");
    if (root !== undefined) root.password = "changed";
    for (let hour = 1; hour <= 24; hour++) {
      await pass(31 * minute);
      await api.get("/version");
      expect(logins()).toBe(hour);
      await pass(31 * minute);
      await Promise.all(Array.from({ length: 10 }, () => api.get("/version")));
      expect(logins()).toBe(1 + hour);
    }
    await api.post("/pools", { poolid: "late" });
  });

  it("is done anew where the ticket has ended meanwhile, or is refused", async () => {
    const api = clientOf(byPassword());
    await api.get("/version");
    await pass(3 * 60 * minute);
    await api.post("/pools", { poolid: "after-a-pause" });
    expect(logins()).toBe(2);
    pve.faults.add({ when: { path: "/pools", times: 1 }, then: { ticket: "expired" } });
    await api.post("/pools", { poolid: "after-a-401" });
    expect(logins()).toBe(3);
    expect(await pve.get("/pools")).toHaveLength(2);
  });

  it("is done anew once where many requests are refused together, and each is done once", async () => {
    const api = clientOf(byPassword());
    await api.get("/version");
    // For the server alone, so that only its refusal tells.
    await pve.clock.advance(3 * 60 * minute);
    await Promise.all(Array.from({ length: 10 }, (_, index) => api.post("/pools", { poolid: `p${index}` })));
    expect(logins()).toBe(2);
    expect(await pve.get("/pools")).toHaveLength(10);
  });

  it("that is refused for good is not tried for ever", async () => {
    const api = clientOf(byPassword());
    await api.get("/version");
    pve.faults.add({ when: { path: "/pools" }, then: { ticket: "expired" } });
    await expect(api.get("/pools")).rejects.toThrow(/does not accept the login of root@pam any more/);
    expect(logins()).toBe(2);
  });

  it("with a second factor takes two steps and one code, and is renewed without another", async () => {
    const password = secretMarker("two");
    await pve.post("/access/users", { userid: "two@pve", password });
    const code = await addSecondFactor(pve, "two@pve");
    const api = clientOf({
      PROXMOX_VE_USERNAME: "two@pve",
      PROXMOX_VE_PASSWORD: password,
      PROXMOX_VE_OTP: code(),
    });
    await Promise.all([api.get("/version"), api.get("/access/permissions")]);
    expect(logins()).toBe(2);
    await pass(61 * minute);
    await api.get("/version");
    expect(logins()).toBe(3);
    await pass(3 * 60 * minute);
    await expect(api.get("/version")).rejects.toThrow(
      /does not accept the login of two@pve any more[\s\S]*code of a second factor is good for one login: use `api_token`/,
    );
  });

  it("takes the code for nothing where the user has no second factor", async () => {
    const api = clientOf({ ...byPassword(), PROXMOX_VE_OTP: "123456" });
    expect((await api.get("/version")).release).toBe("9.2");
    expect(logins()).toBe(1);
  });
});

describe("a ticket that was given", () => {
  it("is used as it is, with its CSRF token for writes", async () => {
    const api = clientOf(byTicket(await given()));
    await api.post("/pools", { poolid: "one" });
    expect(logins()).toBe(0);
  });

  it("as the whole answer to a login works the same", async () => {
    const api = clientOf({ PROXMOX_VE_AUTH_PAYLOAD: JSON.stringify({ data: await given() }) });
    await api.post("/pools", { poolid: "one" });
    expect(logins()).toBe(0);
  });

  it("that is old already is renewed by its own age", async () => {
    const ticket = await given();
    await pass(115 * minute);
    const api = clientOf(byTicket(ticket));
    await api.get("/version");
    expect(logins()).toBe(1);
    await pass(30 * minute);
    await api.post("/pools", { poolid: "later" });
    expect(logins()).toBe(1);
  });

  it("that has ended is told as ended, and no other way is tried", async () => {
    const ticket = await given();
    await pass(121 * minute);
    const api = clientOf({ ...byTicket(ticket), ...byPassword() });
    await expect(api.get("/version")).rejects.toThrow(
      /does not accept the ticket of root@pam[\s\S]*issued at .*ends after two hours/,
    );
    expect(logins()).toBe(0);
  });

  it("with another one's CSRF token says that it is that", async () => {
    const { ticket } = await given();
    const api = clientOf(byTicket({ ticket, CSRFPreventionToken: "66F0A0B0:other" }));
    await expect(api.post("/pools", { poolid: "no" })).rejects.toThrow(
      /does not accept the csrf_prevention_token of root@pam[\s\S]*the one that came with the ticket/,
    );
  });
});

describe("an API token", () => {
  it("needs no login, and is sent as it is", async () => {
    const api = clientOf({ PROXMOX_VE_API_TOKEN: pve.token });
    await api.post("/pools", { poolid: "one" });
    expect([logins(), api.login]).toEqual([0, "root@pam!simulation"]);
  });
});
