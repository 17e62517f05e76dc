import { describe, expect, it } from "vitest";

import { proxmox } from "../../../../providers/proxmox/provider.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { parsedSettings } from "../../parsed-settings.js";
import { endpoint, settingsOf, token, toldOf } from "./reading.js";

const password = secretMarker("api");
const otp = "123456";
const csrf = `66F0A0B0:${secretMarker("csrf")}`;
const ticket = `PVE:username@realm:66F0A0B0::${secretMarker("ticket")}`;
const payload = JSON.stringify({
  data: { CSRFPreventionToken: csrf, username: "username@realm", ticket, cap: {} },
});

describe("the credentials", () => {
  const all = {
    endpoint,
    auth_payload: payload,
    auth_ticket: ticket.replace("username", "other"),
    csrf_prevention_token: csrf,
    api_token: token,
    username: "username@realm",
    password,
  };

  it("come in the order auth_payload, auth_ticket with csrf_prevention_token, api_token, username with password", () => {
    const { auth_payload, ...withoutPayload } = all;
    const { auth_ticket, csrf_prevention_token, ...withoutTicket } = withoutPayload;
    const { api_token, ...login } = withoutTicket;
    expect(settingsOf(all).credentials).toMatchObject({
      kind: "ticket",
      ticket: { username: "username@realm" },
    });
    expect(settingsOf(withoutPayload).credentials).toMatchObject({
      kind: "ticket",
      ticket: { username: "other@realm" },
    });
    expect(settingsOf(withoutTicket).credentials).toMatchObject({ kind: "token" });
    expect(settingsOf(login).credentials).toMatchObject({ kind: "password" });
    expect([auth_payload, auth_ticket, csrf_prevention_token, api_token]).not.toContain(undefined);
  });

  it("given in the block come before those of the environment, whatever their kind", () => {
    const environment = { PROXMOX_VE_API_TOKEN: token, PROXMOX_VE_AUTH_PAYLOAD: payload };
    const login = { endpoint, username: "root@pam", password };
    expect(settingsOf(login, environment).credentials).toMatchObject({
      kind: "password",
      from: "password in the provider block",
    });
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject({
      kind: "ticket",
      from: "PROXMOX_VE_AUTH_PAYLOAD in the environment",
    });
  });

  it("are completed from the environment: a username in the block with the password of the environment", () => {
    const environment = { PROXMOX_VE_PASSWORD: password, PROXMOX_VE_USERNAME: "environment@pam" };
    expect(settingsOf({ endpoint, username: "root@pam" }, environment).credentials).toMatchObject({
      kind: "password",
      username: "root@pam",
    });
    expect(
      settingsOf({ endpoint, username: "root@pam" }, { PROXMOX_VE_API_TOKEN: token }).credentials,
    ).toMatchObject({ kind: "token" });
  });

  it("auth_payload: the whole JSON of an external login, also from PROXMOX_VE_AUTH_PAYLOAD", () => {
    const credentials = {
      kind: "ticket",
      ticket: { ticket, csrfToken: csrf, username: "username@realm", issued: 0x66f0a0b0 * 1000 },
    };
    expect(settingsOf({ endpoint, auth_payload: payload }).credentials).toMatchObject(credentials);
    expect(settingsOf({ endpoint }, { PROXMOX_VE_AUTH_PAYLOAD: payload }).credentials).toMatchObject(
      credentials,
    );
  });

  it.each([
    ["not JSON", "{ticket"],
    ["JSON without data", '{"ticket":"PVE:a"}'],
    ["a failed login's answer", '{"data":null}'],
    ["no object", '"PVE:a"'],
    ["a list", "null"],
  ])("auth_payload that is %s is refused", (_, given) => {
    expect(toldOf({ endpoint }, { PROXMOX_VE_AUTH_PAYLOAD: given })).toEqual([
      "PROXMOX_VE_AUTH_PAYLOAD in the environment is not the answer to a login",
    ]);
  });

  it("auth_payload of a login that still asks for the second factor is refused, and says how to go on", () => {
    const half = JSON.stringify({
      data: { NeedTFA: 1, ticket: "PVE:!tfa!%7B%22totp%22%3Atrue%7D:66F0A0B0::x", CSRFPreventionToken: csrf },
    });
    const { diagnostics } = parsedSettings({ endpoint, auth_payload: half }, {});
    expect(diagnostics).toMatchObject([
      {
        summary: "auth_payload in the provider block is only the first half of a login",
        detail: expect.stringContaining("totp:CODE") as string,
      },
    ]);
  });

  it("auth_ticket with csrf_prevention_token, also from PROXMOX_VE_AUTH_TICKET and PROXMOX_VE_CSRF_PREVENTION_TOKEN", () => {
    const credentials = { kind: "ticket", ticket: { ticket, csrfToken: csrf } };
    expect(
      settingsOf({ endpoint, auth_ticket: ticket, csrf_prevention_token: csrf }).credentials,
    ).toMatchObject(credentials);
    const environment = { PROXMOX_VE_AUTH_TICKET: ticket, PROXMOX_VE_CSRF_PREVENTION_TOKEN: csrf };
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject(credentials);
  });

  it.each([
    [{ auth_ticket: ticket }, {}, "auth_ticket in the provider block is given without csrf_prevention_token"],
    [
      {},
      { PROXMOX_VE_AUTH_TICKET: ticket },
      "PROXMOX_VE_AUTH_TICKET in the environment is given without csrf_prevention_token",
    ],
    [
      { csrf_prevention_token: csrf, api_token: token },
      {},
      "csrf_prevention_token in the provider block is given without auth_ticket",
    ],
    [{ username: "root@pam" }, {}, "username in the provider block is given without password"],
    [
      {},
      { PROXMOX_VE_PASSWORD: password },
      "PROXMOX_VE_PASSWORD in the environment is given without username",
    ],
    [{ username: "root", password }, {}, "username in the provider block lacks the realm"],
    [{ api_token: "root@pam!x" }, {}, "api_token in the provider block has no secret"],
    [{}, { PROXMOX_VE_API_TOKEN: "root@pam!x=" }, "PROXMOX_VE_API_TOKEN in the environment has no secret"],
    [{ api_token: "0123" }, {}, "api_token in the provider block is not an API token"],
    [
      { auth_ticket: "PVE%3Aroot", csrf_prevention_token: csrf },
      {},
      "auth_ticket in the provider block is not a ticket of Proxmox VE",
    ],
    [{}, {}, "no credentials"],
  ] as const)("are refused by name and origin: %j %j", (block, environment, summary) => {
    expect(toldOf({ endpoint, ...block }, environment)).toEqual([summary]);
  });

  it("api_token, also from PROXMOX_VE_API_TOKEN", () => {
    expect(settingsOf({ endpoint, api_token: token }).credentials).toMatchObject({ kind: "token", token });
    expect(settingsOf({ endpoint }, { PROXMOX_VE_API_TOKEN: token }).credentials).toMatchObject({
      kind: "token",
      token,
    });
  });

  it("username and password, also from PROXMOX_VE_USERNAME and PROXMOX_VE_PASSWORD", () => {
    const { username } = all;
    const credentials = { kind: "password", username, password };
    expect(settingsOf({ endpoint, username, password }).credentials).toMatchObject(credentials);
    const environment = { PROXMOX_VE_USERNAME: username, PROXMOX_VE_PASSWORD: password };
    expect(settingsOf({ endpoint }, environment).credentials).toMatchObject(credentials);
  });

  it("otp is deprecated but taken, also from PROXMOX_VE_OTP", () => {
    const login = { endpoint, username: "root@pam", password };
    expect(settingsOf({ ...login, otp }).credentials).toMatchObject({ otp });
    expect(settingsOf(login, { PROXMOX_VE_OTP: otp }).credentials).toMatchObject({ otp });
    expect(parsedSettings(login, { PROXMOX_VE_OTP: otp }).diagnostics).toMatchObject([
      {
        severity: "warning",
        summary: "PROXMOX_VE_OTP in the environment is deprecated",
        detail: expect.stringContaining("Use api_token") as string,
        path: ["otp"],
      },
    ]);
    expect(proxmox.configuration["otp"]).toMatchObject({
      deprecated: expect.stringContaining("api_token") as string,
    });
  });
});
