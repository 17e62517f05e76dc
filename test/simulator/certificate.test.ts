import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";

import { describe, expect, it } from "vitest";

import { createCertificate } from "../../providers/proxmox/simulator/certificate.js";

describe("a node's certificate", () => {
  it("is for the node's name and every notation of its address, signed by itself, as openssl reads it too", () => {
    const { certificate, fingerprint } = createCertificate("pve2", "server", "2001:db8::1");
    const read = new X509Certificate(certificate);
    expect(read.fingerprint256).toBe(fingerprint);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.subject).toBe("CN=pve2.simulator");
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.checkIP("2001:db8::1")).toBe("2001:db8::1");
    expect(read.checkIP("127.0.0.1")).toBeUndefined();
    const shown = execFileSync("openssl", ["x509", "-noout", "-text"], { input: certificate }).toString();
    expect(shown).toContain("ecdsa-with-SHA256");
    expect(shown).toContain("IP Address:2001:DB8:0:0:0:0:0:1");
  });

  it("is valid now and for two years, and no two are alike", () => {
    const [one, other] = [createCertificate(), createCertificate()].map(
      ({ certificate }) => new X509Certificate(certificate),
    );
    expect(Date.parse(one?.validFrom ?? "")).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(one?.validTo ?? "")).toBeGreaterThan(Date.now() + 700 * 24 * 3600 * 1000);
    expect(one?.serialNumber).not.toBe(other?.serialNumber);
    expect(one?.checkIP("127.0.0.1")).toBe("127.0.0.1");
  });

  it("of an authority may sign others, and is for no machine", () => {
    const authority = new X509Certificate(createCertificate("pve1", "authority").certificate);
    expect(authority.ca).toBe(true);
    expect(authority.subjectAltName).toBeUndefined();
  });
});
