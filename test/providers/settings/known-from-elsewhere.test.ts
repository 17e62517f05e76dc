import { expect, it } from "vitest";

import { proxmox } from "../../../providers/proxmox/provider.js";

/** The arguments that users of the bpg provider know, each with the variables that it is also read from. */
const known: readonly (readonly [argument: string, ...variables: string[]])[] = [
  ["endpoint", "PROXMOX_VE_ENDPOINT"],
  ["insecure", "PROXMOX_VE_INSECURE"],
  ["min_tls", "PROXMOX_VE_MIN_TLS"],
  ["auth_ticket", "PROXMOX_VE_AUTH_TICKET"],
  ["csrf_prevention_token", "PROXMOX_VE_CSRF_PREVENTION_TOKEN"],
  ["api_token", "PROXMOX_VE_API_TOKEN"],
  ["username", "PROXMOX_VE_USERNAME"],
  ["password", "PROXMOX_VE_PASSWORD"],
  ["otp", "PROXMOX_VE_OTP"],
  ["tmp_dir", "PROXMOX_VE_TMPDIR", "PM_VE_TMPDIR"],
  ["random_vm_ids"],
  ["random_vm_id_start"],
  ["random_vm_id_end"],
  ["ssh.username", "PROXMOX_VE_SSH_USERNAME"],
  ["ssh.password", "PROXMOX_VE_SSH_PASSWORD"],
  ["ssh.agent", "PROXMOX_VE_SSH_AGENT"],
  ["ssh.agent_socket", "SSH_AUTH_SOCK", "PROXMOX_VE_SSH_AUTH_SOCK"],
  ["ssh.agent_forwarding", "PROXMOX_VE_SSH_AGENT_FORWARDING"],
  ["ssh.private_key", "PROXMOX_VE_SSH_PRIVATE_KEY"],
  ["ssh.socks5_server", "PROXMOX_VE_SSH_SOCKS5_SERVER"],
  ["ssh.socks5_username", "PROXMOX_VE_SSH_SOCKS5_USERNAME"],
  ["ssh.socks5_password", "PROXMOX_VE_SSH_SOCKS5_PASSWORD"],
  ["ssh.node_address_source"],
  ["ssh.node.name"],
  ["ssh.node.address"],
  ["ssh.node.port"],
];

interface Described {
  readonly description: string;
  readonly attributes?: Readonly<Record<string, Described>>;
}

it.each(known)(
  "the argument %s is there, and tells the variables that it is read from",
  (argument, ...variables) => {
    const found = argument
      .split(".")
      .reduce<Described | undefined>((place, name) => place?.attributes?.[name], {
        description: "",
        attributes: proxmox.configuration as unknown as Readonly<Record<string, Described>>,
      });
    expect(found).toBeDefined();
    for (const variable of variables) expect(found?.description).toContain(variable);
  },
);
