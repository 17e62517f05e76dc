import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { Environment } from "../../../lib/schema/provider.js";
import { connect } from "../../../providers/proxmox/connection.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { addSecondFactor } from "../../simulator/add-second-factor.js";
import { describeWith } from "../../simulator/clients/program.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { settingsFrom } from "../settings-from.js";

/** Logs in as the guide's script does: curl, and a second request where a second factor is asked for. */
async function ticketByCurl(
  pve: Simulation,
  login: Readonly<Record<string, string>>,
  totp?: string,
): Promise<string> {
  const ask = async (fields: Readonly<Record<string, string>>, ...more: readonly string[]) => {
    const url = `${pve.endpoint}/api2/json/access/ticket`;
    const curl = spawn("curl", ["-q", "-s", "-k", ...more, "--config", "-", url]);
    // By standard input: everybody sees the words of a process.
    const lines = Object.entries(fields).map(
      ([name, value]) => `data-urlencode = ${JSON.stringify(`${name}=${value}`)}\n`,
    );
    curl.stdin.end(lines.join(""));
    return text(curl.stdout);
  };
  const first = await ask(login);
  const { data } = JSON.parse(first) as { readonly data: Readonly<Record<string, string>> };
  if (totp === undefined) return first;
  expect(data["NeedTFA"]).toBe(1);
  const { username = "" } = login;
  const { ticket = "", CSRFPreventionToken = "" } = data;
  const answer = { username, "tfa-challenge": ticket, password: `totp:${totp}` };
  return ask(answer, "-H", `CSRFPreventionToken: ${CSRFPreventionToken}`);
}

describeWith("what the guide says, against a Proxmox VE", ["curl", "--version"], () => {
  let pve: Simulation;
  const login = { username: "somebody@pve", password: secretMarker("of-somebody") };
  beforeAll(async () => {
    pve = await simulate();
    await pve.post("/access/users", { userid: login.username, password: login.password });
    await pve.put("/access/acl", { path: "/", roles: "PVEAuditor", users: login.username });
  });
  afterAll(() => pve.close());

  async function versionWith(environment: Environment): Promise<unknown> {
    const connection = await connect(
      settingsFrom({
        PROXMOX_VE_ENDPOINT: pve.endpoint,
        PROXMOX_VE_INSECURE: "true",
        PROXMOX_VE_MIN_TLS: "1.3",
        ...environment,
      }),
    );
    try {
      return await connection.api.get("/version");
    } finally {
      await connection.close();
    }
  }
  const works = expect.objectContaining({ release: expect.any(String) as string }) as unknown;

  it("Authentication, environment variables: username and password log in", async () => {
    const variables = { PROXMOX_VE_USERNAME: login.username, PROXMOX_VE_PASSWORD: login.password };
    expect(await versionWith(variables)).toEqual(works);
  });

  it("Pre-Authentication: what curl was answered is PROXMOX_VE_AUTH_PAYLOAD as it is", async () => {
    expect(await versionWith({ PROXMOX_VE_AUTH_PAYLOAD: await ticketByCurl(pve, login) })).toEqual(works);
  });

  it("Pre-Authentication: its ticket and token are PROXMOX_VE_AUTH_TICKET and PROXMOX_VE_CSRF_PREVENTION_TOKEN", async () => {
    const { data } = JSON.parse(await ticketByCurl(pve, login)) as {
      readonly data: Readonly<Record<string, string>>;
    };
    const { ticket = "", CSRFPreventionToken = "" } = data;
    const variables = {
      PROXMOX_VE_AUTH_TICKET: ticket,
      PROXMOX_VE_CSRF_PREVENTION_TOKEN: CSRFPreventionToken,
    };
    expect(await versionWith(variables)).toEqual(works);
  });

  it("Pre-Authentication: a TOTP code goes into the second request of the script", async () => {
    const two = { username: "two@pve", password: secretMarker("of-somebody-with-two") };
    await pve.post("/access/users", { userid: two.username, password: two.password });
    const code = await addSecondFactor(pve, two.username);
    const payload = await ticketByCurl(pve, two, code());
    expect(await versionWith({ PROXMOX_VE_AUTH_PAYLOAD: payload })).toEqual(works);
  });

  it("API Token Authentication: a user, a role, its assignment and a token without separated privileges suffice", async () => {
    await pve.post("/access/users", { userid: "terraform@pve" });
    await pve.post("/access/roles", { roleid: "Terraform", privs: "VM.Allocate VM.Audit User.Modify" });
    await pve.put("/access/acl", { path: "/", users: "terraform@pve", roles: "Terraform" });
    const made = (await pve.post("/access/users/terraform@pve/token/provider", { privsep: 0 })) as {
      readonly value: string;
    };
    const variables = { PROXMOX_VE_API_TOKEN: `terraform@pve!provider=${made.value}` };
    expect(await versionWith(variables)).toEqual(works);
  });

  it("API Token Authentication: the token takes precedence over the password", async () => {
    const variables = {
      PROXMOX_VE_API_TOKEN: pve.token,
      PROXMOX_VE_USERNAME: login.username,
      PROXMOX_VE_PASSWORD: secretMarker("wrong"),
    };
    expect(await versionWith(variables)).toEqual(works);
  });
});
