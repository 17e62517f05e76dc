import { describe, expect, it } from "vitest";

import { secretMarker } from "../../../secrets/secret-marker.js";
import { parsedSettings } from "../../parsed-settings.js";
import { endpoint, settingsOf, token, toldOf } from "./reading.js";

const urlPassword = secretMarker("in-url");

describe("the argument endpoint", () => {
  it.each([
    ["https://10.0.0.2:8006/", "https://10.0.0.2:8006"],
    ["https://10.0.0.2:8006", "https://10.0.0.2:8006"],
    ["https://pve.example.com", "https://pve.example.com"],
    ["https://[2001:db8::1]:8006/", "https://[2001:db8::1]:8006"],
    ["HTTPS://PVE.example.com:8006", "https://pve.example.com:8006"],
  ])("is taken with or without slash and port: %s", (given, wanted) => {
    const { settings, diagnostics } = parsedSettings({ endpoint: given, api_token: token }, {});
    expect([settings?.endpoints, diagnostics]).toEqual([[wanted], []]);
  });

  it("can also be sourced from PROXMOX_VE_ENDPOINT", () => {
    expect(settingsOf({ api_token: token }, { PROXMOX_VE_ENDPOINT: endpoint }).endpoints).toEqual([
      "https://10.0.0.2:8006",
    ]);
  });

  it.each(["https://10.0.0.2:8006/api2/json", "https://10.0.0.2:8006/api2/json/"])(
    "forgives %s with a warning",
    (given) => {
      const { settings, diagnostics } = parsedSettings({ endpoint: given, api_token: token }, {});
      expect(settings?.endpoints).toEqual(["https://10.0.0.2:8006"]);
      expect(diagnostics).toMatchObject([
        {
          severity: "warning",
          path: ["endpoint"],
          detail: expect.stringContaining("Write https://10.0.0.2:8006") as string,
        },
      ]);
    },
  );

  it.each([
    ["pve.example.com", "It has no scheme"],
    ["pve.example.com:8006", "does not begin with https"],
    ["http://pve.example.com:8006", "in clear"],
    ["https://pve.example.com/gui", "more than an address"],
    ["https://pve.example.com/?a=b", "more than an address"],
    [`https://root:${urlPassword}@pve.example.com`, "It holds a user"],
  ])("refuses %s and says what to write", (given, detail) => {
    const { diagnostics } = parsedSettings({ api_token: token }, { PROXMOX_VE_ENDPOINT: given });
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "PROXMOX_VE_ENDPOINT in the environment is not the address of a Proxmox VE",
        detail: expect.stringContaining(detail) as string,
      },
    ]);
    expect(diagnostics[0]?.detail).toContain("https://pve.example.com:8006");
    expect(diagnostics[0]?.detail).not.toContain(urlPassword);
  });

  it("is required, and the message names both ways to give it", () => {
    const { diagnostics } = parsedSettings({ api_token: token }, {});
    expect(diagnostics).toMatchObject([
      { summary: "no endpoint", detail: expect.stringMatching(/endpoint .* PROXMOX_VE_ENDPOINT/) as string },
    ]);
  });

  it("may be several: endpoints, or PROXMOX_VE_ENDPOINTS with commas between", () => {
    const several = ["https://a:8006", "https://b:8006"];
    expect(
      settingsOf({ endpoint: "https://a:8006/", endpoints: several, api_token: token }).endpoints,
    ).toEqual(several);
    const environment = { PROXMOX_VE_ENDPOINTS: "https://a:8006, https://b:8006/" };
    expect(settingsOf({ api_token: token }, environment).endpoints).toEqual(several);
    expect(toldOf({ endpoints: ["https://a:8006", "b"], api_token: token })).toEqual([
      "endpoints in the provider block (number 2) is not the address of a Proxmox VE",
    ]);
  });

  it("in code does not mean the further ones that the environment knows", () => {
    const environment = { PROXMOX_VE_ENDPOINTS: "https://other:8006" };
    expect(settingsOf({ endpoint, api_token: token }, environment).endpoints).toEqual([
      "https://10.0.0.2:8006",
    ]);
  });
});
