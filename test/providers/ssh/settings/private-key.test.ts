import { describe, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { makePrivateKey } from "../stand/private-keys.js";
import { byPassword, ssh, wrong } from "./reading.js";

const passphrase = secretMarker("passphrase");

describe("ssh.private_key", () => {
  const key = makePrivateKey();
  const block = (private_key: string, more: ValueObject = {}) => ({
    ...byPassword,
    ssh: [{ private_key, ...more }],
  });

  it("is the block's, before PROXMOX_VE_SSH_PRIVATE_KEY", () => {
    const variables = { PROXMOX_VE_SSH_PRIVATE_KEY: makePrivateKey() };
    expect(ssh(block(key), variables).privateKey?.text).toBe(key);
    expect(ssh(byPassword, variables).privateKey?.text).toBe(variables.PROXMOX_VE_SSH_PRIVATE_KEY);
  });

  it("keeps its lines where a document indents them, as with heredoc syntax", () => {
    expect(ssh(block(`\n    ${key.replaceAll("\n", "\r\n    ")}`)).privateKey?.text).toBe(key);
  });

  it.each([
    ["a path", "/home/somebody/.ssh/with/a/long/path/to/marker/id_rsa", "is not a private key"],
    ["a public key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@here", "is a public key"],
    ["a key that is cut off", key.slice(0, 120), "is cut off"],
    [
      "an encrypted PEM key",
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
      "is encrypted",
    ],
    [
      "an encrypted PKCS#8 key",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
      "is encrypted",
    ],
    ["an encrypted OpenSSH key", makePrivateKey({ passphrase }), "is encrypted"],
  ])("is refused where it is %s, without showing it", (_name, given, expected) => {
    const [told = ""] = wrong(block(given));
    expect(told).toMatch(new RegExp(`^ssh.private_key in the provider block ${expected}: `));
    expect(told).not.toContain(given.slice(30, 60));
    expect(wrong(byPassword, { PROXMOX_VE_SSH_PRIVATE_KEY: given })[0]).toContain(
      `PROXMOX_VE_SSH_PRIVATE_KEY in the environment ${expected}`,
    );
  });

  it("may be encrypted where the passphrase is given: ssh.private_key_passphrase, PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE", () => {
    const encrypted = makePrivateKey({ passphrase });
    expect(ssh(block(encrypted, { private_key_passphrase: passphrase })).privateKey?.passphrase).toBe(
      passphrase,
    );
    const variables = { PROXMOX_VE_SSH_PRIVATE_KEY_PASSPHRASE: passphrase };
    expect(ssh(block(encrypted), variables).privateKey?.passphrase).toBe(passphrase);
  });
});
