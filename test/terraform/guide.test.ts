import { LocalBackend, Testing } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  DataProxmoxVersion,
  ProxmoxProvider,
  ProxmoxStack,
  type ProxmoxProviderConfig,
} from "../../providers/proxmox/index.js";
import { makePrivateKey } from "../providers/ssh/stand/private-keys.js";
import { secretMarker } from "../secrets/secret-marker.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";

const endpoint = "https://10.0.0.2:8006/";
const password = secretMarker("password");
const ticket = `PVE:root@pam:66F0A0B0::${secretMarker("ticket")}==`;
const csrf = `66F0A0B0:${secretMarker("csrf")}`;
const apiToken = `root@pam!ci=${secretMarker("token")}`;
const authPayload = JSON.stringify({
  data: { CSRFPreventionToken: csrf, username: "root@pam", ticket, cap: {} },
});
const privateKey = makePrivateKey();

/** A provider for each way to log in: together they hold each argument of the guide's reference. */
const written: Readonly<Record<string, ProxmoxProviderConfig>> = {
  payload: { endpoint, insecure: true, authPayload, ssh: [{ username: "root", privateKey }] },
  ticket: { endpoint, minTls: "1.2", authTicket: ticket, csrfPreventionToken: csrf },
  token: {
    endpoint,
    apiToken,
    tmpDir: "/var/tmp",
    ssh: [
      {
        username: "terraform",
        password,
        agent: true,
        agentSocket: "/run/agent",
        socks5Server: "proxy:1080",
        socks5Username: "me",
        socks5Password: secretMarker("proxy"),
        node: [
          { name: "pve1", address: "192.168.10.1", port: 2222 },
          { name: "pve2", address: "pve2.example.com" },
        ],
      },
    ],
  },
  password: { endpoint, username: "root@pam", password, otp: "123456" },
};

const names = Object.keys(written);
const aliasOf = (name: string) => `by_${name}`;
const reference = [
  "endpoint insecure min_tls auth_payload auth_ticket csrf_prevention_token api_token otp username password",
  "ssh ssh.username ssh.password ssh.agent ssh.agent_socket ssh.private_key",
  "ssh.socks5_server ssh.socks5_username ssh.socks5_password ssh.node ssh.node.name ssh.node.address ssh.node.port",
  "tmp_dir",
].flatMap((line) => line.split(" "));
const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A provider block as people write it, with its nested blocks. */
function hcl(body: object): string {
  return Object.entries(body)
    .map(([name, value]: [string, unknown]) =>
      Array.isArray(value)
        ? value.map((inner: object) => `${snake(name)} {\n${hcl(inner)}}\n`).join("")
        : `${snake(name)} = ${JSON.stringify(value)}\n`,
    )
    .join("");
}

interface Found {
  readonly severity: string;
  readonly summary: string;
}

async function found(folder: TerraformFolder): Promise<readonly Found[]> {
  await folder.succeed("init", "-no-color");
  const { text } = await folder.run("validate", "-json");
  return (JSON.parse(text) as { readonly diagnostics: readonly Found[] }).diagnostics;
}

const deprecations = expect.arrayContaining([
  expect.objectContaining({ severity: "warning", summary: expect.stringMatching(/otp/) as string }),
  expect.objectContaining({ severity: "warning", summary: expect.stringMatching(/tmp_dir/) as string }),
]) as unknown;

describe("the guide's arguments, under the real terraform", () => {
  let code: TerraformFolder;
  let constructs: TerraformFolder;
  let fromCode: readonly Found[];
  let fromConstructs: string;
  let foundInConstructs: readonly Found[];
  beforeAll(async () => {
    [code, constructs] = await Promise.all([terraformFolder({}), terraformFolder({})]);
    const required = `terraform {\n  required_providers {\n    proxmox = { source = "pve-cdk/proxmox" }\n  }\n}\n`;
    const blocks = names.map(
      (name) =>
        `provider "proxmox" {\nalias = ${JSON.stringify(aliasOf(name))}\n${hcl(written[name] ?? {})}}\n` +
        // Terraform looks at no provider that nothing uses.
        `data "proxmox_version" "${aliasOf(name)}" {\nprovider = proxmox.${aliasOf(name)}\n}\n`,
    );
    await code.write("main.tf", required + blocks.join(""));
    const stack = new ProxmoxStack(Testing.app(), "guide", { provider: { endpoint, apiToken } });
    new LocalBackend(stack, {});
    for (const name of names) {
      const provider = new ProxmoxProvider(stack, aliasOf(name), { alias: aliasOf(name), ...written[name] });
      new DataProxmoxVersion(stack, `of_${aliasOf(name)}`, { provider });
    }
    fromConstructs = Testing.synth(stack);
    await constructs.write("cdk.tf.json", fromConstructs);
    fromCode = await found(code);
    foundInConstructs = await found(constructs);
  });
  afterAll(() => Promise.all([code.remove(), constructs.remove()]));

  it("are all taken from HCL", () => {
    expect(fromCode.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("are all taken from constructs", () => {
    expect(foundInConstructs.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("otp and tmp_dir are deprecated, which is told from both", () => {
    expect(fromCode).toEqual(deprecations);
    expect(foundInConstructs).toEqual(deprecations);
  });

  it.each(reference)("%s is written by the construct under the guide's own name", (name) => {
    const { provider } = JSON.parse(fromConstructs) as {
      readonly provider: { readonly proxmox: readonly Readonly<Record<string, unknown>>[] };
    };
    const valueIn = (block: unknown) =>
      name
        .split(".")
        .reduce<unknown>(
          (at, step) =>
            ((Array.isArray(at) ? at[0] : at) as Readonly<Record<string, unknown>> | undefined)?.[step],
          block,
        );
    expect(provider.proxmox.map(valueIn).filter((value) => value !== undefined)).not.toEqual([]);
  });
});
