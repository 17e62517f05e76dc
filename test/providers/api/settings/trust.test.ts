import { describe, expect, it } from "vitest";

import { createCertificate } from "../../../../providers/proxmox/simulator/certificate.js";
import { endpoint, settingsOf, token, toldOf } from "./reading.js";

const fingerprint = "ab".repeat(32);

describe("the argument insecure", () => {
  it("defaults to false, skips the verification if true, and can also be sourced from PROXMOX_VE_INSECURE", () => {
    const same = { endpoint, api_token: token };
    expect(settingsOf(same).trust).toEqual({ kind: "system" });
    expect(settingsOf({ ...same, insecure: true }).trust).toEqual({ kind: "any" });
    expect(settingsOf(same, { PROXMOX_VE_INSECURE: "true" }).trust).toEqual({ kind: "any" });
    expect(settingsOf({ ...same, insecure: false }, { PROXMOX_VE_INSECURE: "true" }).trust).toEqual({
      kind: "system",
    });
    expect(toldOf(same, { PROXMOX_VE_INSECURE: "perhaps" })).toEqual([
      "PROXMOX_VE_INSECURE: must be true or false",
    ]);
  });

  it("is not needed with a pinned fingerprint, which counts before it", () => {
    const pinned = { kind: "pinned", fingerprints: [fingerprint.toUpperCase().match(/../g)?.join(":")] };
    expect(settingsOf({ endpoint, api_token: token, fingerprint, insecure: true }).trust).toEqual(pinned);
    expect(settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_FINGERPRINT: fingerprint }).trust).toEqual(
      pinned,
    );
    expect(
      settingsOf({ endpoint, api_token: token, fingerprint: `${fingerprint}, ${"cd".repeat(32)}` }).trust,
    ).toMatchObject({
      fingerprints: [expect.stringMatching(/^AB/), expect.stringMatching(/^CD/)],
    });
    expect(toldOf({ endpoint, api_token: token, fingerprint: "sha1" })).toEqual([
      "fingerprint in the provider block is not a SHA-256 fingerprint",
    ]);
  });

  it("is not needed with the cluster's own authority", async () => {
    const { certificate } = createCertificate();
    const trust = { kind: "authority", certificates: certificate };
    expect(settingsOf({ endpoint, api_token: token, ca_certificate: certificate }).trust).toEqual(trust);
    expect(
      settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_CA_CERTIFICATE: certificate }).trust,
    ).toEqual(trust);
    expect(
      toldOf({ endpoint, api_token: token }, { PROXMOX_VE_CA_CERTIFICATE: "/etc/pve/pve-root-ca.pem" }),
    ).toEqual(["PROXMOX_VE_CA_CERTIFICATE in the environment is not a certificate"]);
  });
});

describe("the argument min_tls", () => {
  it.each([
    ["1.0", "TLSv1"],
    ["1.1", "TLSv1.1"],
    ["1.2", "TLSv1.2"],
    ["1.3", "TLSv1.3"],
  ])("supports %s, in the block and from PROXMOX_VE_MIN_TLS", (given, wanted) => {
    expect(settingsOf({ endpoint, api_token: token, min_tls: given }).minimumTls).toBe(wanted);
    expect(settingsOf({ endpoint, api_token: token }, { PROXMOX_VE_MIN_TLS: given }).minimumTls).toBe(wanted);
  });

  it("defaults to 1.3 and refuses other versions by name", () => {
    expect(settingsOf({ endpoint, api_token: token }).minimumTls).toBe("TLSv1.3");
    expect(toldOf({ endpoint, api_token: token }, { PROXMOX_VE_MIN_TLS: "1.4" })).toEqual([
      'PROXMOX_VE_MIN_TLS: must be one of "1.0", "1.1", "1.2", "1.3"',
    ]);
  });
});
