import { describe, expect, it } from "vitest";

import { sshSettingsOf } from "../../../../providers/proxmox/ssh/settings/ssh-settings-of.js";
import { parsedSettings } from "../../parsed-settings.js";
import { byPassword, environment, ssh, wrong } from "./reading.js";

describe("ssh.agent", () => {
  it("defaults to false, and is the block's before PROXMOX_VE_SSH_AGENT", () => {
    expect(ssh(byPassword, { SSH_AUTH_SOCK: "/agent" }).agent).toBeUndefined();
    expect(ssh(byPassword, { SSH_AUTH_SOCK: "/agent", PROXMOX_VE_SSH_AGENT: "true" }).agent?.socket).toBe(
      "/agent",
    );
    expect(
      ssh({ ...byPassword, ssh: [{ agent: false }] }, { PROXMOX_VE_SSH_AGENT: "1" }).agent,
    ).toBeUndefined();
    expect(ssh({ ...byPassword, ssh: [{}] }, { PROXMOX_VE_SSH_AGENT: "true" }).agent).toBeDefined();
  });

  it("is refused where PROXMOX_VE_SSH_AGENT is neither true nor false", () => {
    expect(wrong(byPassword, { PROXMOX_VE_SSH_AGENT: "maybe" }).join()).toContain("PROXMOX_VE_SSH_AGENT");
  });

  it("may be forwarded: ssh.agent_forwarding, PROXMOX_VE_SSH_AGENT_FORWARDING", () => {
    const block = { ...byPassword, ssh: [{ agent: true, agent_socket: "/agent" }] };
    expect(ssh(block).agent?.forwarding).toBe(false);
    expect(ssh(block, { PROXMOX_VE_SSH_AGENT_FORWARDING: "true" }).agent?.forwarding).toBe(true);
  });
});

describe("ssh.agent_socket", () => {
  const block = (socket?: string) => ({
    ...byPassword,
    ssh: [{ agent: true, ...(socket === undefined ? {} : { agent_socket: socket }) }],
  });

  it("is the block's, before PROXMOX_VE_SSH_AUTH_SOCK, before SSH_AUTH_SOCK", () => {
    const variables = { PROXMOX_VE_SSH_AUTH_SOCK: "/ours", SSH_AUTH_SOCK: "/everybody's" };
    expect(ssh(block("/block"), variables).agent?.socket).toBe("/block");
    expect(ssh(block(), variables).agent?.socket).toBe("/ours");
    expect(ssh(block(), { SSH_AUTH_SOCK: "/everybody's" }).agent?.socket).toBe("/everybody's");
    expect(ssh(block()).agent?.socket).toBeUndefined();
  });

  it("is OpenSSH's pipe on Windows if nothing is said", () => {
    const around = { environment, credentials: undefined, platform: "win32" };
    expect(sshSettingsOf({ ssh: [{ agent: true, username: "root" }] }, around).settings?.agent?.socket).toBe(
      "\\\\.\\pipe\\openssh-ssh-agent",
    );
  });

  it("that nobody asks is told", () => {
    const { diagnostics } = parsedSettings({ ...byPassword, ssh: [{ agent_socket: "/agent" }] }, environment);
    expect(diagnostics).toMatchObject([{ severity: "warning", path: ["ssh", 0, "agent_socket"] }]);
  });
});
