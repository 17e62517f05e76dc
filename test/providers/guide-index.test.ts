import { expect, it } from "vitest";

import { promisedIn } from "./promised-in.js";

const api = "test/providers/api";
const ssh = "test/providers/ssh";

/** Of each section and argument of the guide for providers: the file and the words of the test that promises it. */
const index: readonly (readonly [string, string, string])[] = [
  ["Example Usage", "test/terraform/guide.test.ts", "are all taken from HCL"],
  ["Authentication", `${api}/settings/credentials.test.ts`, "come in the order auth_payload, auth_ticket"],
  [
    "Authentication: Terraform variables",
    "test/providers/settings/variables.test.ts",
    "is taken from TF_VAR_",
  ],
  ["Environment variables", `${api}/guide-sections.test.ts`, "environment variables: username and password"],
  ["Pre-Authentication", `${api}/guide-sections.test.ts`, "Pre-Authentication: a TOTP code goes into"],
  ["SSH Connection", `${ssh}/settings/login.test.ts`, "where that is one of PAM, without a block too"],
  ["SSH Connection: no ssh block", "test/providers/resources/snippet.test.ts", "with the API's own login"],
  ["SSH Connection: the node of the resource", `${ssh}/reach.test.ts`, "whichever node the endpoint is"],
  ["SSH Agent: no ~/.ssh/config", `${ssh}/login.test.ts`, "reads no ~/.ssh/config"],
  ["SSH Agent: Windows", `${ssh}/settings/agent.test.ts`, "is OpenSSH's pipe on Windows"],
  ["SSH Agent", `${ssh}/login.test.ts`, "asks the agent first, then takes the private key"],
  ["SSH Private Key", `${ssh}/settings/private-key.test.ts`, "keeps its lines where a document indents them"],
  ["SSH Private Key: not encrypted", `${ssh}/settings/private-key.test.ts`, "is refused where it is %s"],
  [
    "SSH User: of the API's login",
    `${ssh}/settings/login.test.ts`,
    "defaults to the user of the API's login",
  ],
  ["SSH User: required", `${ssh}/settings/login.test.ts`, "is required at validation where an ssh block"],
  ["SSH User: another datastore", `${ssh}/node.test.ts`, "says which rule of sudo is missing"],
  ["SSH User: sudo that is not installed", "test/providers/faults/ssh.test.ts", '"sudo missing"'],
  ["SSH User", `${ssh}/node.test.ts`, "may do all that is needed, and asks for it without doing it"],
  [
    "Node IP address used for SSH connection",
    `${ssh}/reach.test.ts`,
    "is what ssh.node says, before all else",
  ],
  [
    "Node IP address: interfaces in their order, then DNS",
    `${ssh}/reach.test.ts`,
    "the first interface with an IPv4 address and gateway",
  ],
  ["SSH Connection via SOCKS5 Proxy: all nodes", `${ssh}/proxy.test.ts`, "is the way to all nodes"],
  ["SSH Connection via SOCKS5 Proxy", `${ssh}/proxy.test.ts`, "works with a login"],
  ["API Token Authentication", `${api}/guide-sections.test.ts`, "API Token Authentication: a user, a role"],
  [
    "API Token Authentication: before a password",
    `${api}/guide-sections.test.ts`,
    "the token takes precedence over the password",
  ],
  [
    "API Token Authentication: what takes root@pam itself",
    "test/providers/checks/calls.test.ts",
    "no role can give for what root@pam alone may",
  ],
  [
    "Temporary Directory",
    `${api}/settings/other.test.ts`,
    "tmp_dir is accepted, also from PROXMOX_VE_TMPDIR",
  ],
  ["Argument Reference", "test/terraform/guide.test.ts", "is written by the construct under the guide's"],
  ["generic arguments: alias", "test/terraform/guide.test.ts", "provider = proxmox."],
  ["endpoint", `${api}/settings/endpoint.test.ts`, "can also be sourced from PROXMOX_VE_ENDPOINT"],
  ["insecure", `${api}/settings/trust.test.ts`, "defaults to false, skips the verification if true"],
  ["min_tls", `${api}/settings/trust.test.ts`, "defaults to 1.3 and refuses other versions by name"],
  [
    "auth_payload",
    `${api}/settings/credentials.test.ts`,
    "auth_payload: the whole JSON of an external login",
  ],
  [
    "auth_ticket, csrf_prevention_token",
    `${api}/settings/credentials.test.ts`,
    "auth_ticket with csrf_prevention_token, also",
  ],
  ["api_token", `${api}/settings/credentials.test.ts`, "api_token, also from PROXMOX_VE_API_TOKEN"],
  ["otp", `${api}/settings/credentials.test.ts`, "otp is deprecated but taken, also from PROXMOX_VE_OTP"],
  [
    "username, password",
    `${api}/settings/credentials.test.ts`,
    "username and password, also from PROXMOX_VE_USERNAME",
  ],
  ["ssh", `${ssh}/settings/block.test.ts`, "is one: a second is refused"],
  ["ssh.username", `${ssh}/settings/login.test.ts`, "is the block's, before PROXMOX_VE_SSH_USERNAME"],
  ["ssh.password", `${ssh}/settings/login.test.ts`, "is the block's, before PROXMOX_VE_SSH_PASSWORD, before"],
  ["ssh.agent", `${ssh}/settings/agent.test.ts`, "and is the block's before PROXMOX_VE_SSH_AGENT"],
  [
    "ssh.agent_socket",
    `${ssh}/settings/agent.test.ts`,
    "before PROXMOX_VE_SSH_AUTH_SOCK, before SSH_AUTH_SOCK",
  ],
  [
    "ssh.private_key",
    `${ssh}/settings/private-key.test.ts`,
    "is the block's, before PROXMOX_VE_SSH_PRIVATE_KEY",
  ],
  [
    "ssh.socks5_server, _username, _password",
    `${ssh}/settings/proxy.test.ts`,
    "may ask for a login: ssh.socks5_username",
  ],
  [
    "ssh.node: name, address, port",
    `${ssh}/settings/nodes.test.ts`,
    "says where nodes are, with 22 as the port",
  ],
  ["tmp_dir", `${api}/settings/other.test.ts`, "tmp_dir is accepted, also from PROXMOX_VE_TMPDIR"],
];

it.each(index)("the guide's %s is promised in %s: %s", (_subject, file, words) => {
  expect(promisedIn(file, words)).not.toEqual([]);
});
