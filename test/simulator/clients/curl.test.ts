import { afterAll, beforeAll, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { addSecondFactor } from "../add-second-factor.js";
import { describeWith, ran } from "./program.js";

interface Login {
  readonly ticket: string;
  readonly CSRFPreventionToken: string;
  readonly username: string;
}

describeWith("curl", ["curl", "--version"], () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulate({ rootPassword: "root & pass1" });
  });
  afterAll(() => simulation.close());

  const curl = async (path: string, ...args: readonly string[]): Promise<unknown> => {
    const { stdout } = await ran(["curl", "-q", "-s", "-k", ...args, `${simulation.endpoint}/${path}`]);
    return (JSON.parse(stdout) as { readonly data: unknown }).data;
  };
  const encoded = (name: string, value: string) => ["--data-urlencode", `${name}=${value}`];
  const login = (username: string, password: string) =>
    curl("api2/json/access/ticket", ...encoded("username", username), ...encoded("password", password));

  it("gets a ticket with a password, and uses it as the provider's guide does", async () => {
    const {
      ticket,
      CSRFPreventionToken: csrf,
      username,
    } = (await login("root@pam", "root & pass1")) as Login;
    expect([username, ticket]).toEqual(["root@pam", expect.stringMatching(/^PVE:root@pam:[0-9A-F]{8}::/)]);
    const cookie = ["-b", `PVEAuthCookie=${ticket}`];
    expect(await curl("api2/json/version", ...cookie)).toMatchObject({ release: "9.2" });
    await curl(
      "api2/json/pools",
      ...cookie,
      "-H",
      `CSRFPreventionToken: ${csrf}`,
      ...encoded("poolid", "made"),
    );
    expect(await curl("api2/json/pools", ...cookie)).toMatchObject([{ poolid: "made" }]);
  });

  it("logs in with a code too where the user has a second factor, in the two steps of the provider's guide", async () => {
    await simulation.post("/access/users", { userid: "ann@pve", password: "annpass12" });
    const shown = await addSecondFactor(simulation, "ann@pve");
    const first = (await login("ann@pve", "annpass12")) as Login & { readonly NeedTFA?: number };
    expect([first.NeedTFA, first.ticket]).toEqual([1, expect.stringMatching(/^PVE:!tfa!/)]);
    const half = ["-b", `PVEAuthCookie=${first.ticket}`, `${simulation.endpoint}/api2/json/version`];
    const { stdout } = await ran([
      "curl",
      "-q",
      "-s",
      "-k",
      "-o",
      "/dev/null",
      "-w",
      "%{http_code}",
      ...half,
    ]);
    expect(stdout).toBe("401");
    const answer = (code: string) =>
      curl(
        "api2/json/access/ticket",
        ...["-H", `CSRFPreventionToken: ${first.CSRFPreventionToken}`],
        ...encoded("username", "ann@pve"),
        ...encoded("tfa-challenge", first.ticket),
        ...encoded("password", `totp:${code}`),
      );
    const code = shown();
    expect(await answer(code === "000000" ? "111111" : "000000")).toBeNull();
    const { ticket } = (await answer(code)) as Login;
    expect(await curl("api2/json/version", "-b", `PVEAuthCookie=${ticket}`)).toMatchObject({
      release: "9.2",
    });
    expect(await answer(code)).toBeNull();
  });

  it("is told in the answer that a password is wrong", async () => {
    expect(await login("root@pam", "wrong")).toBeNull();
  });

  it("uses a token in a header", async () => {
    const header = ["-H", `Authorization: PVEAPIToken=${simulation.token}`];
    expect(await curl("api2/json/nodes", ...header)).toMatchObject([{ node: "pve1" }]);
  });
});
