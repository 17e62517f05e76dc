import { describe, expect, it } from "vitest";

import { secretMarker } from "../../../secrets/secret-marker.js";
import { apiPassword, byPassword, byToken, endpoint, ssh, wrong } from "./reading.js";

describe("ssh.username", () => {
  it("is the block's, before PROXMOX_VE_SSH_USERNAME", () => {
    const variables = { PROXMOX_VE_SSH_USERNAME: "variable" };
    expect(ssh({ ...byToken, ssh: [{ username: "block" }] }, variables).user).toEqual({ name: "block" });
    expect(ssh({ ...byToken, ssh: [{}] }, variables).user).toEqual({ name: "variable" });
  });

  it("defaults to the user of the API's login where that is one of PAM, without a block too", () => {
    expect(ssh(byPassword).user).toEqual({ name: "root" });
    expect(ssh({ ...byPassword, username: "me@pam", ssh: [{}] }).user).toEqual({ name: "me" });
    const ticket = {
      auth_ticket: `PVE:root@pam:6543ABCD::${secretMarker("ticket")}`,
      csrf_prevention_token: `6543ABCD:${secretMarker("csrf")}`,
    };
    expect(ssh({ endpoint, ...ticket, ssh: [{}] }).user).toEqual({ name: "root" });
  });

  it("defaults to PROXMOX_VE_USERNAME beside a token", () => {
    expect(ssh({ ...byToken, ssh: [{}] }, { PROXMOX_VE_USERNAME: "terraform@pam" }).user).toEqual({
      name: "terraform",
    });
    expect(ssh({ ...byToken, username: "root@pam", ssh: [{}] }).user).toEqual({ name: "root" });
  });

  it("is required at validation where an ssh block is given and the login is a token, or not of PAM", () => {
    expect(wrong({ ...byToken, ssh: [{ agent: true }] })).toEqual([
      expect.stringMatching(/^ssh.username is missing: An API token .* PROXMOX_VE_SSH_USERNAME/),
    ]);
    expect(wrong({ ...byPassword, username: "terraform@pve", ssh: [{ agent: true }] })).toEqual([
      expect.stringContaining("The API's login is terraform@pve, which is no user of PAM"),
    ]);
  });

  it("is not required of a token while nothing asks for SSH", () => {
    expect(ssh(byToken).user).toMatchObject({ missing: { summary: "ssh.username is missing" } });
  });
});

describe("ssh.password", () => {
  it("is the block's, before PROXMOX_VE_SSH_PASSWORD, before the password of the API's login", () => {
    const [block, variable, both] = ["block", "variable", "both"].map(secretMarker) as [
      string,
      string,
      string,
    ];
    const variables = { PROXMOX_VE_SSH_PASSWORD: variable };
    expect(ssh({ ...byPassword, ssh: [{ password: block }] }, variables).password).toBe(block);
    expect(ssh({ ...byPassword, ssh: [{}] }, variables).password).toBe(variable);
    expect(ssh({ ...byPassword, ssh: [{}] }).password).toBe(apiPassword);
    expect(ssh({ endpoint }, { PROXMOX_VE_USERNAME: "root@pam", PROXMOX_VE_PASSWORD: both }).password).toBe(
      both,
    );
    expect(ssh(byToken).password).toBeUndefined();
  });
});
